"""A referral written as FHIR and read again is the same referral; what must not travel does not."""

import json

import pytest
from hypothesis import given, settings

from referrals.intake.discretion import Discreet
from referrals.messages.fhir import systems, valid
from referrals.messages.fhir.bundle import bundle, search, standing
from referrals.messages.fhir.reading import read
from referrals.words import Closure, GivenBy, Source
from referrals.workflow import Status
from tests.referrals.messages import made


def same(facts: dict) -> dict:
    """Facts whose order says nothing, in one order."""
    return facts | {name: sorted(facts[name]) for name in ("access_needs", "urgent_signs")}


def without_safeguarding(facts: dict) -> dict:
    """The urgent signs of safeguarding stay where the safeguarding note stays."""
    return facts | {"urgent_signs": [sign for sign in facts["urgent_signs"] if not sign.is_safeguarding]}


def of_type(document: dict, kind: str) -> list[dict]:
    return [entry["resource"] for entry in document["entry"] if entry["resource"]["resourceType"] == kind]


@settings(max_examples=20, deadline=None)
@given(made.facts())
def test_what_is_written_is_read_again_as_the_same(facts):
    referral = made.referral(**facts)
    asked = read(json.loads(json.dumps(bundle(referral))))
    assert same(asked.facts) == same(without_safeguarding(facts))
    assert asked.identifiers == [(systems.REFERENCE, referral.reference)]
    assert asked.service["id"] == str(referral.service.id)
    assert asked.practice["ods_code"] == referral.practice.ods_code


def test_identifiers_are_those_of_uk_core():
    document = bundle(made.referral())
    patient, *_ = of_type(document, "Patient")
    number, *_ = patient["identifier"]
    assert (number["system"], number["value"]) == ("https://fhir.nhs.uk/Id/nhs-number", made.FACTS["nhs_number"])
    assert number["extension"][0]["valueCodeableConcept"]["coding"][0]["code"] == "02"
    assert patient["meta"]["profile"] == ["https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient"]
    practice, service = of_type(document, "Organization")
    assert practice["identifier"][0] == {"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "J82999"}
    assert all(one["system"] != systems.ODS_CODE for one in service["identifier"])
    assert of_type(document, "ServiceRequest")[0]["code"]["coding"][0]["code"] == "871731000000106"


def test_every_reference_leads_to_an_entry_of_the_bundle():
    kinds = {"ServiceRequest", "Task", "Patient", "Practitioner", "PractitionerRole", "Organization", "Consent", "Flag"}
    for seen, found in ((made.referral(), kinds), (Discreet(made.referral(tell_gp=False)), kinds)):
        for document in (bundle(seen), search(seen, [])):
            assert set(references(document)) <= {entry["fullUrl"] for entry in document["entry"]}
        assert {entry["resource"]["resourceType"] for entry in bundle(seen)["entry"]} == found
        (role,) = of_type(document, "PractitionerRole")
        assert role["practitioner"]["reference"].removeprefix("urn:uuid:") == of_type(document, "Practitioner")[0]["id"]


def references(element):
    if isinstance(element, dict):
        yield from [element["reference"]] if isinstance(element.get("reference"), str) else []
        for one in element.values():
            yield from references(one)
    elif isinstance(element, list):
        for one in element:
            yield from references(one)


def test_an_answer_contains_whom_it_is_about_and_nothing_that_was_said_of_them():
    sent = {"system": "urn:ietf:rfc:3986", "value": "urn:uuid:9a3f2b6e-0c55-4a0e-9d0f-0d6f5c1b7a11"}
    told = standing(made.referral(), [sent])
    valid.check(told)
    assert set(references(told)) == {f"#{one['id']}" for one in told["contained"]}
    (patient,) = (one for one in told["contained"] if one["resourceType"] == "Patient")
    assert patient["identifier"][0]["value"] == made.FACTS["nhs_number"]
    assert set(patient) == {"resourceType", "id", "meta", "identifier", "name", "birthDate"}
    assert [one["value"] for one in told["identifier"]] == ["FB-K7M2-Q9X8", sent["value"]], "as it was sent"
    assert "Wants company" not in json.dumps(told)


def test_a_self_referral_names_no_practitioner():
    referral = made.referral()
    referral.source, referral.practice = Source.SELF, None
    document = bundle(referral)
    assert of_type(document, "Practitioner") == []
    assert set(references(document)) <= {entry["fullUrl"] for entry in document["entry"]}


def test_a_warning_about_contact_stands_in_words_too():
    document = bundle(made.referral(may_text=False, may_leave_message=False))
    (flag,) = [f for f in of_type(document, "Flag") if f["category"][0]["coding"][0]["code"] == "safe-contact"]
    assert "Do not leave a message" in flag["code"]["text"] and "son is out" in flag["code"]["text"]


def test_who_did_not_want_their_gp_told_is_carried():
    told = [c for c in of_type(bundle(made.referral(tell_gp=False)), "Consent") if len(c["category"]) == 2]
    assert [one["provision"]["type"] for one in told] == ["deny"]


def test_an_attorney_is_named_and_is_not_the_person():
    consent = of_type(bundle(made.referral(given_by=GivenBy.ATTORNEY, given_by_name="Jo Lee")), "Consent")[0]
    assert consent["performer"] == [{"display": "Jo Lee"}]


@pytest.mark.parametrize(
    ("status", "closure", "request_status", "task", "why"),
    [
        (Status.SUBMITTED, None, "active", "requested", None),
        (Status.RETURNED, None, "active", "on-hold", "Returned for information"),
        (Status.ACTIVE, None, "active", "in-progress", None),
        (Status.CLOSED, Closure.GOALS_MET, "completed", "completed", None),
        (Status.CLOSED, Closure.MOVED, "completed", "failed", "Moved away"),
        (Status.WITHDRAWN, None, "revoked", "cancelled", "Withdrawn"),
        (Status.ENTERED_IN_ERROR, None, "entered-in-error", "entered-in-error", None),
    ],
)
def test_each_side_owns_its_status(status, closure, request_status, task, why):
    document = bundle(made.referral(status=status, closure=closure))
    assert of_type(document, "ServiceRequest")[0]["status"] == request_status
    (told,) = of_type(document, "Task")
    assert told["status"] == task
    assert told.get("statusReason", {}).get("text") == why
