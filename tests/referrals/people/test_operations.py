"""Adding a person: identifiers in their normal forms, the database holding what must be held."""

import datetime as dt

import pytest
from sqlalchemy.exc import IntegrityError

from core import clock
from core.config import Mode
from core.db import db, transaction
from core.refusals import Refused
from referrals.people.models import Person
from referrals.people.operations import add_person
from referrals.people.words import Ethnicity, Gender, NoGpPractice
from referrals.words import AccessNeed, NoNhsNumber

FACTS = {"first_name": "Ann", "family_name": "Lee", "date_of_birth": dt.date(1960, 2, 1), "postcode": "po12dy"}


def add(**facts):
    with transaction():
        person = add_person(**{"nhs_number": "999 000 0018"} | FACTS | facts)
        db.session.flush()
        return person


def test_identifiers_are_kept_in_their_normal_forms(app):
    person = add(telephone="(07700) 900-123", email="Ann@Example.ORG", access_needs=[AccessNeed.BSL])
    assert (person.nhs_number, person.postcode, person.telephone) == ("9990000018", "PO1 2DY", "+447700900123")
    assert (person.email, person.access_needs) == ("Ann@example.org", ["bsl"])


def test_empty_answers_are_nothing(app):
    person = add(preferred_name="", telephone="", email="", safe_contact="", language="")
    assert [person.preferred_name, person.telephone, person.email, person.safe_contact, person.language] == [None] * 5


def test_what_is_not_said_is_the_safe_answer(app):
    person = add()
    assert (person.may_leave_message, person.may_text, person.needs_interpreter) == (False, False, False)


def test_what_nobody_says_of_the_must_haves_is_not_known(app):
    person = add(gp_practice_code="J82999")
    assert (person.gender, person.ethnicity, person.address) == (Gender.NOT_KNOWN, Ethnicity.NOT_KNOWN, [])
    assert (person.gp_practice_name, person.gp_practice_code) == (None, None)
    assert person.no_gp_practice is NoGpPractice.NOT_KNOWN


def test_access_needs_are_asked_about_again_in_a_year_or_when_somebody_says(app):
    with clock.at(dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)):
        assert add().access_review_on is None
        assert add(access_needs=[AccessNeed.BSL]).access_review_on == dt.date(2027, 11, 25)
        soon = dt.date(2027, 1, 5)
        assert add(access_details="Sits by the door", access_review_on=soon).access_review_on == soon


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("address", "w" * 36),
        ("carer_telephone", "no"),
        ("gp_practice_code", "J82-999-999-999"),
        ("nhs_number", "123"),
        ("telephone", "no"),
        ("email", "no"),
        ("postcode", "no"),
        ("date_of_birth", dt.date.max),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field(app, field, typed):
    with pytest.raises(Refused) as refusal:
        add(**{"gp_practice_name": "Seaview Surgery"} | {field: typed})
    assert refusal.value.field == field
    assert db.session.query(Person).count() == 0


def test_an_nhs_number_or_why_there_is_none_is_held_by_the_database(app):
    for facts in ({"nhs_number": None}, {"no_nhs_number": NoNhsNumber.NOT_KNOWN}):
        with pytest.raises(IntegrityError):
            add(**facts)


def test_an_installation_that_is_real_takes_no_made_up_number(app):
    app.config["MODE"] = Mode.PRODUCTION
    with pytest.raises(Refused, match="for tests only"):
        add()
    assert add(nhs_number="401 023 2137").nhs_number == "4010232137"
