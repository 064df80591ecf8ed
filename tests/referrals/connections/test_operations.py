"""Introducing, signposting and following up: what is kept, what is agreed, and what is refused."""

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import IntegrityError

from core import clock
from core.audit import AuditEntry
from core.db import db, transaction
from core.refusals import Missing, Refused, Stale
from directory.listings import operations as listings
from directory.listings.models import Service
from directory.listings.standing import operations as standing
from directory.listings.words import Status
from referrals.connections import operations, queries
from referrals.connections.models import Connection, ConnectionEvent
from referrals.intake.models import Agreement, Referral
from referrals.words import Closure, ConnectionKind, ConnectionState, DidNotStart, GivenBy, GivenHow, Shared


@pytest.fixture
def follow(people):
    """`follow(connection_id, state)` writes down what became of it."""

    def write(connection_id, state, actor=None, **facts):
        with transaction():
            connection = db.session.get(Connection, connection_id)
            given = {"happened_on": clock.today(), "version": connection.version} | facts
            operations.follow_up(actor or people.link_worker, connection, state=state, **given)

    return write


def connection(connection_id) -> Connection:
    return db.session.get(Connection, connection_id)


def test_an_introduction_says_what_the_person_agreed_to_share_with_whom(taken, list_group, introduce, people):
    made = connection(introduce(taken(), list_group("Choir"), note="She used to sing"))
    assert (made.kind, made.state) == (ConnectionKind.INTRODUCTION, ConnectionState.WAITING)
    assert made.note == "She used to sing"
    agreed = made.agreement
    assert (agreed.recipient, agreed.items) == ("Choir, Friends of Choir", ["name", "telephone"])
    assert (agreed.given_on, agreed.taken_by_id) == (clock.today(), people.link_worker.id)
    assert [event.state for event in made.events] == [ConnectionState.WAITING]
    audited = db.session.query(AuditEntry).filter_by(action="connection.introduction").one()
    assert audited.subject_id == made.id


def test_a_signpost_shares_nothing_and_needs_no_agreement(taken, list_group, signpost):
    case = taken()
    made = connection(signpost(case, list_group()))
    assert (made.kind, made.state) == (ConnectionKind.SIGNPOST, ConnectionState.SIGNPOSTED)
    assert made.agreement_id is None
    # These are the agreements of the referral itself: for the service, and for telling the GP practice.
    assert db.session.query(Agreement).filter_by(referral_id=case).count() == 2


def test_the_database_holds_that_an_introduction_has_an_agreement_and_a_signpost_none(taken, list_group, signpost):
    made = signpost(taken(), list_group())
    with pytest.raises(IntegrityError, match="introduction_has_agreement"), transaction():
        db.session.execute(db.text("update connection set kind = 'introduction'"))
    db.session.rollback()
    assert connection(made).kind is ConnectionKind.SIGNPOST


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"items": []}, "items"),
        ({"given_by": GivenBy.ATTORNEY}, "given_by_name"),
        ({"given_on": dt.date(2999, 1, 1)}, "given_on"),
    ],
)
def test_without_an_agreement_nobody_is_introduced(taken, list_group, introduce, facts, field):
    with pytest.raises(Refused) as refused:
        introduce(taken(), list_group(), **facts)
    assert refused.value.field == field
    assert db.session.query(Connection).count() == 0


def test_nobody_is_sent_to_a_retired_listing(taken, list_group, retire, introduce, signpost):
    listing = list_group()
    retire(listing)
    for connect in (introduce, signpost):
        with pytest.raises(Refused, match="retired"):
            connect(taken(), listing)


def test_nobody_is_introduced_to_a_group_that_says_it_has_ended(taken, list_group, introduce, signpost):
    listing = list_group()
    with transaction():
        db.session.get(Service, listing).status = Status.DEFUNCT
    with pytest.raises(Refused, match="has ended"):
        introduce(taken(), listing)
    signpost(taken(), listing)


def test_one_introduction_to_a_group_at_a_time(taken, list_group, introduce, follow, signpost):
    case, listing = taken(), list_group()
    first = introduce(case, listing)
    with pytest.raises(Refused, match="already"):
        introduce(case, listing)
    signpost(case, listing)
    introduce(taken(), listing)
    follow(first, ConnectionState.DID_NOT_START, did_not_start=DidNotStart.NOT_READY)
    introduce(case, listing)


def test_of_two_who_introduce_to_one_group_at_once_the_second_is_told(app, taken, list_group, people):
    case, listing = taken(), list_group()
    agreed = {"items": [Shared.NAME], "given_by": GivenBy.PERSON, "given_how": GivenHow.SPOKEN}

    def introduce(actor) -> Connection:
        row, group = db.session.get(Referral, case), db.session.get(Service, listing)
        return operations.introduce(actor, row, group, given_on=clock.today(), **agreed)

    def too_late() -> str:
        with app.app_context():
            try:
                with transaction():
                    introduce(people.second_link_worker)
            except Refused as refused:
                return refused.words
            finally:
                db.session.remove()
        return "made a second one"

    people.second_link_worker  # noqa: B018 - made before anybody writes
    with ThreadPoolExecutor(1) as pool:
        with transaction():
            introduce(people.link_worker)
            second = pool.submit(too_late)
            time.sleep(0.5)  # the second has begun, and must wait for the first to be kept
            assert not second.done()
        assert "already" in second.result(timeout=30)
    assert db.session.query(Connection).count() == 1


def test_a_referral_that_no_link_worker_has_is_not_connected(refer, taken, step, list_group, signpost, people):
    with pytest.raises(Refused, match="Waiting for the service"):
        signpost(refer(), list_group())
    case = taken()
    step(people.link_worker, case, "close", reason=Closure.MOVED, outcome="Gone", actions_for_referrer="None")
    with pytest.raises(Refused, match="Closed"):
        signpost(case, list_group())


@pytest.mark.parametrize("who", ["other_link_worker", "other_service_lead"])
def test_another_services_people_connect_nobody_of_ours(taken, list_group, introduce, signpost, follow, people, who):
    actor, case, listing = getattr(people, who), taken(), list_group()
    for connect in (introduce, signpost):
        with pytest.raises(Missing):
            connect(case, listing, actor=actor)
    made = signpost(case, listing)
    with pytest.raises(Missing):
        follow(made, ConnectionState.STARTED, actor=actor)
    with pytest.raises(Missing):
        queries.find(actor, made)
    assert queries.counts(actor) == {ConnectionKind.INTRODUCTION: 0, ConnectionKind.SIGNPOST: 0}


@pytest.mark.parametrize("who", ["clinician", "commissioner", "administrator", "group_representative"])
def test_other_roles_connect_nobody(taken, list_group, signpost, people, who):
    with pytest.raises((Missing, Refused)):
        signpost(taken(), list_group(), actor=getattr(people, who))


def test_what_became_of_it_is_kept_step_by_step(taken, list_group, introduce, follow, people):
    made = introduce(taken(), list_group())
    follow(made, ConnectionState.STARTED, words="Went on Thursday")
    follow(made, ConnectionState.ATTENDING, actor=people.second_link_worker)
    follow(made, ConnectionState.ENDED)
    follow(made, ConnectionState.ATTENDING)
    row = connection(made)
    assert row.state is ConnectionState.ATTENDING
    assert [event.state.value for event in row.events] == ["waiting", "started", "attending", "ended", "attending"]
    assert [event.actor_name for event in row.events][:3] == ["Jo Marsh", "Jo Marsh", "Ben Ali"]


def test_that_it_did_not_start_says_why_until_it_does(taken, list_group, introduce, follow):
    made = introduce(taken(), list_group())
    follow(made, ConnectionState.DID_NOT_START, did_not_start=DidNotStart.TOO_FAR)
    assert connection(made).did_not_start is DidNotStart.TOO_FAR
    follow(made, ConnectionState.STARTED)
    assert connection(made).did_not_start is None
    assert [event.reason for event in connection(made).events] == [None, DidNotStart.TOO_FAR, None]


@pytest.mark.parametrize("days", [1, -1])
def test_nothing_happened_tomorrow_or_before_the_connection(taken, list_group, introduce, follow, days):
    made = introduce(taken(), list_group())
    with pytest.raises(Refused) as refused:
        follow(made, ConnectionState.STARTED, happened_on=clock.today() + dt.timedelta(days=days))
    assert refused.value.field == "happened_on"


def test_the_second_of_two_who_write_at_once_is_told(taken, list_group, introduce, follow):
    made = introduce(taken(), list_group())
    seen = connection(made).version
    follow(made, ConnectionState.STARTED)
    with pytest.raises(Stale):
        follow(made, ConnectionState.ATTENDING, version=seen)


def test_what_became_of_it_cannot_be_changed_afterwards(taken, list_group, signpost):
    signpost(taken(), list_group())
    with pytest.raises(Exception, match="append"), transaction():
        db.session.execute(db.text("delete from connection_event"))
    db.session.rollback()
    assert db.session.query(ConnectionEvent).count() == 1


def test_introductions_and_signposts_are_counted_apart(taken, list_group, introduce, signpost, people):
    case = taken()
    introduce(case, list_group("A"))
    signpost(case, list_group("B"))
    signpost(case, list_group("C"))
    expected = {ConnectionKind.INTRODUCTION: 1, ConnectionKind.SIGNPOST: 2}
    assert queries.counts(people.link_worker) == expected == queries.counts(people.clinician)
    assert queries.counts(people.other_clinician) == dict.fromkeys(ConnectionKind, 0)


def test_a_long_name_of_a_group_still_fits_the_agreement(taken, list_group, introduce):
    made = connection(introduce(taken(), list_group("A" * 250), items=list(Shared)))
    assert len(made.agreement.recipient) == 200
    assert db.session.get(Referral, made.referral_id) is not None


def test_a_group_that_takes_no_introductions_is_signposted_only(taken, list_group, introduce, signpost, people):
    listing = list_group()
    with transaction():
        until = clock.today() + dt.timedelta(days=1)
        standing.pause_introductions(people.directory_editor, db.session.get(Service, listing), until=until)
    with pytest.raises(Refused, match="takes no introductions until"):
        introduce(taken(), listing)
    signpost(taken(), listing)
    with clock.at(clock.now() + dt.timedelta(days=1)):
        introduce(taken(), listing)


def test_nobody_is_introduced_to_what_nobody_has_confirmed_for_a_year(taken, list_group, introduce, people):
    listing = list_group()
    with clock.at(clock.now() + dt.timedelta(days=366)):
        with pytest.raises(Refused, match=r"more than 12 months ago\. Nobody new is introduced"):
            introduce(taken(), listing)
        with transaction():
            row = db.session.get(Service, listing)
            listings.confirm_listing(people.directory_editor, row, version=row.version)
        introduce(taken(), listing)


def test_a_weekly_limit_counts_the_introductions_of_seven_days_and_no_signposts(
    taken, list_group, introduce, signpost, people
):
    listing = list_group()
    with transaction():
        standing.set_weekly_limit(people.directory_editor, db.session.get(Service, listing), weekly_limit=2)
    signpost(taken(), listing)
    introduce(taken(), listing)
    introduce(taken(), listing)
    with pytest.raises(Refused, match="takes 2 introductions a week, and has had as many"):
        introduce(taken(), listing)
    with clock.at(clock.now() + dt.timedelta(days=7)):
        introduce(taken(), listing)
