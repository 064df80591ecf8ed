"""A person's details as a clinical system hands them over, read into the first screen of a referral."""

import datetime as dt
from typing import Any

from core.identifiers import NotValid, date_of_birth
from referrals.intake.drafts.contents import Contents
from referrals.intake.paste.filling import fill
from referrals.intake.paste.reading import LONGEST, read
from referrals.messages.fhir.problems import NotReadable, Problem

TEXTS = frozenset(
    "first_name family_name preferred_name nhs_number telephone email postcode address gp_practice_name "
    "gp_practice_code text".split()
)
BORN = "date_of_birth"
MOST = 300


def contents_of(document: Any, *, demonstration: bool, today: dt.date) -> Contents:
    """The draft that it makes: answers by their names, and `text` as somebody would have pasted it.

    Nothing is judged here that the form judges when the clinician goes on. Raises NotReadable.
    """
    if not isinstance(document, dict) or not document:
        raise NotReadable([Problem("", "Send one JSON object with the person’s details")])
    if problems := [problem for name, value in document.items() if (problem := _problem(name, value, today))]:
        raise NotReadable(problems)
    given = [name for name, value in document.items() if name != "text" and value.strip()]
    items = [("screen", "person"), *((name, value) for name, value in document.items() if name in TEXTS - {"text"})]
    items += _born(document, today)
    pasted = read(document.get("text", ""), demonstration=demonstration, today=today)
    filled = fill(items, pasted, offered={})
    told = {"doubts": filled.doubts if document.get("text") else (), "differing": filled.differing}
    return Contents(filled.items, filled=(*given, *filled.filled), handed=True, **told)


def _problem(name: str, value: Any, today: dt.date) -> Problem | None:
    if name not in TEXTS | {BORN}:
        return Problem(name[:40], f"Nothing of this name is taken: send {', '.join(sorted(TEXTS | {BORN}))}")
    longest = LONGEST if name == "text" else MOST
    if not isinstance(value, str) or len(value) > longest:
        return Problem(name, f"Send a text of at most {longest:,} characters")
    return _not_born(value, today) if name == BORN and value else None


def _not_born(value: str, today: dt.date) -> Problem | None:
    try:
        date_of_birth.parse(value, today=today)
    except NotValid as problem:
        return Problem(BORN, str(problem))
    return None


def _born(document: dict, today: dt.date) -> list[tuple[str, str]]:
    if not document.get(BORN):
        return []
    day = date_of_birth.parse(document[BORN], today=today)
    return [(f"{BORN}-{part}", str(getattr(day, part))) for part in ("day", "month", "year")]
