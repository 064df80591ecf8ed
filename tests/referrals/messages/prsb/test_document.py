"""The document of a referral, held against the standard where the standard lies beside the repository."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from core import clock
from referrals.messages.prsb import document
from referrals.people.words import ContactWay, Ethnicity, Gender, NoGpPractice
from referrals.words import RiskKind
from tests.referrals.messages import made

SPEC = Path(__file__).resolve().parents[4] / ".." / "shared" / "spec" / "prsb" / "social-prescribing-v1.1.json"
# What each element's codes may be, in the words of its value set.
CODES = {
    "Gender": {"1", "2", "9", "X"},
    "Ethnicity": {code.value for code in Ethnicity},
    "NHS number status indicator": {"01", "02", "03", "04", "05", "06", "07", "08"},
    "Preferred contact method": set("123456789"),
}
PRECISION = {"YMD!": r"\d{4}-\d\d-\d\d", "YMDHM": r"\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d"}


def of(**facts) -> document.Document:
    return document.of(made.referral(**facts), made_at=clock.now())


def check(nodes: list[dict], element: dict, missing: list[str], place: str = "") -> None:
    """Every element is one of the standard's, as often as it may be and no longer; what is mandatory is there."""
    named = {node["name"]: node for node in nodes}
    for name, value in element.items():
        here = f"{place} › {name}" if place else name
        assert name in named, here
        node = named[name]
        assert isinstance(value, list) == (node["max"] == "*"), f"{here}: as often as the standard says"
        for one in value if isinstance(value, list) else [value]:
            if node["type"] == "group":
                check(node["children"], one, missing, here)
            else:
                check_item(node, one, here)
    for node in nodes:
        here = f"{place} › {node['name']}" if place else node["name"]
        held_inside = any(one.startswith(here) for one in missing)
        assert node["mro"] != "M" or node["name"] in element or held_inside, f"{here} is mandatory"


def check_item(node: dict, value, here: str) -> None:
    if node.get("datatype") == "boolean":
        assert isinstance(value, bool), here
        return
    assert isinstance(value, str) and value.strip(), here
    assert len(value) <= int(node.get("maxLength", 10**9)), here
    assert value in CODES.get(node["name"], {value}), here
    if precision := node.get("timeStampPrecision"):
        assert re.fullmatch(PRECISION[precision], value), here


@pytest.mark.skipif(not SPEC.exists(), reason="without ../shared there is no standard")
@settings(max_examples=20, deadline=None)
@given(made.facts())
def test_whatever_was_said_the_document_keeps_to_the_standard(facts):
    told = of(**facts)
    check(json.loads(SPEC.read_text())["sections"], told.sections, told.missing)
    json.dumps(told.as_json())


def test_what_is_too_long_is_shortened_and_named_and_codes_never_are():
    told = of(need="x" * 400, gp_practice_code="ABCDEFG12", own_words="y" * 150)
    (short,) = told.shortened
    assert (short.place, short.characters) == (
        "Presenting complaints or issues › Presenting complaint or issue › Free text",
        400,
    )
    complaints = told.sections["Presenting complaints or issues"]
    assert complaints["Presenting complaint or issue"][-1]["Free text"] == "x" * 149 + "…"
    assert complaints["Person reported complaints or issues"] == ["y" * 150]
    assert "GP practice › GP practice record entry › GP practice identifier" in told.missing


def test_what_nobody_said_is_not_in_it():
    told = of(preferred_name=None, address="", own_words=None, email=None, access_needs=[], is_carer=False)
    text = json.dumps(told.sections)
    absent = (
        "Person preferred name",
        "Address line",
        "email address",
        "Person reported",
        "Individual requirements",
        "Carer",
    )
    assert not any(name in text for name in absent)
    assert "null" not in text and '""' not in text


def test_need_reason_and_own_words_stand_apart():
    told = of(need="A home", own_words="I sleep badly", reason_for_social_prescribing="No clinical need").sections
    entry = told["Referral details"]["Referral details record entry"][0]
    assert entry["Reason for referral"] == {"Free text": "No clinical need"}
    complaints = told["Presenting complaints or issues"]
    assert {"Free text": "A home"} in complaints["Presenting complaint or issue"]
    assert complaints["Person reported complaints or issues"] == ["I sleep badly"]


def test_what_must_not_be_done_comes_first_in_the_other_contact_information():
    details = of(access_needs=[], never_by=[ContactWay.TELEPHONE], other_contact="Through the hostel").sections[
        "Person demographics"
    ]
    contact = details["Person's contact details"]
    assert contact["Preferred contact method"] == "8"
    assert contact["Other contact information"].startswith("Do not leave a message")
    assert contact["Other contact information"].endswith("Through the hostel")


def test_that_no_risks_are_known_is_said_and_so_is_what_we_do_not_hold():
    told = of(risks=[RiskKind.NONE_KNOWN], risk_details=None, gp_practice_name=None, gp_practice_code=None)
    assert told.sections["Risks"]["Risks record entry"] == [{"Risk": {"Free text": "No known risks"}}]
    told = of(gp_practice_name=None, gp_practice_code=None, no_gp_practice=NoGpPractice.NOT_REGISTERED)
    assert told.as_json()["not_held"] == ["GP practice › GP practice record entry › GP practice identifier"]


def test_gender_is_told_in_the_older_code_and_sex_is_nowhere():
    for gender in Gender:
        assert of(gender=gender).sections["Person demographics"]["Gender"] in CODES["Gender"]
    assert "Sex" not in of().sections["Person demographics"]
