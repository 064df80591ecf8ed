"""Who should have a referral: each reason by itself, what comes last, and one order for the same facts."""

import datetime as dt
import random
import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.allocation.load import Case, Stage, load
from referrals.allocation.ranking import Asked, Candidate, rank
from referrals.allocation.terms import Away, Terms
from referrals.allocation.words import Gender
from referrals.words import Reason

MONDAY = dt.date(2026, 11, 16)
DUE = dt.date(2026, 11, 30)
ASKED = Asked(main_reason=Reason.MONEY, reasons=("money", "housing"), due=DUE, postcode="PO1 2DY", practice_id="one")


ON_LEAVE = "On leave until 18 November 2026"


def day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


def someone(name: str, people: int = 10, weekly: float = 37.5, terms: Terms | None = None, **facts) -> Candidate:
    terms = replace(terms or Terms(), weekly_hours=weekly)
    cases = [Case(Stage.ACTIVE, conversations=1.0)] * people
    return Candidate(uuid.uuid5(uuid.NAMESPACE_DNS, name), name, terms, load(cases, weekly), **facts)


def order(asked, *candidates) -> list[str]:
    return [one.candidate.name for one in rank(asked, candidates, today=MONDAY)]


ANN = someone("Ann")
BETTER = [
    ("less load", ASKED, someone("Zoe", people=9), "of the week taken by 9 people"),
    ("more hours", ASKED, someone("Zoe", people=12, weekly=60), "(60 hours)"),
    ("the main reason", ASKED, someone("Zoe", terms=Terms(skills=("money",))), "Good at the main reason: money"),
    ("another reason", ASKED, someone("Zoe", terms=Terms(skills=("housing",))), "Good at housing or homelessness"),
    ("having had them", ASKED, someone("Zoe", people=14, knows_them=True), "Has worked with this person before"),
    ("being nearer", ASKED, someone("Zoe", miles=0.5), "0.5 miles away"),
    (
        "their language",
        replace(ASKED, language="Polish", needs_interpreter=True),
        someone("Zoe", people=12, terms=Terms(languages=("polish",))),
        "Speaks Polish",
    ),
    (
        "the person's wish, whatever else",
        replace(ASKED, wish=Gender.WOMAN),
        someone("Zoe", people=40, terms=Terms(gender=Gender.WOMAN, areas=("PO9",))),
        "A woman, as the person asked",
    ),
]


@pytest.mark.parametrize(("asked", "better", "words"), [case[1:] for case in BETTER], ids=[case[0] for case in BETTER])
def test_each_reason_by_itself_comes_before_a_name_earlier_in_the_alphabet(asked, better, words):
    assert order(asked, ANN, better) == ["Zoe", "Ann"]
    assert any(words in reason for reason in rank(asked, [better], today=MONDAY)[0].reasons)


WORSE = [
    ("on leave", someone("Bob", people=0, terms=Terms(leave=(Away(day(-3), day(2)),))), ON_LEAVE),
    ("full", someone("Bob", people=4, terms=Terms(most=4)), "Full: has 4 of 4 people at most"),
    ("leave before first contact", someone("Bob", terms=Terms(leave=(Away(day(3), day(9)),))), "Goes on leave on 19"),
    ("that very day", someone("Bob", terms=Terms(leave=(Away(DUE, DUE),))), f"{DUE.year}, when first contact is due"),
    ("another area", someone("Bob", people=0, terms=Terms(areas=("PO9",))), "Does not cover PO1"),
    ("another practice", someone("Bob", people=0, terms=Terms(practices=("two",))), "Does not cover this practice"),
    ("a lead without hours", someone("Bob", people=0, terms=Terms(said=False), leads=True), "Leads the service"),
]  # fmt: skip


@pytest.mark.parametrize(("worse", "words"), [case[1:] for case in WORSE], ids=[case[0] for case in WORSE])
def test_each_of_these_comes_after_and_says_why_first(worse, words):
    assert order(ASKED, worse, someone("Zoe", people=11)) == ["Zoe", "Bob"]
    assert words in rank(ASKED, [worse], today=MONDAY)[0].reasons[0]


def test_on_leave_or_full_comes_after_everything_else_that_is_not_as_it_should_be():
    away = someone("Ann", people=0, terms=Terms(leave=(Away(day(0), day(0)),)))
    elsewhere = someone("Zoe", people=50, terms=Terms(areas=("PO9",), practices=("two",)))
    assert order(ASKED, away, elsewhere) == ["Zoe", "Ann"]
    assert [bool(one.cannot) for one in rank(ASKED, [away, elsewhere], today=MONDAY)] == [False, True]


def test_leave_after_first_contact_is_due_does_not_matter_and_a_whole_area_covers_its_districts():
    later = someone("Ann", terms=Terms(leave=(Away(day(15), day(20)),), areas=("PO",)))
    assert order(ASKED, later, someone("Zoe")) == ["Ann", "Zoe"]
    assert order(replace(ASKED, postcode=None), later, someone("Zoe")) == ["Ann", "Zoe"], "no fixed abode is no reason"


AWAYS = st.builds(lambda first, days: Away(day(first), day(first + days)), st.integers(-9, 20), st.integers(0, 15))
TERMS = st.builds(
    Terms,
    areas=st.sampled_from([(), ("PO1",), ("PO9",)]),
    skills=st.sampled_from([(), ("money",), ("housing",)]),
    gender=st.sampled_from([None, *Gender]),
    most=st.sampled_from([None, 1, 5]),
    leave=st.lists(AWAYS, max_size=2).map(tuple),
    said=st.booleans(),
)


@given(
    st.lists(st.tuples(st.sampled_from("ABCDE"), st.integers(0, 6), TERMS), max_size=6),
    st.sampled_from([None, *Gender]),
    st.randoms(use_true_random=False),
)
def test_the_same_facts_give_one_order_with_everybody_in_it(drawn, wish, luck: random.Random):
    candidates = [
        replace(someone(name, people, terms=terms), id=uuid.UUID(int=number))
        for number, (name, people, terms) in enumerate(drawn)
    ]
    asked = replace(ASKED, wish=wish)
    once = rank(asked, candidates, today=MONDAY)
    shuffled = luck.sample(candidates, len(candidates))
    assert rank(asked, shuffled, today=MONDAY) == once
    assert {one.candidate.id for one in once} == {one.id for one in candidates}
    cannot = [bool(one.cannot) for one in once]
    assert cannot == sorted(cannot)
    assert all(one.reasons for one in once)
