"""The order of a shortlist: moved within its ends, never doubled, never longer than it may be."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.refusals import Refused
from directory.search.shortlists import chosen

IDS = st.lists(st.uuids(), unique=True, max_size=chosen.MOST).map(tuple)


@given(IDS)
def test_what_is_written_is_read_again(ids):
    assert chosen.read(chosen.written(ids)) == ids


@given(st.none() | st.integers() | st.lists(st.none() | st.integers() | st.text(max_size=40), max_size=5))
def test_rubbish_in_a_cookie_is_no_shortlist_and_no_error(kept):
    assert all(isinstance(one, uuid.UUID) for one in chosen.read(kept))


@given(IDS.filter(bool), st.data(), st.integers(-3, 3))
def test_moving_keeps_all_others_in_their_order(ids, data, by):
    one = data.draw(st.sampled_from(ids))
    moved = chosen.moved(ids, one, by=by)
    assert chosen.removed(moved, one) == chosen.removed(ids, one)
    assert moved.index(one) == min(max(ids.index(one) + by, 0), len(ids) - 1)


def test_one_that_is_not_on_it_is_not_moved():
    assert chosen.moved((), uuid.uuid4(), by=1) == ()


def test_the_twenty_first_is_refused_and_one_that_is_on_it_is_not():
    full = tuple(uuid.uuid4() for _ in range(chosen.MOST))
    assert chosen.added(full, full[3]) == full
    with pytest.raises(Refused, match="full"):
        chosen.added(full, uuid.uuid4())
