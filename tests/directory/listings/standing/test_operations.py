"""A group says how it stands: what is kept, what its history tells, who may say so, and what is refused."""

import datetime as dt
import json

import pytest
from sqlalchemy import select

from accounts.actors import Correspondent
from core import clock
from core.audit import AuditEntry
from core.db import db, transaction
from core.refusals import Missing, Refused, Stale
from directory.listings import operations as listings
from directory.listings import queries
from directory.listings.models import ListingStanding, listing_entry
from directory.listings.room import Room
from directory.listings.standing import operations
from directory.listings.standing.queries import standing_of, trust_of, version_of
from directory.listings.trust import Band
from directory.listings.words import Act, Status

DAY = dt.timedelta(days=1)


@pytest.fixture
def choir(people):
    """A listing that the group of `people.group_representative` keeps."""
    with transaction():
        return listings.add_listing(people.directory_editor, document=_document("Choir"), keeper_id=people.group)


def _document(name: str) -> dict:
    return {"name": name, "organization": {"name": f"Friends of {name}"}}


def soon(days: int = 14) -> dt.date:
    return clock.today() + days * DAY


def card(listing) -> dict:
    return json.loads(db.session.scalar(select(listing_entry.c.card).where(listing_entry.c.service_id == listing.id)))


def test_a_group_says_its_room_and_the_history_the_audit_and_the_card_tell_it(people, choir):
    group = people.group_representative
    assert standing_of(choir.id) is None
    with transaction():
        operations.say_room(group, choir, room=Room.WAITING, weeks=3, good_until=soon())
    said = standing_of(choir.id)
    assert (said.room, said.wait_weeks, said.room_until) == (Room.WAITING, 3, soon())
    with transaction():
        operations.say_room(group, choir, room=Room.FULL, good_until=soon(7))
    assert (said.room, said.wait_weeks) == (Room.FULL, None)
    newest = queries.history(choir)[0]
    before, after = newest.changes["room"]
    assert (newest.act, newest.actor_name) == (Act.ROOM, group.name)
    assert before.startswith("Waiting list, about 3 weeks, until ") and after.startswith("Full, until ")
    audited = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "listing.room")).all()
    assert {(entry.actor_id, entry.subject_id) for entry in audited} == {(group.id, choir.id)}
    assert card(choir)["trust"]["room"] == "no-capacity"
    assert len(db.session.scalars(select(ListingStanding)).all()) == 1


def test_what_is_said_beside_a_listing_changes_nothing_that_it_says(people, choir):
    added = queries.history(choir)[0]
    with transaction():
        operations.say_room(people.directory_editor, choir, room=Room.ASK, good_until=soon())
    assert queries.as_it_was(choir, added) == queries.as_it_was(choir, None)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"room": Room.PLACES, "good_until": -1}, "good_until"),
        ({"room": Room.PLACES, "good_until": 184}, "good_until"),
        ({"room": Room.FULL, "weeks": 3, "good_until": 7}, "weeks"),
        ({"room": Room.WAITING, "weeks": 0, "good_until": 7}, "weeks"),
        ({"room": Room.WAITING, "weeks": 105, "good_until": 7}, "weeks"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_question(people, choir, said, field):
    with pytest.raises(Refused) as refused:
        operations.say_room(people.directory_editor, choir, **said | {"good_until": soon(said["good_until"])})
    assert refused.value.field == field


def test_a_pause_ends_on_its_day_or_when_the_group_says_so(people, choir):
    group = people.group_representative
    with transaction():
        operations.pause_introductions(group, choir, until=soon(30))
    with transaction():
        operations.resume_introductions(group, choir)
    assert standing_of(choir.id).paused_until is None
    assert [change.act for change in queries.history(choir)][:2] == [Act.RESUMED, Act.PAUSED]
    for wrong in (clock.today(), soon(367)):
        with pytest.raises(Refused, match="Choose a date") as refused:
            operations.pause_introductions(group, choir, until=wrong)
        assert refused.value.field == "until"
    with pytest.raises(Refused, match="already"):
        operations.resume_introductions(group, choir)


def test_a_weekly_limit_is_set_and_taken_away(people, choir):
    group = people.group_representative
    with transaction():
        operations.set_weekly_limit(group, choir, weekly_limit=3)
        operations.set_weekly_limit(group, choir, weekly_limit=3)
    with transaction():
        operations.set_weekly_limit(group, choir, weekly_limit=None)
    assert [change.changes for change in queries.history(choir) if change.act is Act.LIMITED] == [
        {"weekly_limit": [3, None]},
        {"weekly_limit": [None, 3]},
    ]
    for wrong in (0, 101):
        with pytest.raises(Refused) as refused:
            operations.set_weekly_limit(group, choir, weekly_limit=wrong)
        assert refused.value.field == "weekly_limit"


def test_open_reports_are_counted_whoever_reported(people, choir):
    with transaction():
        operations.note_open_reports(people.clinician, choir, count=2)
    assert standing_of(choir.id).open_reports == 2
    assert card(choir)["trust"]["open_reports"] == 2


def test_of_two_who_say_it_at_once_the_second_is_told(people, choir):
    seen = version_of(choir.id)
    with transaction():
        operations.say_room(people.group_representative, choir, room=Room.FULL, good_until=soon(), version=seen)
    with pytest.raises(Stale):
        operations.say_room(people.directory_editor, choir, room=Room.PLACES, good_until=soon(), version=seen)
    again = version_of(choir.id)
    operations.say_room(people.directory_editor, choir, room=Room.PLACES, good_until=soon(), version=again)


def test_a_correspondent_keeps_the_one_listing_that_their_letter_was_about(people, choir):
    with transaction():
        other = listings.add_listing(people.directory_editor, document=_document("Garden"), keeper_id=people.group)
    whoever = Correspondent(choir.id, "choir@example.org", "choir@example.org")
    with transaction():
        operations.say_room(whoever, choir, room=Room.PLACES, good_until=soon())
        listings.confirm_listing(whoever, choir, version=choir.version)
    assert (choir.confirmed_by_name, choir.confirmed_by_id) == ("choir@example.org", None)
    assert list(db.session.scalars(queries.kept_by(whoever))) == [choir]
    with pytest.raises(Missing):
        operations.say_room(whoever, other, room=Room.PLACES, good_until=soon())


def test_nobody_says_it_for_another_group_and_nobody_of_a_retired_listing(people, choir):
    for stranger in (people.other_group_representative, people.link_worker):
        with pytest.raises(Missing):
            operations.say_room(stranger, choir, room=Room.FULL, good_until=soon())
        with pytest.raises(Missing):
            operations.pause_introductions(stranger, choir, until=soon())
    with transaction():
        listings.retire_listing(people.directory_editor, choir, version=choir.version, reason="Over")
    with pytest.raises(Refused, match="retired"):
        operations.say_room(people.group_representative, choir, room=Room.FULL, good_until=soon())


def test_a_group_that_has_ended_says_no_room(people, choir):
    with transaction():
        choir.status = Status.DEFUNCT
    with pytest.raises(Refused, match="closed for good"):
        operations.say_room(people.group_representative, choir, room=Room.PLACES, good_until=soon())


def test_a_day_of_checking_that_is_yet_to_come_counts_for_nothing(people):
    document = _document("Choir") | {"assured_date": (clock.today() + DAY).isoformat()}
    with transaction():
        choir = listings.add_listing(people.directory_editor, document=document)
    assert trust_of(choir).band is Band.AGEING
    with transaction():
        listings.confirm_listing(people.directory_editor, choir, version=choir.version)
    assert trust_of(choir).band is Band.CONFIRMED
