"""What does most harm comes first, and each thing says why: a table, held against itself."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from directory.upkeep.queue.kinds import HARM, MOST_FOR_DAYS, MOST_FOR_TIMES, MOST_FOR_USE, Kind, rank

KINDS = st.sampled_from(list(Kind))
FACTS = {"times": st.integers(1, 50), "days": st.integers(0, 2000), "points": st.integers(0, 100_000)}


def test_every_kind_has_its_harm_in_words():
    assert set(HARM) == set(Kind)
    assert len({harm.words for harm in HARM.values()}) == len(HARM)


def test_harm_is_told_with_what_is_known_of_it():
    found = rank(Kind.DEAD_NUMBER, times=3, days=4, used={"people connected": 14, "looks": 0}, points=280)
    assert found.words == (
        "People are being sent to a number that does not work: "
        "3 reports, 14 people connected this month, waiting for 4 days"
    )
    assert rank(Kind.TOPICS).words == HARM[Kind.TOPICS].words


@given(KINDS, st.fixed_dictionaries(FACTS))
def test_more_of_anything_is_never_less_harm(kind, known):
    found = rank(kind, **known)
    for name in known:
        assert rank(kind, **known | {name: known[name] + 1}).points >= found.points
    assert HARM[kind].base <= found.points <= HARM[kind].base + MOST_FOR_USE + MOST_FOR_TIMES + MOST_FOR_DAYS


@given(st.fixed_dictionaries(FACTS))
def test_what_is_dangerous_is_never_behind_what_only_waits_long(facts):
    least = {kind: rank(kind).points for kind in (Kind.DEAD_NUMBER, Kind.CLOSED, Kind.STOPPED)}
    for (_, points), kind in itertools.product(least.items(), (Kind.CLAIM, Kind.CONFLICT, Kind.DUPLICATE, Kind.TOPICS)):
        assert rank(kind, **facts).points < points
