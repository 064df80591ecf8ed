"""What a group says of introductions in one go."""

import datetime as dt

import pytest

from core import clock
from core.db import transaction
from core.refusals import Missing, Refused, Stale
from directory.listings import queries
from directory.listings.standing.queries import standing_of, version_of
from directory.upkeep.operations import say_introductions

WEEK = dt.timedelta(days=7)


def say(actor, service_id, **facts) -> tuple:
    with transaction():
        given = {"version": version_of(service_id), "until": None, "weekly_limit": None}
        say_introductions(actor, queries.find(service_id), **given | facts)
    return standing_of(service_id).paused_until, standing_of(service_id).weekly_limit


def test_a_pause_a_limit_and_the_end_of_both(people, listed):
    service_id, until = listed(keeper_id=people.group), clock.today() + WEEK
    assert say(people.group_representative, service_id, until=until, weekly_limit=2) == (until, 2)
    assert say(people.group_representative, service_id, until=until, weekly_limit=2) == (until, 2)
    assert say(people.group_representative, service_id, weekly_limit=2) == (None, 2)
    assert say(people.group_representative, service_id) == (None, None)
    acts = [change.act for change in queries.history(queries.find(service_id))]
    assert sorted(acts) == ["added", "limited", "limited", "paused", "resumed"]


def test_a_pause_that_is_over_is_none(people, listed):
    service_id = listed(keeper_id=people.group)
    say(people.group_representative, service_id, until=clock.today() + WEEK)
    with clock.at(clock.now() + 2 * WEEK):
        say(people.group_representative, service_id, weekly_limit=1)


def test_whoever_said_something_meanwhile_is_not_overruled(people, listed):
    service_id = listed(keeper_id=people.group)
    before = version_of(service_id)
    say(people.group_representative, service_id, weekly_limit=2)
    for version in (before, None):
        with pytest.raises(Stale):
            say(people.group_representative, service_id, version=version)


def test_a_group_says_so_of_its_own_listing_only_and_of_days_to_come(people, listed):
    service_id = listed(keeper_id=people.group)
    with pytest.raises(Missing):
        say(people.other_group_representative, service_id, weekly_limit=1)
    with pytest.raises(Refused):
        say(people.group_representative, service_id, until=clock.today())
    assert standing_of(service_id) is None
