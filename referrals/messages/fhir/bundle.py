"""A referral as one Bundle: the request, the work on it, the person, who is concerned, agreement and warnings."""

from referrals.messages.fhir import valid
from referrals.messages.fhir.agreement import to_consents
from referrals.messages.fhir.flags import to_flags
from referrals.messages.fhir.patient import to_patient
from referrals.messages.fhir.request import to_request
from referrals.messages.fhir.task import to_task
from referrals.messages.fhir.who import to_organisations, to_role


def bundle(referral) -> dict:
    """The Bundle of a referral, of type collection, valid FHIR R4. What is told of safeguarding is not in it."""
    information = [*to_consents(referral), *to_flags(referral)]
    resources = [
        to_request(referral, information),
        to_task(referral),
        to_patient(referral.person),
        to_role(referral),
        *to_organisations(referral),
        *information,
    ]
    document = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": referral.status_changed_at.isoformat(),
        "entry": [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources],
    }
    valid.check(document)
    return document
