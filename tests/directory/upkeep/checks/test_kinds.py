"""What is asked about each check, and which answers are refused beside which field."""

import datetime as dt

import pytest

from core.refusals import Refused
from directory.upkeep.checks.kinds import ASKED, CERTIFICATE, read
from directory.upkeep.checks.words import Kind, Level, Register

TODAY = dt.date(2026, 11, 25)
NEXT_YEAR = dt.date(2027, 5, 3)
INSURED = {"insurer": "Harbour Mutual", "pounds": 5_000_000}


def refused(kind, *, since=None, until=NEXT_YEAR, **facts) -> tuple[str, str]:
    with pytest.raises(Refused) as told:
        read(kind, since=since, until=until, facts=facts, today=TODAY)
    return told.value.field, told.value.words


def kept(kind, *, since=None, until=NEXT_YEAR, **facts) -> dict:
    return read(kind, since=since, until=until, facts=facts, today=TODAY)


def test_every_kind_says_what_is_asked():
    assert set(ASKED) == set(Kind)


def test_only_the_facts_of_the_kind_are_kept():
    assert kept(Kind.INSURANCE, **INSURED, name="Ann", certificate="no") == INSURED
    assert kept(Kind.POLICY, insurer="nobody") == {}
    assert kept(Kind.DBS, level="enhanced", leaders=4) == {"level": Level.ENHANCED, "leaders": 4}
    assert kept(Kind.LEAD, until=None, name="Chair", contact="01632 960 001")["public"] is False


@pytest.mark.parametrize(
    ("kind", "facts", "field"),
    [
        (Kind.INSURANCE, {"pounds": 1}, "insurer"),
        (Kind.INSURANCE, {"insurer": "Harbour Mutual"}, "pounds"),
        (Kind.INSURANCE, INSURED | {"until": None}, "until"),
        (Kind.DBS, {"leaders": 2}, "level"),
        (Kind.DBS, {"level": "basic"}, "leaders"),
        (Kind.LEAD, {"contact": "01632 960 001"}, "name"),
        (Kind.LEAD, {"name": "Chair"}, "contact"),
        (Kind.REGISTRATION, {}, "register"),
        (Kind.REGISTRATION, {"register": "GB-CHC"}, "number"),
        (Kind.AGREEMENT, {"until": None}, "until"),
        (Kind.POLICY, {"since": TODAY + dt.timedelta(days=1)}, "since"),
        (Kind.POLICY, {"since": TODAY, "until": TODAY}, "until"),
        (Kind.POLICY, {"until": dt.date(2227, 5, 3)}, "until"),
    ],
)
def test_what_is_missing_or_impossible_is_said_beside_its_field(kind, facts, field):
    assert refused(kind, **facts)[0] == field


def test_insurance_may_start_on_a_day_to_come():
    assert kept(Kind.INSURANCE, since=TODAY + dt.timedelta(days=5), **INSURED) == INSURED


@pytest.mark.parametrize("number", ["001234567890", "0012 3456 7890", "001-234-567-890"])
def test_the_number_of_a_certificate_is_not_taken(number):
    assert refused(Kind.INSURANCE, insurer=f"DBS {number}", pounds=1) == ("insurer", CERTIFICATE)


@pytest.mark.parametrize(
    ("register", "typed", "number"),
    [
        (Register.CHARITY, "1234567", "1234567"),
        (Register.SCOTTISH_CHARITY, "sc 012345", "SC012345"),
        (Register.NORTHERN_IRISH_CHARITY, "101234", "101234"),
        (Register.COMPANY, "1234567", "01234567"),
        (Register.CIC, "01234567", "01234567"),
        (Register.CONSTITUTION, "anything", None),
    ],
)
def test_a_number_is_kept_as_its_register_writes_it(register, typed, number):
    facts = {"register": register.value, "number": typed}
    assert kept(Kind.REGISTRATION, until=None, **facts) == {"register": register, "number": number}


@pytest.mark.parametrize(
    ("register", "typed"), [("GB-CHC", "12"), ("GB-SC", "1234567"), ("GB-NIC", "abc"), ("cic", "GB123")]
)
def test_a_number_that_the_register_cannot_have_given_is_refused(register, typed):
    field, words = refused(Kind.REGISTRATION, register=register, number=typed)
    assert field == "number"
    assert words.startswith("Enter a ")
