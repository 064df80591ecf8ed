"""When two people may be one: names in all their forms, birthdays with a slip, and what speaks against it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from referrals.intake.likeness import Who, birthdays_like, reasons

ONE = Who("William", "O'Brien-Jones", dt.date(1961, 2, 3), None, "PO5 1AB")
NUMBER = "9990000018"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "The same name; The same date of birth; The same postcode"),
        ({"first_name": "WILLIAM", "family_name": "OBrien Jones"}, "The same name; The same date of birth"),
        ({"first_name": "Bill"}, "Names that are alike: William O'Brien-Jones and Bill O'Brien-Jones; "),
        ({"family_name": "O’Brien"}, "Names that are alike"),
        ({"first_name": "Wiliam", "postcode": "SO14 7LY"}, "Names that are alike"),
        ({"first_name": "O'Brien-Jones", "family_name": "William"}, "The same names, first and family name"),
        ({"family_name": "Smith"}, "The same first name, but another family name"),
        ({"date_of_birth": dt.date(1961, 3, 2)}, "The same name; Dates of birth with day and month the other"),
        ({"date_of_birth": dt.date(1961, 2, 13), "postcode": "SO14 7LY"}, "The same name; Dates of birth that differ"),
    ],
)  # fmt: skip
def test_what_is_alike_is_said(changes, said):
    assert "; ".join(reasons(ONE, ONE._replace(**changes))).startswith(said)
    assert bool(reasons(ONE._replace(**changes), ONE))


@pytest.mark.parametrize(
    "changes",
    [
        {"first_name": "Agnes"},  # a twin
        {"date_of_birth": dt.date(1971, 3, 2)},  # a father of the same name
        {"family_name": "Smith", "postcode": "SO14 7LY"},
        {"first_name": "Bill", "date_of_birth": dt.date(1961, 2, 13), "postcode": "SO14 7LY"},
        {"first_name": "", "family_name": ""},
        {"date_of_birth": None},
    ],
)
def test_what_is_not_alike_enough(changes):
    assert reasons(ONE, ONE._replace(**changes)) == []


def test_a_number_is_looked_at_and_gainsaid():
    """Hazard 2: the same number in two records is no proof that they are one person's."""
    one, other = ONE._replace(nhs_number=NUMBER), Who("Agnes", "Smith", dt.date(1980, 5, 6), NUMBER)
    assert reasons(one, other) == [
        "The same NHS number",
        "Another name and date of birth: the NHS number may be wrong in one of them",
    ]
    assert reasons(one, ONE._replace(nhs_number="9990000026"))[-1] == "The NHS numbers differ"


def test_the_same_telephone_makes_names_alike_that_are_not_so_near():
    amina = Who("Amina", "Osman", dt.date(1984, 3, 9), None, "PO5 1AB", "+447700900123")
    amena = amina._replace(first_name="Amena", family_name="Ossman", date_of_birth=dt.date(1984, 9, 3))
    assert reasons(amina, amena) == [
        "Names that are alike: Amina Osman and Amena Ossman",
        "Dates of birth with day and month the other way round",
        "The same postcode",
        "The same telephone number",
    ]
    assert reasons(amina, amena._replace(telephone="+447700900124")) == []
    assert reasons(amina, amina._replace(first_name="Yusuf")) == [], "a twin"


def test_no_fixed_abode_is_not_one_home():
    homeless = ONE._replace(postcode="ZZ99 3VZ")
    assert reasons(homeless, homeless) == ["The same name", "The same date of birth"]


def test_accents_are_no_difference():
    assert "The same name" in reasons(ONE._replace(first_name="Zoë"), ONE._replace(first_name="Zoe"))


@given(some.dates(dt.date(1900, 1, 1), dt.date(2026, 1, 1)), some.dates(dt.date(1900, 1, 1), dt.date(2026, 1, 1)))
def test_every_birthday_that_is_alike_is_looked_for(one, other):
    """What the comparison would find is among what the database is asked for, whichever of the two was there first."""
    alike = bool(reasons(ONE._replace(date_of_birth=one), ONE._replace(date_of_birth=other)))
    assert alike is (other in birthdays_like(one)) or one.year // 100 != other.year // 100
    assert (other in birthdays_like(one)) is (one in birthdays_like(other))


@given(
    some.builds(Who, *[some.text(max_size=8)] * 2, some.none() | some.dates()),
    some.builds(Who, *[some.text(max_size=8)] * 2, some.none() | some.dates()),
)
def test_likeness_is_mutual(one, other):
    assert bool(reasons(one, other)) is bool(reasons(other, one))
