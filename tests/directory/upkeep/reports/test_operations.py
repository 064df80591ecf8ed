"""Reports: counted, limited, told to the group and the editors at a measure, answered and settled once."""

import datetime as dt
from collections import Counter

import pytest
from sqlalchemy import select

from core import clock
from core.db import db, transaction
from core.outbox import delivery
from core.outbox.models import Message, State
from core.refusals import Missing, Refused, Stale, TooMany
from directory.listings import operations as listings
from directory.listings import queries as known
from directory.listings.standing.queries import standing_of
from directory.upkeep import stopping
from directory.upkeep.answers.operations import stop_letters
from directory.upkeep.links import operations as links
from directory.upkeep.links.queries import find as find_link
from directory.upkeep.links.words import Purpose
from directory.upkeep.reports import closing, operations, queries, telling
from directory.upkeep.reports.models import Promise
from directory.upkeep.reports.words import Answer, Outcome, Reason
from directory.upkeep.rounds.running import run
from tests.directory.upkeep.reports.conftest import GROUP
from tests.support.people import SYSTEM

NOON = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


class Nobody:
    """Carries every message away."""

    def carry(self, message) -> None:
        pass


def mail(kind: str) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == kind).order_by(Message.created_at)))


def tonight(moment: dt.datetime) -> Counter:
    """What the nightly round tells of reports at `moment`."""
    with clock.at(moment):
        return sum((done for name, done in run(SYSTEM) if "reports" in name), Counter())


def settle(editor, report_id, **how):
    with transaction():
        report = queries.find(editor, report_id)
        given = {"version": report.version, "outcome": Outcome.RIGHT} | how
        return operations.settle(editor, report, **given)


def test_the_same_within_a_day_is_counted_on_the_first(say, read, choir):
    with clock.at(NOON):
        first = say(Reason.CLOSED)
    with clock.at(NOON + 23 * HOUR):
        assert say(Reason.CLOSED, words="Shutters down") == first
        assert say(Reason.CLOSED, words="SHUTTERS down") == first
        assert say(Reason.CLOSED) == first
        assert say(Reason.CLOSED, words="Gone to Spain") != first
        assert say(Reason.MOVED) != first
    assert (read(first).times, read(first).words) == (4, "Shutters down")
    with clock.at(NOON + 25 * HOUR):
        assert say(Reason.CLOSED) != first
    assert standing_of(choir).open_reports == 3


def test_one_network_and_one_listing_are_limited(say, choir, monkeypatch):
    monkeypatch.setattr(operations, "MOST_OF_A_NETWORK", 2)
    monkeypatch.setattr(operations, "MOST_OF_A_LISTING", 3)
    for _ in range(2):
        say(network="robot")
    with pytest.raises(TooMany):
        say(network="robot")
    say(network="elsewhere")
    with pytest.raises(TooMany):
        say(network="a third")
    assert queries.count_open(choir) == 1


def test_something_else_needs_words_and_a_retired_listing_no_report(say, people, choir):
    with pytest.raises(Refused) as refused:
        say(Reason.OTHER)
    assert refused.value.field == "words"
    with transaction():
        listings.retire_listing(people.directory_editor, known.find(choir), version=1, reason="Over")
    with pytest.raises(Refused, match="retired"):
        say(Reason.MOVED)
    assert queries.count_open(choir) == 0 and standing_of(choir) is None


def test_group_and_editors_are_told_at_once_and_then_once_a_day(say, people, choir):
    with clock.at(NOON):
        assert people.directory_editor
        say(Reason.MOVED, words="Call me on http://evil.example", email="joan@elsewhere.example")
        say(Reason.FULL)
        (group,), (editors,) = mail(telling.TO_GROUP), mail(telling.TO_EDITORS)
    assert (group.recipient, editors.recipient) == (GROUP, people.directory_editor.email)
    for part in (group.text, group.html):
        assert "It has moved" in part and "/directory/keep/report/" in part and group.stop in part
    for part in (group.text, group.html, editors.text, editors.html):
        assert "evil" not in part and "joan" not in part
    assert tonight(NOON + 23 * HOUR) == Counter()
    assert tonight(NOON + 25 * HOUR) == Counter({"groups told": 1, "editors told": 1})
    assert tonight(NOON + 25 * HOUR) == Counter()
    assert "It is full" in mail(telling.TO_GROUP)[1].text and "moved" not in mail(telling.TO_GROUP)[1].text


def test_a_group_without_an_address_is_not_written_to(say, people, listing):
    say(Reason.MOVED, service_id=listing("Silent"))
    assert mail(telling.TO_GROUP) == [] and queries.listings_unheard() == []


def test_a_group_answers_once_by_its_link(say, read, people, choir):
    report = say()
    with transaction():
        token = links.make(Purpose.REPORT, known.find(choir), email=GROUP, about_id=report)
        operations.answer(find_link(Purpose.REPORT, token), answer=Answer.NOT_SO, words="We are where we were.")
    assert (read(report).answer, read(report).answer_words) == (Answer.NOT_SO, "We are where we were.")
    with pytest.raises(Refused, match="That is not so"):
        operations.answer(find_link(Purpose.REPORT, token), answer=Answer.CHANGED)
    db.session.rollback()
    settle(people.directory_editor, report)
    with pytest.raises(Refused, match="settled"):
        operations.answer(find_link(Purpose.REPORT, token), answer=Answer.CHANGED)


def test_a_link_about_another_listings_report_finds_nothing(say, people, listing):
    report, other = say(), listing("Elsewhere")
    with transaction():
        token = links.make(Purpose.REPORT, known.find(other), email=GROUP, about_id=report)
    with pytest.raises(Missing):
        queries.about(find_link(Purpose.REPORT, token))


def test_settling_tells_the_reporter_and_forgets_the_address(app, say, read, people, choir):
    report = say(email="joan@elsewhere.example")
    assert say(email="tariq@elsewhere.example") == say(email="joan@elsewhere.example") == report
    other = say(Reason.FULL, email="joan@elsewhere.example")
    words = closing.to_reporter(Outcome.RIGHT, listing="Thursday Choir")
    assert len(settle(people.directory_editor, report, also=[other], to_reporter=words)) == 2
    assert sorted(one.recipient for one in mail(telling.THE_END)) == [
        *("joan@elsewhere.example", "tariq@elsewhere.example")
    ]
    assert db.session.scalars(select(Promise)).all() == []
    assert read(other).outcome is Outcome.RIGHT and read(other).settled_by_name == "Edie Page"
    assert standing_of(choir).open_reports == 0
    delivery.deliver(Nobody())
    with transaction():
        assert operations.forget_reporters(clock.now()) == 2
    assert {(one.recipient, one.state) for one in mail(telling.THE_END)} == {("", State.SENT)}


def test_whoever_asked_is_not_left_without_an_answer(say, people):
    report = say(email="joan@elsewhere.example")
    with pytest.raises(Refused) as refused:
        settle(people.directory_editor, report)
    assert refused.value.field == "to_reporter"
    assert db.session.scalar(select(Promise.email)) == "joan@elsewhere.example"


def test_the_group_is_written_to_only_if_there_is_a_letter(say, people, choir):
    draft = closing.to_group(Outcome.CHANGED, listing="Thursday Choir")
    assert closing.about([Reason.MOVED, Reason.MOVED]) == "It has moved"
    settle(people.directory_editor, say(Reason.MOVED), letter=draft, outcome=Outcome.CHANGED)
    settle(people.directory_editor, say(Reason.FULL))
    assert [one.recipient for one in mail("editors_letter")] == [GROUP]


def test_settled_twice_the_second_is_told(say, people):
    report, editor = say(), people.directory_editor
    version = queries.find(editor, report).version
    settle(editor, report, outcome=Outcome.UNKNOWN)
    with pytest.raises(Refused, match="Edie Page settled this"):
        settle(editor, report, version=version)


def test_what_came_since_is_shown_first(say, people):
    report, editor = say(), people.directory_editor
    version = queries.find(editor, report).version
    say(words="Number 12 now")
    with pytest.raises(Stale):
        settle(editor, report, version=version)


def test_retired_is_not_said_of_a_listing_that_is_not(say, people, choir):
    report = say(Reason.CLOSED)
    with pytest.raises(Refused) as refused:
        settle(people.directory_editor, report, outcome=Outcome.RETIRED)
    assert refused.value.field == "outcome"
    with transaction():
        listings.retire_listing(people.directory_editor, known.find(choir), version=1, reason="Over")
    settle(people.directory_editor, report, outcome=Outcome.RETIRED)


@pytest.mark.parametrize("who", ["group_representative", "link_worker", "administrator"])
def test_only_editors_see_and_settle(say, people, who):
    report, actor = say(), getattr(people, who)
    with pytest.raises(Missing):
        queries.find(actor, report)
    with pytest.raises(Missing):
        operations.settle(actor, queries.find(people.directory_editor, report), version=1, outcome=Outcome.RIGHT)


def test_the_queue_is_told_what_is_open(say, people, choir):
    first, second = say(Reason.OTHER, words="The door is blue"), say(Reason.FULL)
    settle(people.directory_editor, second)
    (row,) = queries.for_editors()
    assert (row.id, row.service_id, row.times) == (first, choir, 1)
    assert row.words == "Something else is wrong: The door is blue"


def test_a_stopped_reader_gets_no_more(say, app):
    who = stopping.reader(stopping.token(GROUP.upper()))
    with transaction():
        stop_letters(who)
    say()
    assert [one.state for one in mail(telling.TO_GROUP)] == [State.DISCARDED]
    for altered in ("", "x", stopping.token(GROUP)[:-1], "é" * 70, "a" * 300):
        assert stopping.reader(altered) is None


def test_whoever_acts_is_written_down_and_no_address_is(app, say, choir):
    say(email="joan@elsewhere.example")
    rows = [
        str(tuple(row))
        for table in ("audit_entry", "attempt", "listing_change", "once_key", "group_link")
        for row in db.session.execute(select(db.metadata.tables[table]))
    ]
    assert rows and not any("joan" in row for row in rows)
