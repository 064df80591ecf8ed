"""What the answers of the public form must be together: rules that the form explains and the operation holds."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from core.identifiers.date_of_birth import age_on
from referrals.profile import eligibility
from referrals.profile.facts import Profile
from referrals.profile.words import Ground
from referrals.public.words import Proof
from referrals.words import Source

Problem = tuple[str, str]
BESIDE = {Ground.OUT_OF_AREA: "postcode"}


def problems(answers: Mapping[str, Any], profile: Profile, *, today: dt.date) -> Iterator[Problem]:
    """Each answer that cannot stand, as its field's name and the words for it; what was not answered yet is None."""
    for rule in (_reachable, _text, _language, _asker, _provable, _agreed):
        yield from rule(answers)
    yield from _open_to(answers, profile, today)


def closed(profile: Profile, today: dt.date) -> eligibility.Eligibility | None:
    """Why the service takes no requests from anybody today; None if it takes them."""
    found = eligibility.answer(profile, eligibility.Asked(today))
    return None if found.open else found


def told(answers: Mapping[str, Any], profile: Profile, *, today: dt.date) -> list[eligibility.Eligibility]:
    """What speaks against the service for this person, and lets them ask all the same: where they live."""
    found = eligibility.against(profile, _asked(answers, today))
    return [one for one in found if one.ground in BESIDE and not one.stops]


def _open_to(answers, profile: Profile, today: dt.date) -> Iterator[Problem]:
    """Whether the service says never to this person, and where else they can go."""
    found = eligibility.answer(profile, _asked(answers, today))
    if found.stops:
        yield BESIDE.get(found.ground, "date_of_birth"), found.words


def _asked(answers, today: dt.date) -> eligibility.Asked:
    born = answers.get("date_of_birth")
    age = age_on(born, today) if born and born <= today else None
    return eligibility.Asked(today, age=age, postcode=answers.get("postcode") or None)


def _reachable(answers) -> Iterator[Problem]:
    own = answers.get("source") is Source.SELF
    if own and not answers.get("telephone") and answers.get("proof") is Proof.CALL:
        yield "proof", "We have no number to ring. Choose a code by email, or go back and enter a telephone number"


def _text(answers) -> Iterator[Problem]:
    if answers.get("may_text") and not answers.get("telephone"):
        yield "may_text", "Enter the telephone number that may be sent text messages"


def _language(answers) -> Iterator[Problem]:
    if answers.get("needs_interpreter") and not answers.get("language"):
        yield "language", "Enter the language that the interpreter speaks"


def _asker(answers) -> Iterator[Problem]:
    source = answers.get("source")
    if source in {None, Source.SELF}:
        return
    if not answers.get("asker_name"):
        yield "asker_name", "Enter your name"
    if source.is_professional and not answers.get("asker_organisation"):
        yield "asker_organisation", "Enter the organisation that you ask for"


def _provable(answers) -> Iterator[Problem]:
    own = answers.get("source") is Source.SELF
    number = answers.get("telephone" if own else "asker_telephone")
    proof = answers.get("proof")
    if proof is Proof.EMAIL and not answers.get("asker_email"):
        yield "asker_email", "Enter the email address that we send the code to"
    if proof in {Proof.CALL, Proof.TEXT} and not own and not number:
        yield "asker_telephone", "Enter your telephone number, so that we can check that it is you"
    if proof is Proof.TEXT and own and not number:
        yield "proof", "We have no number to send a text to. Choose a code by email, or go back and enter a number"


def _agreed(answers) -> Iterator[Problem]:
    if not answers.get("agreed"):
        own = answers.get("source") is Source.SELF
        yield "agreed", "Say that you agree" if own else "Ask the person first: we need their agreement"
