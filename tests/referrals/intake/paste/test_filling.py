"""Filling in: empty fields take what was read, typed ones stay and are named, and the rest goes back into the box."""

import datetime as dt

from referrals.intake.paste.filling import EMPTY, NOT_RECOGNISED, fill
from referrals.intake.paste.reading import Read, read

TEXT = """Name: Mr John Smith
DOB: 13/02/1961
NHS No: 999 000 0018
Gender: Male
Ethnicity: White British
Address: 12 High Street, Southsea, PO5 1AB
GP practice: Harbour Surgery (J82123)

Likes gardening"""
OFFERED = {"gp_practice_name": "Seaview Surgery", "gp_practice_code": "J82999"}


def filled(*typed, text=TEXT):
    return fill(typed, read(text, demonstration=True, today=dt.date(2026, 11, 25)), offered=OFFERED)


def test_what_was_found_stands_as_if_it_were_typed_and_the_rest_stays_in_the_box():
    assert dict(filled().items) == {
        "first_name": "John",
        "family_name": "Smith",
        "date_of_birth-day": "13",
        "date_of_birth-month": "2",
        "date_of_birth-year": "1961",
        "nhs_number": "999 000 0018",
        "gender": "1",
        "ethnicity": "A",
        "gp_practice_name": "Harbour Surgery",
        "gp_practice_code": "J82123",
        "address": "12 High Street\nSouthsea",
        "postcode": "PO5 1AB",
        "pasted": "Likes gardening",
    }


def test_what_was_typed_stays_and_is_named_with_what_the_text_says():
    typed = (("first_name", "Jack"), ("postcode", "po51ab"), ("date_of_birth-day", "14"), ("family_name", " "))
    answer = filled(*typed)
    assert dict(answer.items) | dict(typed[:3]) == dict(answer.items)
    assert dict(answer.differing) == {"first_name": "John", "date_of_birth": "13 February 1961"}
    assert {"first_name", "postcode", "date_of_birth"}.isdisjoint(answer.filled) and "family_name" in answer.filled


def test_a_practice_that_was_only_offered_gives_way_with_its_code():
    answer = dict(filled(*OFFERED.items(), text="GP practice: Harbour Surgery").items)
    assert (answer["gp_practice_name"], answer["gp_practice_code"]) == ("Harbour Surgery", "")


def test_what_no_field_takes_goes_back_into_the_box():
    answer = fill((), Read({"ethnicity": "Cornish"}, "", ["Look"]), offered={})
    assert (answer.filled, answer.doubts, dict(answer.items)) == ((), ("Look",), {"pasted": "Ethnicity: Cornish"})


def test_that_nothing_came_of_it_is_said():
    assert filled(text="hello there").doubts == (NOT_RECOGNISED,)
    assert dict(filled(text="hello there").items)["pasted"] == "hello there"
    assert filled(text=" ").doubts == (EMPTY,)
    assert NOT_RECOGNISED not in filled().doubts
