"""Whether a service is open to somebody: one line, the alternative, and never a no for what is not known."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identifiers.postcode import NO_FIXED_ABODE
from referrals.profile.eligibility import Asked, against, answer, state_line
from referrals.profile.facts import PreCheck, Profile
from referrals.profile.words import Ground, Taking
from referrals.words import Reason

TODAY = dt.date(2026, 11, 25)
HERE, THERE = uuid.UUID(int=1), uuid.UUID(int=2)
ADULTS = Profile(uuid.UUID(int=9), minimum_age=18, first_contact_days=10)
KNOWN = Asked(TODAY, age=40, practice_id=HERE, postcode="PO1 2DY", reasons=(Reason.MONEY,))
AWAY = {"state_words": "Two of us are away.", "paused_until": dt.date(2026, 12, 7)}

optional = st.none()
requests = st.builds(
    Asked,
    st.just(TODAY),
    age=optional | st.integers(0, 120),
    practice_id=optional | st.sampled_from([HERE, THERE]),
    postcode=optional | st.sampled_from(["PO1 2DY", "PO12 2DY", "SO14 7LY", NO_FIXED_ABODE, "ZZ99 3WZ"]),
    reasons=st.lists(st.sampled_from(list(Reason)[:4]), max_size=3, unique=True).map(tuple),
    urgent=st.booleans(),
    places_taken=st.integers(0, 5),
    pre_checks=st.dictionaries(st.sampled_from(["a", "b"]), st.booleans()),
)
profiles = st.builds(
    Profile,
    st.just(uuid.UUID(int=9)),
    minimum_age=st.integers(0, 30),
    first_contact_days=st.integers(1, 20),
    maximum_age=optional | st.integers(30, 120),
    practices=st.frozensets(st.just(HERE)),
    areas=st.lists(st.sampled_from(["PO1", "PO", "SO14"]), unique=True).map(tuple),
    area_stops=st.booleans(),
    reasons_not_taken=st.lists(st.sampled_from(list(Reason)[:4]), max_size=3, unique=True).map(tuple),
    reason_stops=st.booleans(),
    state=st.sampled_from(Taking),
    state_words=st.just("Away"),
    paused_until=optional | st.sampled_from([TODAY, TODAY + dt.timedelta(days=1)]),
    weekly_places=optional | st.integers(1, 5),
    pre_checks=st.just((PreCheck("a", "Have they agreed?", "Ask them first."),)),
)


@pytest.mark.parametrize(
    ("profile", "asked", "ground", "words"),
    [
        ({}, {"age": 17}, Ground.TOO_YOUNG, "This service is for people aged 18 and over. For younger people: "),
        ({"maximum_age": 25}, {"age": 26}, Ground.TOO_OLD, "This service is for people aged 18 to 25. For older"),
        (
            {"areas": ("SO14", "SO15")},
            {},
            Ground.OUT_OF_AREA,
            "This service is for people who live where the postcode begins with SO14 or SO15. "
            "For people from elsewhere: ask their own GP practice",
        ),
        (
            {"practices": frozenset({THERE}), "areas": ("SO",)},
            {},
            Ground.OUT_OF_AREA,
            "This service is for people who are registered with a GP practice that it serves "
            "or live where the postcode begins with SO. ",
        ),
        (
            {"reasons_not_taken": (Reason.MONEY,), "alternatives": {Ground.REASON: "ring Citizens Advice."}},
            {},
            Ground.REASON,
            "This service does not take referrals for “Money, debt or benefits” alone. Instead: ring Citizens Advice.",
        ),
        (
            {"state": Taking.PAUSED} | AWAY,
            {"urgent": True},
            Ground.CAPACITY,
            "This service takes no new referrals until 7 December 2026: two of us are away. Meanwhile: ",
        ),
        (
            {"state": Taking.URGENT_ONLY} | AWAY,
            {},
            Ground.CAPACITY,
            "This service takes only referrals that should be soon until",
        ),
        ({"weekly_places": 2}, {"places_taken": 2}, Ground.CAPACITY, "All 2 places of this week are taken"),
        (
            {"pre_checks": (PreCheck("a", "Do they know?", "Ask them first."),)},
            {"pre_checks": {"a": False}},
            Ground.PRE_CHECK,
            "You answered no to “Do they know?” Ask them first.",
        ),
    ],
)
def test_a_closed_service_says_why_and_where_else(profile, asked, ground, words):
    found = answer(replace(ADULTS, **profile), replace(KNOWN, **asked))
    assert (found.open, found.ground) == (False, ground)
    assert found.words.startswith(words)


@pytest.mark.parametrize(
    "profile",
    [
        {"practices": frozenset({HERE}), "areas": ("SO",)},  # either way in is enough
        {"practices": frozenset({THERE}), "areas": ("PO1",)},
        {"reasons_not_taken": (Reason.HOUSING,)},
        {"state": Taking.PAUSED, "state_words": "Away", "paused_until": TODAY},  # the pause is over on its day
        {"weekly_places": 1},
    ],
)
def test_an_open_service_says_so_and_how_soon(profile):
    found = answer(replace(ADULTS, **profile), KNOWN)
    assert found == (
        True,
        "Taking referrals for people aged 18 and over. First contact within 10 working days.",
        "",
        None,
        False,
    )


def test_the_line_before_anybody_is_known_says_only_how_the_service_stands():
    shut = replace(ADULTS, areas=("SO",), state=Taking.PAUSED, **AWAY)
    closed = state_line(shut, today=TODAY)
    assert closed.startswith("This service takes no new referrals until") and "Meanwhile: " in closed
    again, within = AWAY["paused_until"], "First contact within 10 working days."
    assert state_line(replace(shut, minimum_age=0, areas=()), today=again) == f"Taking referrals. {within}"
    assert state_line(replace(shut, minimum_age=0), today=again) == (
        f"Taking referrals for people who live where the postcode begins with SO. {within}"
    )
    assert "place" in state_line(replace(ADULTS, weekly_places=1), today=TODAY, places_taken=1)


def test_what_stops_is_said_before_what_is_only_told():
    both = replace(ADULTS, areas=("SO",), area_stops=False, reasons_not_taken=(Reason.MONEY,))
    assert answer(both, KNOWN).ground is Ground.REASON


@given(profiles, requests)
def test_what_is_not_known_never_closes_a_service(profile, asked):
    unknown = replace(asked, age=None, practice_id=None, postcode=None, reasons=(), pre_checks={})
    assert {one.ground for one in against(profile, unknown)} <= {Ground.CAPACITY}


@given(profiles, requests)
def test_somebody_without_a_home_is_out_of_area_only_by_their_practice(profile, asked):
    homeless = replace(asked, postcode=NO_FIXED_ABODE)
    outside = Ground.OUT_OF_AREA in {one.ground for one in against(profile, homeless)}
    assert outside is (bool(profile.practices) and not profile.areas and asked.practice_id == THERE)


@given(profiles, requests)
def test_a_wider_profile_is_closed_to_nobody_to_whom_it_was_open(profile, asked):
    wider = replace(profile, minimum_age=0, maximum_age=None, practices=frozenset(), areas=(), reasons_not_taken=())
    assert {one.ground for one in against(wider, asked)} <= {one.ground for one in against(profile, asked)}


@given(profiles, requests)
def test_every_no_is_one_line_with_an_alternative_and_room_alone_never_stops(profile, asked):
    found = answer(profile, asked)
    assert found.open is not bool(against(profile, asked))
    assert found.line and "\n" not in found.line
    assert bool(found.alternative) is not found.open
    assert not (found.stops and (found.open or found.ground in {Ground.CAPACITY, Ground.PRE_CHECK}))
