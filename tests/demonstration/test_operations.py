"""Filling an installation: every state, in order and in the past; once, into an empty one, and alike each time."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from core import clock
from core.config import Mode
from core.db import db, transaction
from core.identifiers import nhs_number
from core.outbox.models import Message, State
from core.refusals import Refused
from demonstration import operations
from directory.listings.models import Service
from referrals.caseload.models import Conversation
from referrals.connections.models import Connection
from referrals.intake.models import Event, Referral
from referrals.people.models import Person
from referrals.words import Closure, ConnectionKind, ConnectionState, DidNotStart, NotAccepted
from referrals.workflow import STEPS, Status
from tests.demonstration.conftest import A_TUESDAY, SEED

# The lives, and one whom a housing officer asked for.
REFERRED = 120 + 1

# The demonstration has one service, so that nobody there has to choose: none can be passed to another.
TOLD = set(Status) - {Status.REDIRECTED}


def everyone(kind):
    return list(db.session.scalars(select(kind)))


def test_every_status_step_and_outcome_is_there(demonstration):
    referrals = everyone(Referral)
    assert len(referrals) == REFERRED
    assert {one.status for one in referrals} == TOLD
    assert {one.closure for one in referrals} - {None} == set(Closure) - {Closure.UNSAFE}
    assert len({one.not_accepted for one in referrals} - {None}) == 6 <= len(NotAccepted)
    taken = {event.step for event in everyone(Event)}
    assert set(STEPS) - {"take", "hand_over", "reopen", "redirect", "pass_on"} <= taken


def test_connections_are_there_in_every_state(demonstration):
    connections = everyone(Connection)
    assert {one.state for one in connections} == set(ConnectionState)
    assert {one.kind for one in connections} == set(ConnectionKind)
    assert len({one.did_not_start for one in connections} - {None}) >= 4 <= len(DidNotStart)
    assert len({one.listing_id for one in connections}) > 35


def test_people_have_numbers_that_are_nobodys(demonstration):
    people = everyone(Person)
    assert len(people) == REFERRED
    assert all(one.telephone.startswith("+447700900") for one in people)
    numbers = [one.nhs_number for one in people if one.nhs_number]
    assert len(set(numbers)) == len(numbers) >= 110
    assert all(nhs_number.parse(number, demonstration=True) == number for number in numbers)


def test_it_all_happened_in_six_months_and_nothing_in_the_future(demonstration):
    made = sorted(one.submitted_at for one in everyone(Referral))
    assert A_TUESDAY - timedelta(days=187) <= made[0] <= A_TUESDAY - timedelta(days=160)
    assert A_TUESDAY - timedelta(days=8) <= made[-1] < A_TUESDAY
    talks = everyone(Conversation)
    assert len({(one.referral_id, one.happened_at) for one in talks}) == len(talks)
    for row in (*everyone(Event), *talks):
        assert row.happened_at <= row.recorded_at < A_TUESDAY
    by_referral = {}
    for event in sorted(everyone(Event), key=lambda event: event.recorded_at):
        by_referral.setdefault(event.referral_id, []).append(event)
    assert all(events[0].step == "submit" for events in by_referral.values())
    assert all(one.happened_at > by_referral[one.referral_id][0].happened_at for one in everyone(Conversation))


def test_the_past_leaves_no_post_to_deliver(demonstration):
    messages = everyone(Message)
    assert len(messages) > 200 and {one.state for one in messages} == {State.DISCARDED}


def test_listings_carry_the_dates_they_were_last_known_to_be_right(demonstration):
    listings = everyone(Service)
    ages = [(A_TUESDAY.date() - one.assured_date).days for one in listings]
    assert min(ages) >= 5 and sum(age > 365 for age in ages) == 2
    assert all(one.confirmed_at and one.last_modified < A_TUESDAY for one in listings)
    assert [one.name for one in listings if one.retired_at] == ["Milton Lace Circle"]


def test_the_story_of_the_man_without_a_home_is_told_to_its_end(demonstration):
    (story,) = [one for one in everyone(Referral) if one.person.name == "Leonard Pask"]
    assert story.referrer.name == "Rhys Morgan" and story.person.postcode == "ZZ99 3VZ"
    assert (story.status, story.closure) == (Status.CLOSED, Closure.GOALS_MET)
    talks = sorted(
        (one for one in everyone(Conversation) if one.referral_id == story.id), key=lambda one: one.happened_at
    )
    assert [one.attendance.value for one in talks[:4]] == ["not_reached"] * 3 + ["attended"]
    assert f"{talks[3].happened_at:%A}" == "Thursday"  # when his physiotherapist sees him
    connected = {one.listing.name: one.state for one in everyone(Connection) if one.referral_id == story.id}
    assert connected["Keystone housing advice"] is ConnectionState.ENDED
    assert connected["Stay Connected: telephones, SIMs and credit"] is ConnectionState.STARTED
    assert story.actions_for_referrer == "No actions required"


def told():
    """What a demonstration says, without the ids and references that are new each time."""
    db.session.expire_all()
    referrals = [
        (one.person.name, one.person.nhs_number, one.person.date_of_birth, one.person.telephone, one.need, one.status,
         one.submitted_at, one.status_changed_at, one.next_step, one.next_step_on,
         one.link_worker and one.link_worker.name,
         tuple((event.step, event.words, event.actor_name, event.happened_at) for event in one.events))
        for one in everyone(Referral)
    ]  # fmt: skip
    talks = [(one.happened_at, one.notes, one.minutes, one.author.name) for one in everyone(Conversation)]
    connections = [(one.created_at, one.listing_id, one.state, one.note) for one in everyone(Connection)]
    listings = [(one.id, one.name, one.assured_date, one.alert, one.confirmed_at) for one in everyone(Service)]
    return [sorted(rows, key=repr) for rows in (referrals, talks, connections, listings)]


@pytest.mark.page_only
def test_the_command_tells_the_same_for_the_same_seed_and_day(filled, app):
    with filled.app_context():
        first = told()
    with clock.at(A_TUESDAY):
        outcome = app.test_cli_runner().invoke(args=["demo", "--seed", str(SEED)])
    assert (outcome.exit_code, outcome.stderr) == (0, "The demonstration is ready.\n")
    with app.app_context():
        assert told() == first


@pytest.mark.page_only
def test_another_seed_on_a_sunday_night_as_the_clocks_go_forward_tells_as_much(built):
    moment = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    with built(seed=7, moment=moment) as app, app.app_context():
        assert max(event.recorded_at for event in everyone(Event)) < moment
        assert {one.status for one in everyone(Referral)} == TOLD
        assert len(everyone(Referral)) == REFERRED


def test_filling_twice_changes_nothing(demonstration):
    before = told()
    with transaction():
        assert operations.fill(7) is False
    assert told() == before


def test_it_refuses_a_database_that_holds_anything_else(app, people):
    people.administrator  # noqa: B018 - one account is enough
    with pytest.raises(Refused, match="holds something else"), transaction():
        operations.fill(1)
    assert everyone(Referral) == [] and everyone(Service) == []


def test_it_refuses_production(app):
    app.config["MODE"] = Mode.PRODUCTION
    with pytest.raises(Refused, match="production"), transaction():
        operations.fill(1)
    assert everyone(Service) == []
