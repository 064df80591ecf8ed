"""To whom a referral is suggested, from what stands in the tables."""

import datetime as dt

import pytest

from core import clock
from core.db import db, transaction
from referrals.allocation import queries
from referrals.allocation.load import Part
from referrals.caseload import operations as caseload
from referrals.intake.models import Referral
from referrals.words import Attendance, Method, NoNhsNumber, RiskKind
from referrals.workflow import Status

NOW = dt.datetime(2026, 11, 16, 10, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def monday():
    with clock.at(NOW):
        yield


@pytest.fixture
def converse(people):
    """`converse(referral_id, days_ago, method, attendance)` writes one down."""

    def write(referral_id, days_ago, method=Method.TELEPHONE, attendance=Attendance.ATTENDED):
        with transaction():
            caseload.record(
                people.link_worker,
                db.session.get(Referral, referral_id),
                happened_at=NOW - days_ago * DAY,
                method=method,
                attendance=attendance,
            )

    return write


def suggested(actor, referral_id) -> list:
    return queries.suggest(actor, db.session.get(Referral, referral_id))


def load_of(actor, worker):
    return next(one.load for one in queries.members(actor) if one.user.id == worker.id)


def names(found) -> list[str]:
    return [one.link_worker.name for one in found]


def test_the_team_by_load_with_whoever_is_away_last_and_the_lead_without_hours_after_the_others(
    people, refer, taken, post, away
):
    for actor in (people.link_worker, people.second_link_worker):
        post(actor, weekly_hours=30)
    taken(people.link_worker)
    found = suggested(people.service_lead, refer())
    assert names(found) == ["Ben Ali", "Jo Marsh", "Rosa Bell"]
    assert [one.best for one in found] == [True, False, False]
    assert "0% of the week taken by 0 people" in found[0].words and "by 1 person" in found[1].words
    today = clock.today()
    away(people.second_link_worker, today, today + DAY)
    found = suggested(people.service_lead, refer())
    assert names(found) == ["Jo Marsh", "Rosa Bell", "Ben Ali"]
    assert found[-1].reasons[0] == "On leave until 17 November 2026"


def test_nobody_is_best_where_nobody_can(people, refer, post, away):
    for actor in (people.link_worker, people.service_lead):
        post(actor, weekly_hours=20)
        away(actor, clock.today(), clock.today())
    assert [one.best for one in suggested(people.link_worker, refer())] == [False, False]


def test_who_had_this_person_before_is_known_by_the_nhs_number(people, refer, taken, step, post):
    for actor in (people.link_worker, people.second_link_worker):
        post(actor)
    number = "9990000018"
    earlier = taken(people.second_link_worker, nhs_number=number)
    step(people.second_link_worker, earlier, "close", reason="declined", outcome="No", actions_for_referrer="None")
    assert "worked with this person before" in suggested(people.service_lead, refer(nhs_number=number))[0].words
    nameless = {"nhs_number": None, "no_nhs_number": NoNhsNumber.NOT_KNOWN}
    assert "before" not in suggested(people.service_lead, refer(**nameless))[0].words


def test_load_counts_conversations_visits_interpreters_and_risks(people, taken, post, converse):
    post(people.link_worker, base_postcode="PO1 2DY", languages=["Polish"])
    with clock.at(NOW - 40 * DAY):
        plain = taken()
        heavy = taken(
            postcode="PO5 4HG", language="Urdu", needs_interpreter=True, risks=[RiskKind.FALLS, RiskKind.HOME],
            risk_details="Stairs", first_name="Bea",
        )  # fmt: skip
        spoken = taken(language="polish", needs_interpreter=True, first_name="Cy")
        for one in (plain, heavy, spoken):
            with clock.at(NOW - 34 * DAY):
                converse(one, 35)
    for days in (1, 8, 15, 22):
        converse(heavy, days, Method.HOME)
    converse(spoken, 3)
    converse(plain, 2, attendance=Attendance.NOT_REACHED)
    parts = load_of(people.service_lead, people.link_worker).parts
    assert parts[Part.CONVERSATIONS] == pytest.approx(0.5 * (1 + 1 / 4), rel=0.01)
    assert parts[Part.LANGUAGE] == pytest.approx(0.4, rel=0.01), "none is needed for Polish"
    assert 0.01 < parts[Part.TRAVEL] < 0.5, "a visit a week, less than five miles away"
    assert parts[Part.RISK] == pytest.approx(0.2)
    assert parts[Part.PEOPLE] == pytest.approx(3 * 0.25 + 0.1 / 4, rel=0.01)
    assert sum(one.load.people for one in queries.members(people.other_service_lead)) == 0


def test_a_question_that_waits_counts_still_and_who_left_the_service_is_on_the_team_while_they_have_people(
    people, taken, step
):
    referral_id = taken()
    step(people.link_worker, referral_id, "ask", reason="details", words="Which number?")
    assert db.session.get(Referral, referral_id).status is Status.RETURNED
    assert load_of(people.service_lead, people.link_worker).people == 1
    user = next(one for one in queries.team(people.service_lead) if one.id == people.link_worker.id)
    with transaction():
        db.session.merge(user).memberships[0].ended_at = clock.now()
    assert people.link_worker.id in {one.id for one in queries.team(people.service_lead)}
    assert people.link_worker.id not in {one.link_worker.id for one in suggested(people.service_lead, referral_id)}
