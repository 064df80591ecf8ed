"""The bands, the room and the introductions of many listings at once are those that the rules give each of them."""

import json
import uuid

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.introductions import takes_introductions
from directory.listings.room import NOT_KNOWN, in_words
from directory.listings.trust import Band, trust_line
from directory.listings.trust_facts import written
from directory.search import standings
from directory.search.columns import new_vocabularies, read
from directory.search.facets import ROOM_WORDS
from directory.search.snapshot import Snapshot
from tests.directory.listings.trusting import AGES, TODAY, facts


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(standings, "ages", lambda: AGES)
    monkeypatch.setattr(standings.clock, "today", lambda: TODAY)


def snapshot(several) -> Snapshot:
    entries = [{"name": "x", "status": "active", "trust": json.loads(json.dumps(written(one)))} for one in several]
    known = new_vocabularies()
    rows = [(number, uuid.UUID(int=number), json.dumps(entry)) for number, entry in enumerate(entries)]
    return Snapshot(1, uuid.UUID(int=0), read(rows, known), known)


@given(st.lists(facts(), min_size=1, max_size=8))
def test_as_one_by_one(several):
    many = snapshot(several)
    assert [standings.BANDS[at] for at in standings.bands(many)] == [
        trust_line(one, TODAY, AGES).band for one in several
    ]
    words = [ROOM_WORDS[standings.ANSWERS[at]] for at in standings.rooms(many)]
    assert words == [in_words(one.room_on(TODAY)) for one in several]
    unlimited = [one._replace(weekly_limit=None) for one in several]
    assert standings.taking(many).tolist() == [takes_introductions(one, TODAY, AGES) for one in unlimited]


def test_an_entry_from_before_trust_was_kept_takes_no_introductions():
    row = (1, uuid.UUID(int=1), json.dumps({"name": "x", "status": "active"}))
    known = new_vocabularies()
    many = Snapshot(1, uuid.UUID(int=0), read([row], known), known)
    assert standings.bands(many).tolist() == [Band.HIDDEN.order]
    assert ROOM_WORDS[standings.ANSWERS[standings.rooms(many)[0]]] == NOT_KNOWN
    assert not standings.taking(many).any()
    assert standings.bands(many).dtype == np.int8
