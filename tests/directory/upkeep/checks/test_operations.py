"""Offering, recording, settling and ending a check; what a service asks for; and who may."""

import datetime as dt

import pytest
from sqlalchemy.exc import DatabaseError

from core import clock
from core.audit import AuditEntry
from core.db import db, transaction
from core.refusals import Missing, Refused, Stale
from directory.upkeep.checks import operations, queries, told
from directory.upkeep.checks.kinds import CERTIFICATE
from directory.upkeep.checks.models import GroupCheck
from directory.upkeep.checks.states import State
from directory.upkeep.checks.words import Act, Kind
from tests.directory.upkeep.checks.conftest import INSURED, NOON, SEEN, TODAY


@pytest.fixture(autouse=True)
def today(app):
    with clock.at(NOON):
        yield


def insurance(group):
    return queries.check(group, Kind.INSURANCE)


def test_what_an_editor_has_seen_counts_at_once_and_says_by_whom(do, group, people):
    made = do("record", version=0, **INSURED, **SEEN)
    found = insurance(group)
    assert (found.state, found.turn, found.until) == (State.VALID, 1, dt.date(2027, 5, 3))
    assert told.line(found) == "Public liability insurance seen, to 3 May 2027"
    assert told.by(found.seen) == "Seen on 20 November 2026, by Edie Page"
    assert ("Sum insured", "£5,000,000") in told.rows(Kind.INSURANCE, found.seen)
    entry = db.session.query(AuditEntry).filter_by(action="check.seen").one()
    assert (entry.subject_id, entry.actor_id) == (made, people.directory_editor.id)


def test_what_a_group_offers_counts_once_an_editor_has_seen_it(do, group, choir):
    do("offer", version=0, **INSURED)
    assert insurance(group).state is State.OFFERED
    (waiting,) = queries.for_editors()
    assert (waiting.name, waiting.words) == ("Organisation of Thursday Choir", "Public liability insurance")
    assert waiting.service_id == choir
    do("accept", version=1, **SEEN)
    found = insurance(group)
    assert (found.state, found.until, found.seen.facts["pounds"]) == (State.VALID, INSURED["until"], 5_000_000)
    assert queries.for_editors() == []


def test_what_is_not_accepted_says_why_and_may_be_offered_again(do, group):
    do("offer", version=0, **INSURED)
    do("turn_down", version=1, reason="This is last year’s certificate")
    found = insurance(group)
    assert (found.state, found.not_accepted.reason) == (State.MISSING, "This is last year’s certificate")
    do("offer", version=2, **INSURED)
    assert insurance(group).state is State.OFFERED
    assert [line.act for line in queries.lines(group, Kind.INSURANCE)] == [Act.OFFERED, Act.NOT_ACCEPTED, Act.OFFERED]


def test_an_offer_takes_nothing_away_from_what_was_seen(do, group):
    do("record", version=0, **INSURED, **SEEN)
    do("offer", version=1, **INSURED | {"until": dt.date(2028, 5, 3)})
    do("turn_down", version=2, reason="Not readable")
    assert (insurance(group).state, insurance(group).until) == (State.VALID, INSURED["until"])


def test_what_was_seen_may_end_before_its_day(do, group):
    do("record", version=0, **INSURED, **SEEN)
    do("end", version=1, reason="The insurer has cancelled it")
    assert insurance(group).state is State.MISSING
    with pytest.raises(Refused, match="Nothing was seen"):
        do("end", version=2, reason="Again")


@pytest.mark.parametrize("name", ["accept", "turn_down"])
def test_where_nothing_waits_nothing_is_settled(do, name):
    said = SEEN if name == "accept" else {"reason": "No"}
    with pytest.raises(Refused, match="Nothing waits"):
        do(name, version=0, **said)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("record", INSURED | SEEN),
        ("offer", INSURED),
        ("accept", SEEN),
        ("turn_down", {"reason": "No"}),
        ("end", {"reason": "No"}),
    ],
)
def test_of_two_at_once_the_second_is_told(do, group, name, facts):
    do("record", version=0, **INSURED, **SEEN)
    do("offer", version=1, **INSURED)
    with pytest.raises(Stale):
        do(name, version=1, **facts)
    assert insurance(group).turn == 2


@pytest.mark.parametrize("name", ["record", "accept", "turn_down", "end"])
def test_only_an_editor_records_and_settles(do, people, name):
    said = {"record": INSURED | SEEN, "accept": SEEN}.get(name, {"reason": "No"})
    do("offer", version=0, **INSURED)
    for actor in (people.group_representative, people.link_worker, people.service_lead):
        with pytest.raises(Refused, match="Your role"):
            do(name, actor=actor, version=1, **said)


def test_only_the_group_itself_offers(do, people, group):
    for actor in (people.other_group_representative, people.link_worker):
        with pytest.raises(Missing):
            do("offer", actor=actor, version=0, **INSURED)
        with pytest.raises(Missing):
            queries.find(actor, group)
    assert [one.organization_id for one in queries.own(people.group_representative)] == [group]
    assert queries.own(people.other_group_representative) == []


def test_no_certificate_number_and_no_day_to_come(do):
    for facts in (SEEN | {"what_was_seen": "No 0012 3456 7890"}, SEEN | {"seen_on": TODAY + dt.timedelta(days=1)}):
        with pytest.raises(Refused) as refused:
            do("record", version=0, **INSURED, **facts)
        assert refused.value.field in {"what_was_seen", "seen_on"}
    with pytest.raises(Refused, match=CERTIFICATE[:20]):
        do("offer", version=0, **INSURED, what_was_seen="001234567890")


def test_the_database_itself_keeps_the_history(do):
    do("record", version=0, **INSURED, **SEEN)
    with pytest.raises(DatabaseError, match="append-only"), transaction():
        db.session.execute(db.update(GroupCheck).values(reason="changed"))
    db.session.rollback()


def test_a_service_says_what_it_asks_for_and_learns_what_is_missing(do, group, people):
    assert queries.missing_for(people.service, group, TODAY) == []
    with transaction():
        asked = {"needed": [Kind.DBS, Kind.INSURANCE], "needed_at_home": [Kind.LEAD], "warn_only": False}
        rule = operations.set_rule(people.service_lead, version=None, **asked)
        assert rule.needed == ["insurance", "dbs"]
    none = ["public liability insurance (not seen)", "DBS checks (not seen)"]
    assert queries.missing_for(people.service, group, TODAY) == none
    assert queries.missing_for(people.service, None, TODAY) == none
    assert queries.missing_for(people.service, group, TODAY, at_home=True) == [*none, "safeguarding lead (not seen)"]
    assert queries.missing_for(people.other_service, group, TODAY) == []
    do("record", version=0, **INSURED, **SEEN)
    do("offer", kind=Kind.DBS, version=0, level="basic", leaders=2, until=INSURED["until"])
    assert queries.missing_for(people.service, group, TODAY) == [
        "DBS checks (offered on 25 November 2026, waits for an editor’s look)"
    ]
    ran_out = queries.missing_for(people.service, group, dt.date(2027, 5, 4))
    assert ran_out[0] == "public liability insurance (ran out on 3 May 2027)"
    do("offer", version=1, **INSURED | {"until": dt.date(2028, 5, 3)})
    offered = queries.missing_for(people.service, group, dt.date(2027, 5, 4))
    said = "ran out on 3 May 2027, a newer one offered on 25 November 2026, waits for an editor’s look"
    assert offered[0] == f"public liability insurance ({said})"


def test_of_two_leads_the_second_is_told_and_others_may_not(people):
    asked = {"needed": [], "needed_at_home": [], "warn_only": True}
    with transaction():
        operations.set_rule(people.service_lead, version=None, **asked)
    with pytest.raises(Stale), transaction():
        operations.set_rule(people.service_lead, version=None, **asked)
    with pytest.raises(Refused, match="Your role"):
        operations.set_rule(people.link_worker, version=1, **asked)


def test_the_figures_count_groups(do, group):
    assert set(queries.figures().values()) == {0}
    do("record", version=0, **INSURED, **SEEN)
    do("record", kind=Kind.POLICY, version=0, **SEEN, until=TODAY + dt.timedelta(days=9))
    found = queries.figures()
    assert (found[State.VALID], found[State.EXPIRING], found[State.EXPIRED], found[State.MISSING]) == (1, 1, 0, 1)
    assert [one.organization_id for one in queries.every(State.EXPIRING)] == [group]
    assert queries.every(State.EXPIRED) == queries.ran_out() == []
    with clock.at(NOON + dt.timedelta(days=10)):
        (ran_out,) = queries.ran_out()
    assert ran_out.words == "Safeguarding policy: was due to be reviewed by 4 December 2026"
