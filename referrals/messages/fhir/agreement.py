"""What the person agreed to, as Consents: that the service gets the referral, and that their GP practice is told."""

import datetime as dt
import uuid

from referrals.messages.fhir import systems
from referrals.messages.fhir.elements import codes, coding, concept, extension, filled, reference, text_of, value
from referrals.messages.fhir.problems import NotReadable, of_field
from referrals.words import GivenBy, GivenHow

SCOPE = concept(coding(systems.CONSENT_SCOPE, "patient-privacy", "Privacy Consent"))
DISCLOSURE = concept(coding(systems.ACT_CODE, "IDSCL", "information disclosure"))
TELL_GP = concept(coding(systems.OWN_CATEGORY, "tell-gp", "Telling the GP practice what happened"))
RECIPIENT = concept(coding(systems.PARTICIPATION, "IRCP", "information recipient"))


def to_consents(referral) -> list[dict]:
    """One Consent for each recipient: the service that is asked, and the GP practice afterwards."""
    agreed = next((one for one in referral.agreements if one.items == ["referral"]), None)
    if agreed is None:
        return []
    purpose = f"{agreed.purpose}: agreement to share, wording {agreed.wording}"
    shared = _consent(referral, agreed, "service", [DISCLOSURE], "permit", referral.service, purpose)
    told = _consent(
        referral,
        agreed,
        "gp",
        [DISCLOSURE, TELL_GP],
        "permit" if referral.tell_gp else "deny",
        None,
        "Telling the person’s GP practice what happened",
    )
    return [shared, told]


def _consent(referral, agreed, which: str, category, answer: str, recipient, policy: str) -> dict:
    who = reference(recipient.id) if recipient else {"display": "The person’s GP practice"}
    return filled(
        resourceType="Consent",
        id=str(uuid.uuid5(referral.id, f"consent {which}")),
        extension=[
            extension(systems.GIVEN_BY, valueCode=agreed.given_by.value),
            extension(systems.GIVEN_HOW, valueCode=agreed.given_how.value),
        ],
        status="active",
        scope=SCOPE,
        category=category,
        patient=reference(referral.person.id),
        dateTime=agreed.given_on.isoformat(),
        performer=[_performer(referral, agreed)],
        policyRule={"text": policy},
        provision={"type": answer, "actor": [{"role": RECIPIENT, "reference": who}]},
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
    return {**_given(consent, is_patient), "tell_gp": not any(_refuses(one) for one in told)}


def _refuses(consent: dict) -> bool:
    denies = (consent.get("provision") or {}).get("type") == "deny"
    return consent.get("status") == "rejected" or denies


def _given(consent: dict, is_patient) -> dict:
    performers = consent.get("performer") or []
    by, how = (value(consent, url, "valueCode") for url in (systems.GIVEN_BY, systems.GIVEN_HOW))
    if by not in list(GivenBy) and any(map(is_patient, performers)):
        by = GivenBy.PERSON
    if how not in list(GivenHow) and (consent.get("sourceAttachment") or consent.get("sourceReference")):
        how = GivenHow.WRITTEN
    return {
        "given_by": GivenBy(by) if by in list(GivenBy) else None,
        "given_by_name": next(filter(None, (text_of(one.get("display")) for one in performers)), None),
        "given_how": GivenHow(how) if how in list(GivenHow) else None,
        "given_on": _day(text_of(consent.get("dateTime"))),
    }


def _day(text: str) -> dt.date | None:
    """The day of a moment, in the zone that it is written in; None where only a year or month is said."""
    try:
        return dt.date.fromisoformat(text[:10]) if len(text) >= 10 else None
    except ValueError:
        return None
