"""The person in words: numbers as they are read, and what to heed before making contact."""

import datetime as dt

import pytest

from core import clock
from referrals.people.models import Person
from referrals.people.words import ContactWay, InterpreterGender, NoGpPractice
from referrals.words import AccessNeed, NoNhsNumber, Way

SAFE = {"telephone": "+447700900123", "may_leave_message": True, "may_text": True}


def person(**facts) -> Person:
    return Person(
        **{"first_name": "Ann", "family_name": "Lee", "postcode": "PO1 2DY", "access_needs": []} | SAFE | facts
    )


def test_the_nhs_number_stands_in_groups():
    assert person(nhs_number="9990000018").nhs_number_words == "999 000 0018"


@pytest.mark.parametrize("reason", NoNhsNumber)
def test_where_there_is_none_it_says_why(reason):
    assert person(no_nhs_number=reason).nhs_number_words.lower() == (
        "not known" if reason is NoNhsNumber.NOT_KNOWN else f"none: {reason.words.lower()}"
    )


@pytest.mark.parametrize(("today", "age"), [((2026, 2, 12), 64), ((2026, 2, 13), 65)])
def test_age_is_of_today(today, age):
    with clock.at(dt.datetime(*today, 12, tzinfo=dt.UTC)):
        assert person(date_of_birth=dt.date(1961, 2, 13)).age == age


def test_no_fixed_abode_is_said_in_words():
    assert person(postcode="ZZ99 3VZ").place_words == "No fixed abode"
    assert person().place_words == "PO1 2DY"


def test_a_telephone_is_read_out_and_rung():
    assert person().telephone_words == "07700 900123"
    assert person().telephone_link == "tel:+447700900123"
    assert person(telephone=None).telephone_words == person(telephone=None).telephone_link == ""


@pytest.mark.parametrize(
    ("facts", "warnings"),
    [
        ({}, []),
        ({"may_text": False}, ["Do not send text messages."]),
        ({"may_leave_message": False}, ["Do not leave a message or voicemail."]),
        ({"safe_contact": "Mornings"}, ["Mornings"]),
        ({"telephone": None}, ["No telephone."]),
        ({"telephone": None, "other_contact": "At the hostel"}, ["No telephone. At the hostel"]),
        ({"never_by": ["letter", "visit"]}, ["Never by: letter.", "Never by: visit at home."]),
        ({"never_by": ["text"]}, ["Do not send text messages."]),
        ({"preferred_way": ContactWay.EMAIL, "contact_when": "Mornings"}, ["Best by: email.", "When: Mornings"]),
        ({"voicemail_words": "A first name"}, ["In a message say only: A first name"]),
        (
            {"carer_name": "Bo Lee", "carer_telephone": "+447700900124", "contact_carer": True},
            ["Contact Bo Lee, 07700 900124 instead."],
        ),
    ],
)
def test_what_to_heed_before_making_contact(facts, warnings):
    assert person(**facts).contact_warnings == warnings


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, []),
        ({"access_needs": [AccessNeed.BSL]}, ["British Sign Language interpreter"]),
        ({"language": "Polish"}, ["Speaks Polish"]),
        ({"language": "Polish", "needs_interpreter": True}, ["Interpreter needed: Polish"]),
        ({"access_details": "Sits by the door"}, ["Sits by the door"]),
        (
            {"interpreter_gender": InterpreterGender.WOMAN, "not_interpreting": "Her son", "written_language": "Urdu"},
            ["Interpreter: a woman", "May not interpret: Her son", "Reads Urdu"],
        ),
    ],
)
def test_what_they_need_so_as_to_take_part(facts, words):
    assert person(**facts).communication_words == words


REACHED = {"email": "ann@example.org", "address": ["4 Beach Road"]} | SAFE


@pytest.mark.parametrize(
    ("facts", "forbidden"),
    [
        ({}, set()),
        ({"may_text": False}, {"text"}),
        ({"may_leave_message": False}, {"voicemail"}),
        *(({"never_by": [way.value]}, {way.value}) for way in ContactWay),
        ({"access_needs": ["text_only"]}, {"telephone", "voicemail"}),
        ({"access_needs": ["calls_only", "bsl"]}, {"letter", "text", "email"}),
    ],
)
def test_nobody_is_reached_in_a_way_that_is_forbidden(facts, forbidden):
    """Hazard 8: contact that reveals the referral to somebody else."""
    somebody = person(**REACHED | facts)
    assert somebody.forbidden_ways == forbidden
    assert {way for way in ContactWay if not somebody.may_be_reached_by(way)} == forbidden


@pytest.mark.parametrize(
    ("facts", "forbidden"),
    [
        ({"access_needs": ["text_only"]}, set()),
        ({"access_needs": ["calls_only", "through_carer"], "contact_carer": False}, set()),
        ({"access_needs": ["text_only"], "never_by": ["telephone"], "may_text": False}, {"telephone", "text"}),
        ({"access_needs": ["text_only"], "may_leave_message": False}, {"voicemail"}),
        ({"access_needs": ["text_only"], "contact_carer": False}, {"telephone", "voicemail"}),
    ],
)
def test_an_access_need_of_the_person_closes_no_way_to_the_carer_who_is_contacted_instead(facts, forbidden):
    carer = {"carer_name": "Bo Lee", "carer_telephone": "+447700900124", "contact_carer": True}
    somebody = person(**REACHED | carer | facts)
    assert somebody.forbidden_ways == forbidden
    assert somebody.may_be_reached_by(ContactWay.TELEPHONE) is ("telephone" not in forbidden)
    assert somebody.left_out_by_needs, "what is told of the person themselves still says so"


@pytest.mark.parametrize(
    ("missing", "ways"),
    [
        ({"telephone": None}, {"telephone", "text", "voicemail"}),
        ({"email": None}, {"email"}),
        ({"address": []}, {"visit"}),
        ({"address": [], "postcode": "ZZ99 3VZ"}, {"letter", "visit"}),
    ],
)
def test_nobody_is_reached_without_a_number_or_an_address(missing, ways):
    somebody = person(**REACHED | missing)
    assert {way for way in ContactWay if not somebody.may_be_reached_by(way)} == ways


def test_the_ways_of_writing_are_ways_of_making_contact():
    assert not person(**REACHED | {"never_by": ["letter"]}).may_be_reached_by(Way.LETTER)
    assert {(way.value, way.words) for way in Way} <= {(way.value, way.words) for way in ContactWay}


def test_address_and_practice_are_said_in_one_line():
    somebody = person(address=["Flat 2", "4 Beach Road"], gp_practice_name="Seaview Surgery", gp_practice_code="J82999")
    assert somebody.address_words == "Flat 2, 4 Beach Road, PO1 2DY"
    assert somebody.gp_practice_words == "Seaview Surgery (J82999)"
    nowhere = person(postcode="ZZ99 3VZ", no_gp_practice=NoGpPractice.NOT_REGISTERED)
    assert nowhere.address_words == "No fixed abode"
    assert nowhere.gp_practice_words == "Not registered with a practice"


@pytest.mark.parametrize(("on", "due"), [(None, False), ((2026, 2, 12), True), ((2026, 2, 13), False)])
def test_access_needs_are_due_for_review_on_their_day(on, due):
    with clock.at(dt.datetime(2026, 2, 12, 12, tzinfo=dt.UTC)):
        assert person(access_review_on=on and dt.date(*on)).access_review_due is due
