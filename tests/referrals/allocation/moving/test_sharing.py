"""Sharing a caseload out: those in danger first, each to whoever has most room by then, and nobody lost."""

import datetime as dt
import uuid
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from referrals.allocation.load import Case, Stage, load
from referrals.allocation.moving.sharing import Carried, share_out
from referrals.allocation.ranking import Asked, Candidate
from referrals.allocation.terms import Terms
from referrals.words import Reason

TODAY = dt.date(2026, 11, 16)


def person(number: int, *, conversations: float = 1.0, danger: bool = True) -> Carried:
    case = Case(Stage.ACTIVE, conversations=conversations)
    asked = Asked(main_reason=Reason.MONEY, due=TODAY, case=case)
    return Carried(uuid.UUID(int=number), asked, ("Something",) if danger else ())


def colleague(name: str, people: int = 0, weekly: float = 30, **terms) -> Candidate:
    cases = [Case(Stage.ACTIVE, conversations=1.0)] * people
    return Candidate(uuid.uuid5(uuid.NAMESPACE_DNS, name), name, Terms(weekly, **terms), load(cases, weekly))


def goes_to(people, *colleagues) -> list[str]:
    found = share_out(people, colleagues, lambda _person, one: one, today=TODAY)
    return [found[one.id][0].candidate.name for one in people]


def test_they_are_spread_and_not_all_given_to_whoever_is_first():
    assert sorted(goes_to([person(number) for number in range(6)], colleague("Ann"), colleague("Bob"))) == [
        *["Ann"] * 3,
        *["Bob"] * 3,
    ]


def test_half_the_hours_get_about_half_the_people():
    got = goes_to([person(number) for number in range(9)], colleague("Ann", weekly=30), colleague("Bob", weekly=15))
    assert (got.count("Ann"), got.count("Bob")) == (6, 3)


def test_who_can_wait_takes_no_room_from_who_cannot():
    waits, urgent = person(1, danger=False), person(2)
    found = share_out([waits, urgent], [colleague("Ann")], lambda _p, one: one, today=TODAY)
    assert list(found) == [urgent.id, waits.id]
    assert found[urgent.id][0].candidate.load.people == 0


def test_one_who_becomes_full_gets_no_more():
    got = goes_to([person(number) for number in range(4)], colleague("Ann", most=1), colleague("Bob", people=30))
    assert (got.count("Ann"), got.count("Bob")) == (1, 3)


@given(st.lists(st.tuples(st.floats(0, 5), st.booleans()), max_size=12), st.lists(st.integers(0, 9), max_size=4))
def test_everybody_is_in_the_plan_and_its_order_is_the_same_each_time(drawn, loads):
    people = [person(number, conversations=rate, danger=danger) for number, (rate, danger) in enumerate(drawn)]
    colleagues = [colleague(f"Worker {number}", people=have) for number, have in enumerate(loads)]
    found = share_out(people, colleagues, lambda _person, one: replace(one), today=TODAY)
    assert set(found) == {one.id for one in people}
    assert all(len(ranked) == len(colleagues) for ranked in found.values())
    assert share_out(people[::-1], colleagues[::-1], lambda _person, one: one, today=TODAY) == found
