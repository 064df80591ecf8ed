"""Answers for which FHIR and UK Core have no element of their own, as extensions of ours: one table, both ways."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.worded import Worded
from referrals.messages.fhir import systems
from referrals.messages.fhir.elements import extension, extensions, text_of
from referrals.people.words import ContactWay, Gender, InterpreterGender, NoGpPractice
from referrals.words import GivenBy, GivenHow, InterpreterUsed, NoNhsNumber


@dataclass(frozen=True)
class Carried:
    """An answer by its name, which is the attribute, the keyword and, with hyphens, the end of the extension's name.

    `kind` is FHIR's choice of value; `codes` are the words that a code may be; `several` may stand more than once.
    """

    name: str
    kind: str = "valueString"
    codes: type[Worded] | None = None
    several: bool = False

    @property
    def url(self) -> str:
        """What the extension is called."""
        return f"{systems.OWN}/StructureDefinition/{self.name.replace('_', '-')}"


CODE, YES_NO, DATE = "valueCode", "valueBoolean", "valueDate"
# How contact may be made; these stand together in one extension, and what is not said there is forbidden.
SAFELY = (
    Carried("may_leave_message", YES_NO),
    Carried("may_text", YES_NO),
    Carried("safe_contact"),
    Carried("contact_when"),
    Carried("preferred_way", CODE, ContactWay),
    Carried("voicemail_words"),
    Carried("never_by", CODE, ContactWay, several=True),
)
OF_PERSON = (
    Carried("no_nhs_number", CODE, NoNhsNumber),
    Carried("gender", CODE, Gender),
    Carried("no_gp_practice", CODE, NoGpPractice),
    Carried("is_carer", YES_NO),
    Carried("contact_carer", YES_NO),
    Carried("access_review_on", DATE),
    Carried("written_language"),
    Carried("interpreter_gender", CODE, InterpreterGender),
    Carried("not_interpreting"),
)
OF_AGREEMENT = (
    Carried("given_by", CODE, GivenBy),
    Carried("given_how", CODE, GivenHow),
    Carried("who_was_there"),
    Carried("interpreter_used", CODE, InterpreterUsed),
    Carried("decision_reason"),
)


def written(table: Iterable[Carried], source) -> list[dict]:
    """The extensions for what `source` has of these."""
    return [
        extension(one.url, **{one.kind: _plain(value)}) for one in table for value in _values(getattr(source, one.name))
    ]


def _values(value: Any) -> list:
    return [one for one in (value if isinstance(value, list) else [value]) if one not in (None, "")]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else getattr(value, "value", value)


def read(table: Iterable[Carried], element: dict) -> dict[str, Any]:
    """What the extensions of `element` say of these; a code that is none of ours is not an answer."""
    return {one.name: _read(one, element) for one in table}


def _read(one: Carried, element: dict) -> Any:
    found = [_understood(one, said.get(one.kind)) for said in extensions(element, one.url)]
    if one.several:
        return list(dict.fromkeys(value for value in found if value is not None))
    if one.kind == YES_NO:
        return found[:1] == [True]
    return next((value for value in found if value), None)


def _understood(one: Carried, value: Any) -> Any:
    if one.kind == YES_NO:
        return value is True
    if one.codes:
        return one.codes(value) if value in list(one.codes) else None
    return _date(text_of(value)) if one.kind == DATE else text_of(value) or None


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
