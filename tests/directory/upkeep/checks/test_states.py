"""How a check stands: a rule of its history and the day alone."""

import datetime as dt
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from directory.upkeep.checks.states import State, check_of
from directory.upkeep.checks.words import Act, Kind

SOON = dt.timedelta(days=30)
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31))


@st.composite
def histories(draw):
    """Lines as they could be written: each act with its date."""
    acts = draw(st.lists(st.tuples(st.sampled_from(Act), st.none() | DAYS), max_size=6))
    return [SimpleNamespace(turn=turn, act=act, until=until) for turn, (act, until) in enumerate(acts, 1)]


def stand(history, today):
    return check_of(Kind.INSURANCE, history, today=today, soon=SOON)


def line(act, until=None, turn=1):
    return SimpleNamespace(turn=turn, act=act, until=until)


@given(histories(), DAYS, st.randoms())
def test_the_order_in_which_lines_are_read_does_not_matter(history, today, chance):
    shuffled = list(history)
    chance.shuffle(shuffled)
    assert stand(shuffled, today) == stand(history, today)


@given(histories(), DAYS)
def test_it_holds_only_if_what_was_seen_last_has_not_ended(history, today):
    settled = [one for one in history if one.act in (Act.SEEN, Act.ENDED)]
    good = bool(settled) and settled[-1].act is Act.SEEN and (settled[-1].until or today) >= today
    assert stand(history, today).state.holds == good


@given(histories(), DAYS, st.none() | DAYS)
def test_an_offer_never_changes_whether_it_holds(history, today, until):
    offered = [*history, line(Act.OFFERED, until, turn=len(history) + 1)]
    before, after = stand(history, today), stand(offered, today)
    assert before.state.holds == after.state.holds
    assert after.offered is offered[-1]
    assert after.state.holds or after.state is State.OFFERED


@given(histories(), DAYS, st.integers(0, 1000))
def test_time_only_ever_takes_away(history, today, days):
    worse = [State.VALID, State.EXPIRING, State.EXPIRED]
    now, later = (stand(history, day).state for day in (today, today + dt.timedelta(days=days)))
    if now in worse and later in worse:
        assert worse.index(now) <= worse.index(later)
    if not now.holds:
        assert not later.holds


@given(DAYS, st.integers(-400, 400))
def test_the_last_day_still_holds_and_thirty_days_before_it_is_soon(until, days):
    state = stand([line(Act.SEEN, until)], until - dt.timedelta(days=days)).state
    expected = State.EXPIRED if days < 0 else State.EXPIRING if days <= 30 else State.VALID
    assert state is expected


def test_what_has_no_end_holds_for_ever():
    assert stand([line(Act.SEEN)], dt.date(2099, 1, 1)).state is State.VALID


def test_of_nothing_nothing_was_seen():
    assert stand([], dt.date(2026, 1, 1)).state is State.MISSING
    assert stand([], dt.date(2026, 1, 1)).turn == 0


def test_what_was_not_accepted_says_so_until_the_next_line():
    history = [line(Act.OFFERED), line(Act.NOT_ACCEPTED, turn=2)]
    assert stand(history, dt.date(2026, 1, 1)).not_accepted is history[1]
    assert stand([*history, line(Act.OFFERED, turn=3)], dt.date(2026, 1, 1)).not_accepted is None
