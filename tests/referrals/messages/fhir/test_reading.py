"""What messages of other systems ask, and how those that cannot be taken are told what to mend."""

import copy
import json
from pathlib import Path

import pytest

from referrals.messages.fhir import systems
from referrals.messages.fhir.bundle import bundle
from referrals.messages.fhir.problems import NotReadable
from referrals.messages.fhir.reading import read
from referrals.words import AccessNeed, GivenBy, NoNhsNumber, Reason, RiskKind
from tests.referrals.messages import made

SHARED = Path(__file__).resolve().parents[4] / ".." / "shared" / "spec" / "fhir-examples"


@pytest.fixture
def message():
    """`message(change)` is a good message after `change(its resources by type)`."""

    def make(change=lambda resources: None) -> dict:
        document = copy.deepcopy(bundle(made.referral()))
        change({one["resource"]["resourceType"]: one["resource"] for one in reversed(document["entry"])})
        return document

    return make


def problems(document) -> dict[str, str]:
    """Every problem of a message, by its place."""
    with pytest.raises(NotReadable) as refused:
        read(document)
    return {problem.place: problem.words for problem in refused.value.problems}


def put(kind, **elements):
    return lambda resources: resources[kind].update(elements)


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (put("ServiceRequest", priority="urgent"), "ServiceRequest.priority", "999"),
        (put("ServiceRequest", priority="asap"), "ServiceRequest.priority", "telephone"),
        (put("ServiceRequest", priority="stat"), "ServiceRequest.priority", "telephone"),
        (put("ServiceRequest", status="draft"), "ServiceRequest.status", "active"),
        (put("ServiceRequest", intent="directive"), "ServiceRequest.intent", "order"),
        (put("ServiceRequest", doNotPerform=True), "ServiceRequest.doNotPerform", "not done"),
        (put("ServiceRequest", subject={"display": "Somebody"}), "ServiceRequest.subject", "Patient in this message"),
        (put("Task", status="nonsense"), "Task[0].status", "requested"),
        (put("Patient", deceasedBoolean=True), "Patient.deceased", "died"),
        (put("Patient", birthDate="1961"), "Patient.birthDate", "whole date"),
        (put("Patient", birthDate="13/02/1961"), "Bundle.entry[2].resource.birthDate", "Not valid FHIR"),
        (put("Patient", bogus=1), "Bundle.entry[2].resource.bogus", "Not valid FHIR"),
        (put("Patient", modifierExtension=[]), "Bundle.entry[2].resource.modifierExtension", "change what"),
        (put("Patient", resourceType="Nonsense"), "Bundle.entry[2].resource", "Nonsense"),
        (put("Patient", resourceType=["Patient"]), "Bundle.entry[2].resource", "no FHIR resource"),
        (put("Consent", status="rejected"), "Consent.performer", "did not agree"),
        (put("Consent", provision={"type": "deny"}), "Consent.performer", "did not agree"),
    ],
)
def test_what_cannot_be_taken_is_told_by_its_place(message, change, place, words):
    found = problems(message(change))
    assert words in found[place]


@pytest.mark.parametrize("document", [None, 1, [], "text", {}, {"resourceType": "Patient"}, {"resourceType": 1}])
def test_what_is_no_message_at_all_is_refused(document):
    assert problems(document)


def test_a_safeguarding_flag_is_no_matter_for_a_message_unless_it_is_dealt_with(message):
    category = {"coding": [{"system": systems.FLAG_CATEGORY, "code": "SG"}]}
    document = message(put("Flag", category=[category], code={"text": "A worry"}))
    assert "safeguarding" in problems(document)["Flag.category"]
    request = document["entry"][0]["resource"]
    request["extension"] = [{"url": systems.URGENT_SIGN, "valueCode": "abuse"}]
    assert read(document).facts["urgent_signs"] == ["abuse"]


def test_what_is_not_said_is_not_known_and_silence_about_risks_is_not_none(message):
    def forget(resources):
        for kind, name in (("Patient", "identifier"), ("Patient", "extension"), ("ServiceRequest", "note")):
            resources[kind].pop(name, None)

    document = message(forget)
    document["entry"] = [one for one in document["entry"] if one["resource"]["resourceType"] != "Flag"]
    document["entry"][0]["resource"].pop("supportingInfo")
    facts = read(document).facts
    assert facts["no_nhs_number"] is NoNhsNumber.NOT_KNOWN
    assert not facts["may_text"] and not facts["may_leave_message"]
    assert facts["risks"] == []


def test_no_reason_in_words_is_lost(message):
    def say(resources):
        coding = {"system": systems.SNOMED, "code": "1", "display": "A code of theirs"}
        resources["ServiceRequest"]["reasonCode"] = [{"coding": [coding]}]
        resources["ServiceRequest"]["note"] = [{"text": "Likes to walk"}]

    facts = read(message(say)).facts
    assert facts["reasons"] == [Reason.OTHER]
    assert facts["need"] == "A code of theirs\nLikes to walk"


def test_a_second_telephone_is_kept_in_words(message):
    ways = [
        {"system": "phone", "value": "07700 900001", "rank": 2},
        {"system": "phone", "value": "01632 960001", "rank": 1},
    ]
    facts = read(message(put("Patient", telecom=ways))).facts
    assert (facts["telephone"], facts["other_contact"]) == ("01632 960001", "07700 900001")


def test_a_request_may_contain_what_goes_with_it(message):
    inside = [entry["resource"] for entry in message()["entry"]]
    for one in inside:
        one["id"] = one["id"].replace("urn:uuid:", "")
    text = json.dumps(inside).replace("urn:uuid:", "#")
    request, _task, *contained = json.loads(text)
    asked = read(request | {"contained": contained})
    assert asked.facts == read(message()).facts | {"given_on": asked.facts["given_on"]}


@pytest.mark.skipif(not SHARED.exists(), reason="without ../shared there are no examples")
def test_the_published_examples_are_understood():
    names = ("ServiceRequest", "Task-referral", "Patient", "PractitionerRole-gp", "Organization-gp", "Consent", "Flag")
    resources = [json.loads((SHARED / f"{name}.json").read_text()) for name in names]
    next(one for one in resources if one["resourceType"] == "Task")["status"] = "requested"
    asked = read({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in resources]})
    facts = asked.facts
    assert (facts["first_name"], facts["family_name"], facts["nhs_number"]) == ("Sam", "TESTPERSON", "9990000018")
    assert facts["reasons"] == [Reason.LONELINESS] and facts["need"].startswith("Lonely since retiring")
    assert facts["risks"] == [RiskKind.NONE_KNOWN]
    assert facts["access_needs"] == [AccessNeed.LARGE_PRINT]
    assert facts["language"] is None
    assert facts["given_by"] is GivenBy.PERSON and facts["given_how"] is None, "how is nowhere in it"
    assert asked.practice["ods_code"] == "A81001"
    assert asked.identifiers == [("https://example.org/sp/referral-id", "SP-2026-000123")]
