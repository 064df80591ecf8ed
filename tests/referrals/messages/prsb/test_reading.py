"""The page and the PDF of a document are read by people: no code, no machine's date, no chain of six names."""

import datetime as dt

import pytest

from core import clock
from referrals.messages.prsb import document, reading, sections
from referrals.people.words import Ethnicity, Gender
from tests.referrals.messages import made


def test_codes_and_dates_are_read_in_words_and_sent_as_codes():
    told = document.of(
        made.referral(gender=Gender.FEMALE, ethnicity=Ethnicity.WHITE_IRISH, date_of_birth=dt.date(1948, 3, 4)),
        made_at=clock.now(),
    )
    rows = dict(told.rows()["Person demographics"])
    assert rows["Gender"] == "Female"
    assert rows["Ethnicity"] == "White: Irish"
    assert rows["Date of birth"] == "4 March 1948"
    assert told.sections["Person demographics"]["Gender"] == "2"
    assert " at " in dict(told.rows()["Referral details"])["Referral details record entry › Date"]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Gender", {*sections.STATED_GENDER.values(), "X"}),
        ("Preferred contact method", {*sections.CONTACT_METHOD.values(), sections.NO_TELEPHONE}),
        ("Carer Status", {sections.IS_CARER}),
        ("NHS number status indicator", {sections.NOT_TRACED}),
    ],
)
def test_there_are_words_for_every_code_that_is_sent(name, codes):
    assert codes <= set(reading.CODES[name])


def test_a_place_is_read_by_its_last_names():
    place = "Referral details record entry › Referral to › Organisation › Free text"
    assert reading.label(place) == "Referral to › Organisation"
    assert reading.value("Risk › Free text", "2") == "2"
