"""What the answers of a referral must be together: rules that the form explains and the operation holds."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from referrals.words import GivenBy, RiskKind

Problem = tuple[str, str]


def problems(answers: Mapping[str, Any], *, today: dt.date) -> Iterator[Problem]:
    """Each answer that cannot stand beside the others, as its field's name and the words for it.

    Whom a service takes is its own to say: see `intake.doors`.
    """
    for rule in (_identity, _contact, _language, _reasons, _risks):
        yield from rule(answers)
    yield from agreement(answers, today=today)


def _identity(answers) -> Iterator[Problem]:
    number, why_none = answers.get("nhs_number"), answers.get("no_nhs_number")
    if not number and not why_none:
        yield "nhs_number", "Enter an NHS number, or say why there is none"
    if number and why_none:
        yield "no_nhs_number", "Enter an NHS number or say why there is none, not both"


def _contact(answers) -> Iterator[Problem]:
    if not any(answers.get(way) for way in ("telephone", "other_contact")):
        yield "telephone", "Enter a telephone number, or say how else to reach the person"
    elif answers.get("may_text") and not answers.get("telephone"):
        yield "may_text", "Enter the telephone number that may be sent text messages"


def _language(answers) -> Iterator[Problem]:
    if answers.get("needs_interpreter") and not answers.get("language"):
        yield "language", "Enter the language that the interpreter speaks"


def _reasons(answers) -> Iterator[Problem]:
    chosen, main = answers.get("reasons") or [], answers.get("main_reason")
    if not chosen:
        yield "reasons", "Choose at least one reason"
    elif main and main not in chosen:
        yield "main_reason", "The main reason must be one of the reasons that you chose"
    elif not main and len(chosen) > 1:
        yield "main_reason", "Choose which of the reasons is the main one"


def _risks(answers) -> Iterator[Problem]:
    """PRSB v1.1 has risks 1..*: that none is known must be said, and cannot be said beside one that is."""
    chosen = answers.get("risks") or []
    if not chosen:
        yield "risks", f"Choose the risks, or “{RiskKind.NONE_KNOWN.words}”"
    elif RiskKind.NONE_KNOWN in chosen and len(chosen) > 1:
        yield "risks", f"Choose the risks or “{RiskKind.NONE_KNOWN.words}”, not both"
    if RiskKind.OTHER in chosen and not answers.get("risk_details"):
        yield "risk_details", "Say what the other risk is"


def agreement(answers: Mapping[str, Any], *, today: dt.date) -> Iterator[Problem]:
    """The same, of who agreed and when."""
    given_on = answers.get("given_on")
    if given_on and given_on > today:
        yield "given_on", "The date of the agreement must be today or in the past"
    if answers.get("given_by") not in (None, "", GivenBy.PERSON) and not answers.get("given_by_name"):
        yield "given_by_name", "Enter the name of whoever agreed or decided"
