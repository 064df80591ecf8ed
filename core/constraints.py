"""The bridge from a constraint that the database held to the form field that caused it."""

from sqlalchemy.exc import IntegrityError

from core.refusals import Refused

_words: dict[str, tuple[str, str | None]] = {}


def explain(constraint: str, words: str, *, field: str | None = None) -> None:
    """Say what to tell the person when the named `constraint` refuses, and beside which form field.

    SQLite reports a unique constraint by its columns only, so `constraint` is also looked for as
    `table.column` of the naming convention `uq_<table>_<column>`.
    """
    _words[constraint] = (words, field)


def refusal(error: IntegrityError) -> Refused:
    """The refusal that explains `error`; an unexplained constraint is a mistake of ours and is raised as it is."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    told = str(error.orig)
    for constraint, (words, field) in _words.items():
        if constraint in {name, _named_by_columns(told)} or constraint in told:
            return Refused(words, field=field)
    raise error


def _named_by_columns(told: str) -> str:
    """`UNIQUE constraint failed: thing.a, thing.b` as `uq_thing_a_b`."""
    _, separator, columns = told.partition("UNIQUE constraint failed: ")
    if not separator:
        return ""
    parts = [column.strip().split(".") for column in columns.split(",")]
    return "_".join(["uq", parts[0][0], *(part[-1] for part in parts)])
