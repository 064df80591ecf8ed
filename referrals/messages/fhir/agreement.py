"""What the person agreed to, as Consents: that the service gets the referral, and that their GP practice is told."""

import datetime as dt
import uuid

from referrals.messages.fhir import carried, systems
from referrals.messages.fhir.elements import codes, coding, concept, extension, filled, reference, text_of, value
from referrals.messages.fhir.problems import NotReadable, of_field
from referrals.words import GivenBy, GivenHow

SCOPE = concept(coding(systems.CONSENT_SCOPE, "patient-privacy", "Privacy Consent"))
DISCLOSURE = concept(coding(systems.ACT_CODE, "IDSCL", "information disclosure"))
TELL_GP = concept(coding(systems.OWN_CATEGORY, "tell-gp", "Telling the GP practice what happened"))
RECIPIENT = concept(coding(systems.PARTICIPATION, "IRCP", "information recipient"))


def to_consents(referral) -> list[dict]:
    """One Consent for each recipient: the service that is asked, and the GP practice afterwards, also if it is not."""
    agreed = next((one for one in referral.agreements if one.items == ["referral"]), None)
    if agreed is None:
        return []
    asked = f"{agreed.purpose}: agreement to share, wording {agreed.wording}"
    return [_to_service(referral, agreed, asked), _to_practice(referral, agreed)]


def _to_service(referral, agreed, policy: str) -> dict:
    consent = _consent(referral, agreed, "service", policy)
    return consent | {"category": [DISCLOSURE], "provision": _provision("permit", reference(referral.service.id))}


def _to_practice(referral, agreed) -> dict:
    consent = _consent(referral, agreed, "gp", "Telling the person’s GP practice what happened")
    why = [extension(systems.COMMENT, valueString=referral.tell_gp_reason)] if referral.tell_gp_reason else []
    recipient = {"display": referral.person.gp_practice_name or "The person’s GP practice"}
    answer = "permit" if referral.tell_gp else "deny"
    said = {"category": [DISCLOSURE, TELL_GP], "provision": _provision(answer, recipient)}
    return consent | said | {"extension": [*consent["extension"], *why]}


def _provision(answer: str, recipient: dict) -> dict:
    return {"type": answer, "actor": [{"role": RECIPIENT, "reference": recipient}]}


def _consent(referral, agreed, which: str, policy: str) -> dict:
    return filled(
        resourceType="Consent",
        id=str(uuid.uuid5(referral.id, f"consent {which}")),
        extension=carried.written(carried.OF_AGREEMENT, agreed),
        status="active",
        scope=SCOPE,
        patient=reference(referral.person.id),
        dateTime=agreed.given_on.isoformat(),
        performer=[_performer(referral, agreed)],
        policyRule={"text": policy},
    )


def _performer(referral, agreed) -> dict:
    named = filled(display=agreed.given_by_name)
    return reference(referral.person.id) | named if agreed.given_by is GivenBy.PERSON else named


def from_consents(consents: list[dict], is_patient) -> dict:
    """Who agreed, how and when, and whether the GP practice may be told, named as `make_referral` takes them.

    `is_patient` tells whether a reference is to the person. Raises NotReadable where the person did not agree.
    """
    told = [one for one in consents if "tell-gp" in codes(one.get("category"), systems.OWN_CATEGORY)]
    shared = [one for one in consents if one not in told]
    if any(_refuses(one) for one in shared):
        raise NotReadable([of_field("given_by", "The person did not agree to this, so no referral was made")])
    consent = next((one for one in shared if one.get("status") == "active"), {})
    refused = next((one for one in told if _refuses(one)), None)
    why = text_of(value(refused, systems.COMMENT, "valueString")) if refused else ""
    return {**_given(consent, is_patient), "tell_gp": refused is None, "tell_gp_reason": why or None}


def _refuses(consent: dict) -> bool:
    denies = (consent.get("provision") or {}).get("type") == "deny"
    return consent.get("status") == "rejected" or denies


def _given(consent: dict, is_patient) -> dict:
    performers = consent.get("performer") or []
    said = carried.read(carried.OF_AGREEMENT, consent)
    if said["given_by"] is None and any(map(is_patient, performers)):
        said["given_by"] = GivenBy.PERSON
    if said["given_how"] is None and (consent.get("sourceAttachment") or consent.get("sourceReference")):
        said["given_how"] = GivenHow.WRITTEN
    return said | {
        "given_by_name": next(filter(None, (text_of(one.get("display")) for one in performers)), None),
        "given_on": _day(text_of(consent.get("dateTime"))),
    }


def _day(text: str) -> dt.date | None:
    """The day of a moment, in the zone that it is written in; None where only a year or month is said."""
    try:
        return dt.date.fromisoformat(text[:10]) if len(text) >= 10 else None
    except ValueError:
        return None
