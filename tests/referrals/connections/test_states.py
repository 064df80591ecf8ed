"""What may become of a connection after what."""

import itertools

import pytest

from core.refusals import Refused
from referrals.connections import states
from referrals.words import ConnectionKind, ConnectionState, DidNotStart

S = ConnectionState


def test_every_state_has_a_colour_a_way_on_and_a_way_in():
    assert set(states.NEXT) == set(S) == set(states.COLOURS)
    assert all(states.NEXT.values())
    reached = set(states.FIRST.values()) | {state for after in states.NEXT.values() for state in after}
    assert reached == set(S)
    assert set(states.FIRST) == set(ConnectionKind)


@pytest.mark.parametrize(("now", "state"), list(itertools.product(S, S)))
def test_only_what_the_table_says_may_follow(now, state):
    reason = DidNotStart.FULL if state is S.DID_NOT_START else None
    if state in states.NEXT[now]:
        states.check(now, state, reason)
    else:
        with pytest.raises(Refused) as refused:
            states.check(now, state, reason)
        assert refused.value.field == "state"


def test_not_starting_needs_a_reason_and_nothing_else_has_one():
    with pytest.raises(Refused) as refused:
        states.check(S.WAITING, S.DID_NOT_START, None)
    assert refused.value.field == "did_not_start"
    with pytest.raises(Refused) as refused:
        states.check(S.WAITING, S.STARTED, DidNotStart.COST)
    assert refused.value.field == "did_not_start"
