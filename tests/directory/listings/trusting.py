"""Facts about listings, invented by hypothesis, for the tests of what follows from them."""

import datetime as dt

from hypothesis import strategies as st

from directory.listings.room import Room
from directory.listings.trust import Ages
from directory.listings.trust_facts import Facts, Outcomes, Source

TODAY = dt.date(2026, 11, 25)
AGES = Ages(183, 365)

past = st.integers(0, 900).map(lambda days: TODAY - dt.timedelta(days=days))
around = st.integers(-40, 40).map(lambda days: TODAY + dt.timedelta(days=days))


@st.composite
def facts(draw) -> Facts:
    """What may be known of a listing on TODAY."""
    room = draw(st.none() | st.sampled_from(Room))
    return Facts(
        listed_on=draw(past),
        confirmed_on=draw(st.none() | past),
        confirmed_by=draw(st.sampled_from(["", "Jo Bell"])),
        source=draw(st.sampled_from(Source)),
        source_name="County feed",
        open_reports=draw(st.integers(0, 3)),
        room=room,
        wait_weeks=draw(st.none() | st.integers(1, 9)) if room is Room.WAITING else None,
        room_until=draw(around) if room else None,
        room_said_on=draw(past) if room else None,
        paused_until=draw(st.none() | around),
        weekly_limit=draw(st.none() | st.integers(1, 4)),
        outcomes=draw(st.none() | st.just(Outcomes(6, 5))),
    )
