"""The person in words: numbers as they are read, and what to heed before making contact."""

import datetime as dt

import pytest

from core import clock
from referrals.people.models import Person
from referrals.words import AccessNeed, NoNhsNumber

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
    ],
)
def test_what_they_need_so_as_to_take_part(facts, words):
    assert person(**facts).communication_words == words
