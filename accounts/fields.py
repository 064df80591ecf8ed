"""A question with one answer out of those that are offered to this person."""

from collections.abc import Iterable

import wtforms
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation


def one_of(label: str, ask: str) -> wtforms.RadioField:
    """A radio field that the form fills by `offer`; `ask` is what it says of no answer, or of one not offered."""
    return wtforms.RadioField(label, [_Offered(ask)], choices=[], validate_choice=False, coerce=_as_text)


def offer(field: wtforms.RadioField, choices: Iterable[tuple[str, str]]) -> None:
    """Offer these values, each with its words."""
    field.choices = [SelectChoice(str(value), words) for value, words in choices]


def _as_text(value) -> str | None:
    return None if value is None else str(value)


class _Offered:
    """The validator of `one_of`."""

    def __init__(self, ask: str) -> None:
        self.ask = ask

    def __call__(self, _form, field) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(self.ask)
