"""What the answers of a referral must be together: rules that the form explains and the operation holds."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from core.templating import day
from referrals.intake.agreeing import AT_ONCE, Agreed
from referrals.intake.safeguarding.words import Concern
from referrals.people.words import ContactWay
from referrals.words import AccessNeed, GivenBy, Reason, RiskKind, UrgentSign

Problem = tuple[str, str]
NO_NEEDS_KNOWN = "None that I know of"
REST = "“I do not know the rest”"


def problems(answers: Mapping[str, Any], *, today: dt.date) -> Iterator[Problem]:
    """Each answer that cannot stand beside the others, as its field's name and the words for it.

    Whom a service takes is its own to say: see `intake.doors`.
    """
    for rule in (_identity, _practice, _contact, _ways, _carer, _language, _reasons, _risks, _safeguarding, _access):
        yield from rule(answers)
    yield from agreement(answers, today=today)
    yield from _best_interests(answers)


def asked(answers: Mapping[str, Any]) -> Iterator[Problem]:
    """What a referrer must say, be it that it is not known; another system that refers may know less."""
    yield from _must_haves(answers)
    yield from _best_way(answers)
    yield from _needs_said(answers)
    yield from _agreed(answers)
    if answers.get("needs_interpreter") and not answers.get("interpreter_used"):
        yield "interpreter_used", "Say whether somebody interpreted when you asked the person"
    if not answers.get("tell_gp"):
        yield "tell_gp", "Say whether their GP practice may be told what happened"
    if answers.get("tell_gp") == "no" and not answers.get("tell_gp_reason"):
        yield "tell_gp_reason", "Say why the person does not want it, or that they do not say"


def _must_haves(answers) -> Iterator[Problem]:
    """PRSB v1.1 has these as must-haves: each is answered, or the rest is said to be not known."""
    if not answers.get("gp_practice_name") and not answers.get("no_gp_practice"):
        yield "gp_practice_name", "Enter the GP practice, or say why there is none"
    if answers.get("rest_not_known"):
        return
    if not answers.get("address") and not answers.get("no_fixed_abode"):
        yield "address", f"Enter the address, or choose {REST}"
    for name in ("gender", "ethnicity"):
        if not answers.get(name):
            yield name, f"Choose the {name}, or choose {REST}"


def _best_way(answers) -> Iterator[Problem]:
    """Nobody can use a way for which there is nothing to use, or say something in a message that is never left."""
    way = answers.get("preferred_way")
    carer = contacts_carer(answers)
    if way and not (_carer_has(answers) if carer else _has(answers)).get(way, True):
        lacking = {**LACKING, **LACKING_CARER} if carer else LACKING
        yield "preferred_way", f"“{way.words}” cannot be the best way: {lacking[way]}"
    silent = ContactWay.VOICEMAIL in (answers.get("never_by") or []) and not answers.get("may_text")
    if answers.get("voicemail_words") and silent:
        yield "voicemail_words", f"You chose “{ContactWay.VOICEMAIL.words}” as never to be used: no message is left"


LACKING = {
    ContactWay.TELEPHONE: "there is no telephone number",
    ContactWay.TEXT: "you have not said that we may send text messages",
    ContactWay.EMAIL: "there is no email address",
    ContactWay.LETTER: "there is no address to write to",
    ContactWay.VOICEMAIL: "you have not said that we may leave a message",
    ContactWay.VISIT: "there is no address to go to",
}
LACKING_CARER = {
    ContactWay.TELEPHONE: "there is no telephone number of whom to contact instead",
    ContactWay.EMAIL: "whoever is contacted instead has no email address here",
    ContactWay.VISIT: "whoever is contacted instead has no address here",
}


def contacts_carer(answers: Mapping[str, Any]) -> bool:
    """Whether a carer or representative is contacted instead of the person: as `Person.contacts_carer` has it."""
    through_carer = AccessNeed.THROUGH_CARER in (answers.get("access_needs") or [])
    return bool(answers.get("carer_name")) and (bool(answers.get("contact_carer")) or through_carer)


def _carer_has(answers) -> dict[ContactWay, bool]:
    """The same as `_has`, of whoever is contacted instead: a letter is handed over, and no address is known."""
    return {
        ContactWay.TELEPHONE: bool(answers.get("carer_telephone")),
        ContactWay.TEXT: bool(answers.get("may_text")),
        ContactWay.EMAIL: False,
        ContactWay.VOICEMAIL: bool(answers.get("may_leave_message")),
        ContactWay.VISIT: False,
    }


def _has(answers) -> dict[ContactWay, bool]:
    """Whether there is what each way takes."""
    home = bool(answers.get("postcode")) and not answers.get("no_fixed_abode")
    return {
        ContactWay.TELEPHONE: bool(answers.get("telephone")),
        ContactWay.TEXT: bool(answers.get("may_text")),
        ContactWay.EMAIL: bool(answers.get("email")),
        ContactWay.LETTER: home or bool(answers.get("address")),
        ContactWay.VOICEMAIL: bool(answers.get("may_leave_message")),
        ContactWay.VISIT: bool(answers.get("address")),
    }


def _needs_said(answers) -> Iterator[Problem]:
    """That there is no access need must be said, and cannot be said of somebody who needs an interpreter."""
    chosen, interpreter = answers.get("access_needs") or [], answers.get("needs_interpreter")
    if not chosen and not interpreter:
        yield "access_needs", f"Choose the access needs, or “{NO_NEEDS_KNOWN}”"
    if "none" in chosen and interpreter:
        yield "access_needs", f"They need an interpreter: take back “{NO_NEEDS_KNOWN}”"


def _agreed(answers) -> Iterator[Problem]:
    """Who agreed is said with one choice, or in answers of their own; never in both, never in neither."""
    own = [name for name in ("given_by", "given_how") if answers.get(name)]
    agreed = answers.get("agreed")
    if agreed in AT_ONCE:
        if own:
            yield "agreed", f"Choose “{Agreed.OTHERWISE.words}”, or take back what you say below"
        if agreed is Agreed.ACCOMPANIED and not answers.get("who_was_there"):
            yield "who_was_there", "Say who else was there"
    elif agreed is None and not own:
        yield "agreed", "Say whether and how the person agreed"
    else:
        missing = {
            "given_by": "Choose who agreed",
            "given_how": "Choose how they agreed",
            "given_on": "Enter the date of the agreement",
        }
        yield from ((name, words) for name, words in missing.items() if not answers.get(name))


def _identity(answers) -> Iterator[Problem]:
    number, why_none = answers.get("nhs_number"), answers.get("no_nhs_number")
    if not number and not why_none:
        yield "nhs_number", "Enter an NHS number, or say why there is none"
    if number and why_none:
        yield "no_nhs_number", "Enter an NHS number or say why there is none, not both"


def _practice(answers) -> Iterator[Problem]:
    name, why_none = answers.get("gp_practice_name"), answers.get("no_gp_practice")
    if name and why_none:
        yield "no_gp_practice", "Enter a GP practice or say why there is none, not both"


def _contact(answers) -> Iterator[Problem]:
    if not any(answers.get(way) for way in ("telephone", "other_contact")):
        yield "telephone", "Enter a telephone number, or say how else to reach the person"
    elif answers.get("may_text") and not answers.get("telephone"):
        yield "may_text", "Enter the telephone number that may be sent text messages"


def _ways(answers) -> Iterator[Problem]:
    """What must never be done is not allowed, wished for or asked at the same time."""
    never = answers.get("never_by") or []
    for allowed, way in (("may_text", ContactWay.TEXT), ("may_leave_message", ContactWay.VOICEMAIL)):
        if answers.get(allowed) and way in never:
            yield allowed, f"You chose “{way.words}” as a way that must never be used"
    if answers.get("preferred_way") and answers["preferred_way"] in never:
        yield "preferred_way", "The best way cannot be one that must never be used"


def _carer(answers) -> Iterator[Problem]:
    named, details = answers.get("carer_name"), ("carer_relationship", "carer_telephone", "contact_carer")
    if not named and any(answers.get(name) for name in details):
        yield "carer_name", "Enter the name of the carer or representative"
    elif contacts_carer(answers) and not answers.get("carer_telephone"):
        yield "carer_telephone", "Enter the telephone number of whom to contact instead"


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
    if Reason.OTHER in chosen and not answers.get("need"):
        yield "need", f"Say what is needed: “{Reason.OTHER.words}” does not say it"


def _risks(answers) -> Iterator[Problem]:
    """PRSB v1.1 has risks 1..*: that none is known must be said, and cannot be said beside one that is."""
    chosen = answers.get("risks") or []
    if not chosen:
        yield "risks", f"Choose the risks, or “{RiskKind.NONE_KNOWN.words}”"
    elif RiskKind.NONE_KNOWN in chosen and len(chosen) > 1:
        yield "risks", f"Choose the risks or “{RiskKind.NONE_KNOWN.words}”, not both"
    if RiskKind.OTHER in chosen and not answers.get("risk_details"):
        yield "risk_details", "Say what the other risk is"


def _safeguarding(answers) -> Iterator[Problem]:
    """That there is none is doubted beside an urgent sign of one: it may still be so, and then it is said why."""
    concern, details = answers.get("safeguarding"), answers.get("safeguarding_details")
    sign = next((one for one in UrgentSign if one.is_safeguarding and one in (answers.get("urgent_signs") or [])), None)
    doubted = concern == Concern.NO and sign
    if concern == Concern.YES and not details:
        yield "safeguarding_details", "Say what the concern is, and whom you have told"
    if doubted and not details:
        named = f"You named as urgent: “{sign.words}”"
        yield "safeguarding", f"{named}. Choose “Yes”, or say below why there is no concern"
    if details and not doubted and concern not in (None, Concern.YES):
        yield "safeguarding", "Choose “Yes”, or delete what you say of a concern"


def _access(answers) -> Iterator[Problem]:
    chosen = answers.get("access_needs") or []
    if "none" in chosen and len(chosen) > 1:
        yield "access_needs", f"Choose the access needs or “{NO_NEEDS_KNOWN}”, not both"


def agreement(answers: Mapping[str, Any], *, today: dt.date) -> Iterator[Problem]:
    """The same, of who agreed and when."""
    given_on = answers.get("given_on")
    if given_on and given_on > today:
        yield "given_on", "The date of the agreement must be today or in the past"
    if answers.get("given_by") not in (None, "", GivenBy.PERSON) and not answers.get("given_by_name"):
        yield "given_by_name", "Enter the name of whoever agreed or decided"


def passing_on(agreed: Mapping[str, Any], *, made_on: dt.date, today: dt.date) -> Iterator[Problem]:
    """The same, of passing on a referral that was made on `made_on`: nobody agreed to that before there was one."""
    yield from agreement(agreed, today=today)
    if agreed.get("given_on") and agreed["given_on"] < made_on:
        yield "given_on", f"The date of the agreement must be on or after {day(made_on)}, when the referral was made"
    yield from _best_interests(agreed)


def _best_interests(answers) -> Iterator[Problem]:
    if answers.get("given_by") == GivenBy.BEST_INTERESTS and not answers.get("decision_reason"):
        yield "decision_reason", "Say why it is in their best interests"
