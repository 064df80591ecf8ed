"""The request itself as a UK Core ServiceRequest, whose status the referrer owns."""

from referrals.messages.fhir import systems
from referrals.messages.fhir.elements import (
    codes,
    coding,
    concept,
    extension,
    extensions,
    filled,
    reference,
    text_of,
    value,
    words_of,
)
from referrals.messages.fhir.flags import NO_RISKS
from referrals.messages.fhir.who import role_id
from referrals.words import Priority, Reason, RiskKind, UrgentSign
from referrals.workflow import Status

# What a referrer's request is while the service is somewhere with it: theirs to end, not the service's.
STATUS = {
    Status.CLOSED: "completed",
    Status.WITHDRAWN: "revoked",
    Status.REDIRECTED: "revoked",
    Status.ENTERED_IN_ERROR: "entered-in-error",
}
SNOMED_OF = {Reason.LONELINESS: coding(systems.SNOMED, "422650009", "Social isolation")}
REASON_OF = {one["code"]: reason for reason, one in SNOMED_OF.items()}
CATEGORY = concept(coding(systems.OWN_CATEGORY, "social-prescribing", "Social prescribing"))
CODE = concept(coding(systems.SNOMED, *systems.REFERRAL_TO_SOCIAL_PRESCRIBING))


def status(referral) -> str:
    """FHIR's status of the request; to a practice that is not to be told how it ended, that it has."""
    if referral.is_discreet and not referral.status_is_told:
        return "active" if referral.is_open else "completed"
    return STATUS.get(referral.status, "active")


def to_request(referral, information: list[dict]) -> dict:
    """The ServiceRequest of a referral; `information` are the resources that go with it."""
    return filled(
        **short(referral),
        extension=_declared(referral),
        reasonCode=_reasons(referral),
        supportingInfo=[reference(one["id"]) for one in information],
        note=_notes(referral),
    )


def short(referral) -> dict:
    """The same without anything that was said of the person: what answers "how does it stand?"."""
    return filled(
        resourceType="ServiceRequest",
        id=str(referral.id),
        meta=systems.profile("ServiceRequest"),
        identifier=[{"system": systems.REFERENCE, "value": referral.reference}],
        status=status(referral),
        intent="order",
        category=[CATEGORY],
        priority=referral.priority.value,
        code=CODE,
        subject=reference(referral.person.id),
        authoredOn=referral.submitted_at.isoformat(),
        requester=reference(role_id(referral)),
        performer=[reference(referral.service.id)],
    )


def _declared(referral) -> list[dict]:
    """What was dealt with by telephone, and that what is to be soon is no emergency: the form asked for both.

    A sign of safeguarding does not leave, as the safeguarding note does not.
    """
    told = [sign for sign in map(UrgentSign, referral.urgent_signs) if not sign.is_safeguarding]
    signs = [extension(systems.URGENT_SIGN, valueCode=sign.value) for sign in told]
    soon = referral.priority is Priority.URGENT
    return [*signs, *([extension(systems.NO_EMERGENCY, valueBoolean=True)] if soon else [])]


def _notes(referral) -> list[dict]:
    """The person's own words are a note that they are the author of; why this service, a note that says it is that."""
    notes = [] if referral.known_risks else [{"text": f"{RiskKind.NONE_KNOWN.words}."}]
    if referral.own_words:
        notes.append({"authorReference": reference(referral.person.id), "text": referral.own_words})
    if why := referral.reason_for_social_prescribing:
        notes.append({"extension": [extension(systems.SAYS_WHY_HERE, valueBoolean=True)], "text": why})
    return notes


def _reasons(referral) -> list[dict]:
    """The main reason first; what is needed stands with it, in words."""
    rest = [Reason(code) for code in referral.reasons if code != referral.main_reason]
    main = concept(*_coded(referral.main_reason), text=referral.need)
    return [main, *(concept(*_coded(reason)) for reason in rest)]


def _coded(reason: Reason) -> list[dict]:
    national = SNOMED_OF.get(reason)
    own = coding(systems.OWN_REASON, reason.value, reason.words)
    return [own, national] if national else [own]


def from_request(request: dict, is_patient) -> dict:
    """Why somebody is referred and what is needed, named as `make_referral` takes them.

    The first reason is the main one. A reason in codes that we do not know is "Something else", and its words are kept
    in what is needed, with every note of the request but the person's own. `is_patient` tells whether a reference is
    to the person.
    """
    concepts = request.get("reasonCode") or []
    own, why, rest = _sorted_notes(request.get("note") or [], is_patient)
    reasons = list(dict.fromkeys(reason for one in concepts for reason in _reasons_of(one)))
    return {
        "reasons": reasons,
        "main_reason": reasons[0] if reasons else None,
        "need": "\n".join(dict.fromkeys(filter(None, _needed(request, concepts, rest)))),
        "own_words": "\n".join(own) or None,
        "reason_for_social_prescribing": "\n".join(why) or None,
        "priority": Priority.ROUTINE if request.get("priority", "routine") == "routine" else Priority.URGENT,
        "urgent_signs": _dealt_with(request),
    }


def _reasons_of(one: dict) -> list[Reason]:
    own = [Reason(code) for code in codes(one, systems.OWN_REASON) if code in list(Reason)]
    national = [REASON_OF[code] for code in codes(one, systems.SNOMED) if code in REASON_OF]
    return own or national or [Reason.OTHER]


def _sorted_notes(notes: list[dict], is_patient) -> tuple[list[str], list[str], list[str]]:
    """The person's own words, why this service, and what else was noted."""
    own, why, rest = [], [], []
    for note in notes:
        own_note = "authorReference" in note and is_patient(note["authorReference"])
        says_why = value(note, systems.SAYS_WHY_HERE, "valueBoolean") is True
        (own if own_note else why if says_why else rest).append(text_of(note.get("text")))
    return own, why, rest


def _needed(request: dict, concepts: list[dict], notes: list[str]):
    for one in concepts:
        known = codes(one, systems.OWN_REASON) or [code for code in codes(one, systems.SNOMED) if code in REASON_OF]
        yield text_of(one.get("text")) if known else words_of(one)
    for text in notes:
        yield "" if text.casefold().startswith(NO_RISKS) else text
    yield text_of(request.get("patientInstruction"))


def _dealt_with(request: dict) -> list[UrgentSign]:
    said = [one.get("valueCode") for one in extensions(request, systems.URGENT_SIGN)]
    return [UrgentSign(code) for code in dict.fromkeys(said) if code in list(UrgentSign)]
