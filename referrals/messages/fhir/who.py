"""Who refers and who is asked, as Organizations, a Practitioner and a PractitionerRole."""

import uuid

from referrals.messages.fhir import systems
from referrals.messages.fhir.elements import concept, filled, reference, text_of
from referrals.words import Source


def to_organisations(referral) -> list[dict]:
    """The service, and the practice that referred where one did."""
    return [_organisation(one) for one in (referral.practice, referral.service) if one is not None]


def _organisation(organisation) -> dict:
    own = {"system": systems.ORGANISATION, "value": str(organisation.id)}
    ods = [{"system": systems.ODS_CODE, "value": organisation.ods_code}] if organisation.ods_code else []
    return filled(
        resourceType="Organization",
        id=str(organisation.id),
        meta=systems.profile("Organization"),
        identifier=[*ods, own],
        active=True,
        name=organisation.name,
        telecom=[{"system": "phone", "value": organisation.telephone}] if organisation.telephone else [],
    )


def role_id(referral) -> uuid.UUID:
    """The id of whoever refers, in the role of this referral."""
    return uuid.uuid5(referral.id, "referrer")


def to_referrer(referral) -> list[dict]:
    """Whoever refers, in the role in which they did: as a Practitioner too where they are one."""
    practitioner = _practitioner(referral)
    role = filled(
        resourceType="PractitionerRole",
        id=str(role_id(referral)),
        meta=systems.profile("PractitionerRole"),
        practitioner={
            **(reference(practitioner[0]["id"]) if practitioner else {}),
            "display": referral.referrer_name,
        },
        organization=reference(referral.practice.id) if referral.practice else {"display": referral.from_words},
        code=[concept(text=referral.referrer_role)] if referral.referrer_role else [],
    )
    return [role, *practitioner]


def _practitioner(referral) -> list[dict]:
    """The clinician who refers, by name alone: how they sign in is nobody else's business."""
    if referral.source is not Source.CLINICIAN:
        return []
    return [
        filled(
            resourceType="Practitioner",
            id=str(uuid.uuid5(referral.id, "practitioner")),
            meta=systems.profile("Practitioner"),
            name=[{"text": referral.referrer_name}],
        )
    ]


def named_organisation(resource: dict) -> dict:
    """How an Organization, or a reference to one, names itself: our id, its ODS code and its name."""
    identifiers = resource.get("identifier") or []
    several = identifiers if isinstance(identifiers, list) else [identifiers]
    of = {one.get("system"): text_of(one.get("value")) for one in several}
    return {
        "id": of.get(systems.ORGANISATION, ""),
        "ods_code": of.get(systems.ODS_CODE, "").upper(),
        "name": text_of(resource.get("name")) or text_of(resource.get("display")),
    }
