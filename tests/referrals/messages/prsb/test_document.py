"""The document of a referral, held against the standard where the standard lies beside the repository."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from core import clock
from referrals.messages.prsb import document
from referrals.people.words import ContactWay, Ethnicity, Gender, NoGpPractice
from referrals.words import AccessNeed, GivenBy, InterpreterUsed, Reason, RiskKind
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


LONG = {
    "need": "n" * 1500,
    "own_words": "o" * 400,
    "reason_for_social_prescribing": "r" * 400,
    "risk_details": "d" * 400,
    "access_details": "a" * 400,
    "contact_when": "w" * 200,
    "voicemail_words": "v" * 200,
    "safe_contact": "s" * 300 + " Brother must not know",
}


def under(element: dict, place: str) -> str:
    """Everything that stands at a place."""
    for name in place.split(" › "):
        inside = element if isinstance(element, list) else [element]
        element = [one[name] for one in inside if name in one]
        element = [one for each in element for one in (each if isinstance(each, list) else [each])]
    return "\n".join(element)


def test_the_whole_of_what_is_shortened_stands_where_the_standard_has_room_and_where_people_read():
    told = of(**LONG)
    places = {one["whole_in"] for one in told.as_json()["shortened"]}
    assert len(told.shortened) == 6 and not any("record" in place for place in places)
    whole = "\n".join(under(told.sections, place) for place in places)
    read = "\n".join(value for rows in told.rows().values() for _label, value in rows)
    for said in LONG.values():
        assert said in whole and read.count(said) == (2 if said == LONG["access_details"] else 1), said[:1]
    assert "…" not in read and "Care and support plan" not in told.rows()


def test_where_the_standard_has_no_room_the_pages_show_the_whole_and_the_file_says_so():
    told = of(gp_practice_name="g" * 150)
    (short,) = told.as_json()["shortened"]
    assert short["whole_in"].startswith("The page and the PDF")
    assert any("g" * 150 in value for _label, value in told.rows()["GP practice"])


def test_what_is_forbidden_and_who_must_not_know_are_the_last_to_be_shortened():
    facts = LONG | {"never_by": list(ContactWay), "may_text": False, "safe_contact": "Her brother must not know"}
    contact = of(**facts).sections["Person demographics"]["Person's contact details"]["Other contact information"]
    assert len(contact) <= 255 and contact.endswith("…")
    for words in ("Do not leave a message", "Do not send text", "visit at home", "Her brother must not know"):
        assert words in contact
    assert contact.index("visit at home") < contact.index("brother") < contact.index("When: ")


def test_who_is_contacted_instead_is_not_shortened_for_who_must_not_know():
    facts = {"carer_name": "Bo Lee", "carer_telephone": "+447700900124", "contact_carer": True}
    contact = of(**LONG, **facts).sections["Person demographics"]["Person's contact details"]
    assert "Contact Bo Lee, 07700 900124 instead." in contact["Other contact information"]


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


def test_of_several_reasons_the_main_one_is_marked():
    for reasons, first in (
        ([Reason.HOUSING], "Housing"),
        ([Reason.LONELINESS, Reason.HOUSING], "Housing"),
    ):
        told = of(reasons=reasons, main_reason=Reason.HOUSING).sections["Presenting complaints or issues"]
        said = [one["Free text"] for one in told["Presenting complaint or issue"]]
        assert said[0].startswith(first) and said[0].endswith("(main reason)") == (len(reasons) > 1)
        assert sum("(main reason)" in words for words in said) == len(reasons) - 1


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


def test_a_carer_who_may_be_rung_leaves_the_person_without_contact_by_telephone():
    carer = {"contact_carer": True, "carer_name": "Bo Lee", "carer_telephone": "+447700900124"}
    details = of(access_needs=[AccessNeed.TEXT_ONLY], never_by=[], **carer).sections["Person demographics"]
    assert details["Person's contact details"]["Preferred contact method"] == "8"


def test_who_decided_for_somebody_without_capacity_and_why_is_in_the_consent():
    said = {"given_by": GivenBy.BEST_INTERESTS, "given_by_name": "Dr Priya Shah", "who_was_there": "Her son"}
    why = {"decision_reason": "She cannot keep it in mind", "interpreter_used": InterpreterUsed.NONE}
    told = of(**said, **why)
    rows = dict(told.rows()["Consent"])
    for consent in (told.sections["Consent"]["Consent for information sharing"], *rows.values()):
        for words in ("lacks capacity", "best interests decision", "Dr Priya Shah", "Her son", "Interpreter: no"):
            assert words in consent
        assert "Why: She cannot keep it in mind" in consent
    assert "agreed by the person" in of().sections["Consent"]["Consent for information sharing"]


def test_that_no_risks_are_known_is_said_and_so_is_what_we_do_not_hold():
    told = of(risks=[RiskKind.NONE_KNOWN], risk_details=None, gp_practice_name=None, gp_practice_code=None)
    assert told.sections["Risks"]["Risks record entry"] == [{"Risk": {"Free text": "No known risks"}}]
    told = of(gp_practice_name=None, gp_practice_code=None, no_gp_practice=NoGpPractice.NOT_REGISTERED)
    assert told.as_json()["not_held"] == ["GP practice › GP practice record entry › GP practice identifier"]


def test_gender_is_told_in_the_older_code_and_sex_is_nowhere():
    for gender in Gender:
        assert of(gender=gender).sections["Person demographics"]["Gender"] in CODES["Gender"]
    assert "Sex" not in of().sections["Person demographics"]
