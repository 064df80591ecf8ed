"""A referral as one Bundle: the request, the work on it, the person, who is concerned, agreement and warnings.

And as the answers of how it stands, which hold what they refer to and nothing that was said of the person.
"""

from typing import Any

from referrals.messages.fhir import valid
from referrals.messages.fhir.agreement import to_consents
from referrals.messages.fhir.elements import INSIDE
from referrals.messages.fhir.flags import to_flags
from referrals.messages.fhir.patient import to_identity, to_patient
from referrals.messages.fhir.request import short, to_request
from referrals.messages.fhir.task import to_task
from referrals.messages.fhir.who import to_organisations, to_referrer


def bundle(referral) -> dict:
    """The Bundle of a referral, of type collection, valid FHIR R4. What is told of safeguarding is not in it."""
    information = [*to_consents(referral), *to_flags(referral)]
    resources = [
        to_request(referral, information),
        to_task(referral),
        to_patient(referral.person),
        *to_referrer(referral),
        *to_organisations(referral),
        *information,
    ]
    document = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": referral.status_changed_at.isoformat(),
        "entry": [_entry(one) for one in resources],
    }
    valid.check(document)
    return document


def standing(referral, identifiers: list[dict]) -> dict:
    """The request as it stands, for whoever made it: whom it is about, who refers and who is asked are in it.

    `identifiers` are those that the sender gave it, which stand beside our reference.
    """
    request = short(referral)
    request["identifier"] += identifiers
    return _contained(request | {"contained": _concerned(referral)})


def search(referral, identifiers: list[dict]) -> dict:
    """The Task as what a search found, with all that it refers to."""
    request = short(referral)
    request["identifier"] += identifiers
    entries = [_entry(to_task(referral)) | {"search": {"mode": "match"}}]
    entries += [_entry(one) | {"search": {"mode": "include"}} for one in (request, *_concerned(referral))]
    return {"resourceType": "Bundle", "type": "searchset", "total": 1, "entry": entries}


def _concerned(referral) -> list[dict]:
    return [to_identity(referral.person), *to_referrer(referral), *to_organisations(referral)]


def _entry(resource: dict) -> dict:
    return {"fullUrl": f"{INSIDE}{resource['id']}", "resource": resource}


def _contained(element: Any) -> Any:
    """The same with every reference to an entry of a bundle made one to a resource that is contained."""
    if isinstance(element, dict):
        return {name: _to_contained(one) if name == "reference" else _contained(one) for name, one in element.items()}
    return [_contained(one) for one in element] if isinstance(element, list) else element


def _to_contained(address: str) -> str:
    return f"#{address.removeprefix(INSIDE)}" if address.startswith(INSIDE) else address
