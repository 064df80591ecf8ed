"""Drafts: kept for their writer alone and not longer than said, unreadable without the secret, and gone when sent."""

import datetime as dt
import uuid
from copy import copy

import pytest

from core import clock, housekeeping
from core.audit import AuditEntry
from core.db import db, transaction
from core.refusals import Missing, Refused
from referrals.intake.drafts import operations, queries
from referrals.intake.drafts.contents import Contents
from referrals.intake.drafts.models import Draft

ITEMS = (("first_name", "Wilhelmina"), ("reasons", "housing"), ("reasons", "money"))


@pytest.fixture
def keep(people):
    """`keep()` keeps a draft as the clinician and gives its id; `keep(draft_id=…, items=…)`."""

    def make(actor=None, draft_id=None, items=ITEMS):
        with transaction():
            return operations.keep(actor or people.clinician, draft_id or uuid.uuid4(), Contents(items=items)).id

    return make


def test_it_is_kept_and_kept_again_and_opens_as_it_was(keep, people):
    one = keep()
    assert operations.contents_of(people.clinician, one) == Contents(items=ITEMS)
    keep(draft_id=one, items=ITEMS[:1])
    assert operations.contents_of(people.clinician, one).items == ITEMS[:1]
    assert [draft.id for draft in queries.drafts_of(people.clinician)] == [one]
    assert b"Wilhelmina" not in db.session.get(Draft, one).sealed


def test_drafts_are_told_apart_by_whom_they_are_about(keep, people, monkeypatch):
    named, nobody = keep(items=(*ITEMS, ("family_name", " Beck "))), keep(items=ITEMS[1:])
    told = {one.draft.id: one.name for one in operations.told(people.clinician)}
    assert told == {named: "Wilhelmina Beck", nobody: ""}
    assert operations.told(people.colleague) == []
    monkeypatch.setattr(operations, "unseal", lambda *_, **__: None)
    assert [one.name for one in operations.told(people.clinician)] == ["", ""]


@pytest.mark.parametrize("who", ["colleague", "other_clinician"])
def test_a_strangers_draft_does_not_exist(keep, people, who):
    one, stranger = keep(), getattr(people, who)
    for act in (operations.contents_of, operations.throw_away, operations.sent):
        with pytest.raises(Missing), transaction():
            act(stranger, one)
    with pytest.raises(Missing):
        keep(stranger, one)
    assert queries.drafts_of(stranger) == []


def test_a_draft_for_another_organisation_says_whom_it_was_begun_for(keep, people):
    """Somebody who works for two chose the other in a second tab: nothing is lost, and it is no dead end."""
    one, now = keep(), copy(people.clinician)
    now.organisation_id, now.organisation_name = people.other_practice, "Longshore"
    for act in (operations.contents_of, operations.throw_away):
        with pytest.raises(Refused, match="for Seaview Surgery, and you act for Longshore now"), transaction():
            act(now, one)


def test_its_time_ends(keep, people, monkeypatch):
    one = keep()
    later = clock.now() + dt.timedelta(days=7, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert queries.drafts_of(people.clinician) == [] and operations.contents_of(people.clinician, one) is None
    assert housekeeping.tidy()["drafts of referrals"] == 1
    assert db.session.get(Draft, one) is None


def test_another_secret_finds_nothing_and_clears_it_away(keep, people, app, monkeypatch):
    one = keep()
    monkeypatch.setitem(app.config, "SECRET_KEY", "another secret of thirty-two characters")
    assert operations.contents_of(people.clinician, one) is None
    db.session.expire_all()
    assert db.session.get(Draft, one) is None


def test_sent_or_thrown_away_it_is_gone_and_both_ends_are_written_down(keep, people):
    one, other = keep(), keep()
    with transaction():
        operations.sent(people.clinician, one)
        operations.sent(people.clinician, uuid.uuid4())
        operations.throw_away(people.clinician, other)
    assert queries.drafts_of(people.clinician) == []
    actions = [entry.action for entry in db.session.query(AuditEntry).filter_by(subject="referral_draft")]
    assert sorted(actions) == ["draft.begin", "draft.begin", "draft.throw_away"]


def test_nobody_fills_the_house_with_drafts(keep, monkeypatch):
    monkeypatch.setattr(operations, "MOST", 2)
    keep(), keep()
    with pytest.raises(Refused, match="Throw one away"):
        keep()
    with pytest.raises(Refused, match="too long"):
        keep(items=(("need", "x" * operations.LONGEST),))
