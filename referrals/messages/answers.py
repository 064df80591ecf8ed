"""What the answers in a message must be, each and together: the form's own rules, told all at once."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from core.text import tidy, unprintable
from referrals.intake import rules
from referrals.messages.fhir.problems import Problem, of_field
from referrals.people.reading import unreadable

# The most characters that each answer may have, as on the form (a test holds the two together).
LONGEST = {
    "first_name": 35,
    "family_name": 35,
    "preferred_name": 70,
    "address": 250,
    "gp_practice_name": 150,
    "other_contact": 255,
    "safe_contact": 500,
    "contact_when": 200,
    "voicemail_words": 200,
    "carer_name": 70,
    "carer_relationship": 70,
    "need": 2000,
    "own_words": 2000,
    "reason_for_social_prescribing": 2000,
    "safeguarding_details": 2000,
    "risk_details": 2000,
    "access_details": 1000,
    "language": 60,
    "written_language": 60,
    "not_interpreting": 200,
    "who_was_there": 200,
    "decision_reason": 2000,
    "tell_gp_reason": 500,
    "given_by_name": 70,
}
# What nothing can be made without, and how it is asked for.
NEEDED = {
    "first_name": "Give the person’s first name",
    "family_name": "Give the person’s family name",
    "date_of_birth": "Give the person’s date of birth",
    "postcode": "Give a postcode, or ZZ99 3VZ for no fixed abode",
    "given_by": "Say who agreed to this: a Consent whose performer is the Patient, or the extension given-by",
    "given_how": "Say how they agreed: the Consent’s extension given-how, one of spoken, telephone, written",
    "given_on": "Say on which day they agreed",
}


def tidied(facts: dict[str, Any]) -> dict[str, Any]:
    """The same answers, every text as the form would have it."""
    return {name: tidy(said) for name, said in facts.items()}


def problems(facts: dict[str, Any], *, today: dt.date) -> list[Problem]:
    """Everything that is to be mended, each answer named once."""
    found: dict[str, Problem] = {}
    together = rules.problems(facts, today=today)
    for name, words in (*_missing(facts), *_texts(facts), *unreadable(facts), *together):
        found.setdefault(
            name, of_field(name, words, "required" if name in NEEDED and not facts.get(name) else "invalid")
        )
    return list(found.values())


def _missing(facts: dict) -> Iterator[tuple[str, str]]:
    return ((name, words) for name, words in NEEDED.items() if not facts.get(name))


def _texts(facts: dict) -> Iterator[tuple[str, str]]:
    for name, said in facts.items():
        longest = LONGEST.get(name)
        if longest and said and len(said) > longest:
            yield name, f"Must be {longest:,} characters or fewer: it has {len(said):,}"
        if unprintable(said):
            yield name, "Has characters that cannot be printed"
