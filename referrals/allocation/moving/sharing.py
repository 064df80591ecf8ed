"""How a caseload would be shared out among colleagues, one person after the other: pure."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from referrals.allocation.load import Load, load
from referrals.allocation.ranking import Asked, Candidate, Ranked, case_with, rank


@dataclass(frozen=True)
class Carried:
    """A person who is to be taken over, with what would be missed otherwise."""

    id: uuid.UUID
    asked: Asked
    dangers: tuple[str, ...] = ()


# A colleague as they are for one person: how far away, and whether they had them before.
Meeting = Callable[[Carried, Candidate], Candidate]


def share_out(
    people: Iterable[Carried], colleagues: Iterable[Candidate], meeting: Meeting, *, today: dt.date
) -> dict[uuid.UUID, list[Ranked]]:
    """For each person every colleague, the best first, as if each had gone to the best before the next was looked at.

    Those in danger go first, and of these whoever takes most of a week, so that the heavy ones are spread.
    """
    here = {one.id: one for one in colleagues}
    found: dict[uuid.UUID, list[Ranked]] = {}
    for person in sorted(people, key=_order):
        ranked = rank(person.asked, [meeting(person, one) for one in here.values()], today=today)
        found[person.id] = ranked
        if ranked and not ranked[0].cannot and person.dangers:
            best = ranked[0].candidate.id
            here[best] = replace(here[best], load=ranked[0].after)
    return found


def with_them(one: Candidate, taken: Iterable[tuple[Asked, float | None]]) -> Load:
    """The load of a colleague who has taken these people, each with how many miles away they live."""
    cases = [case_with(asked, one.terms, miles) for asked, miles in taken]
    return one.load + load(cases, one.load.weekly_hours)


def _order(person: Carried) -> tuple:
    case = person.asked.case
    heavy = load([case], 1.0).hours if case else 0.0
    return not person.dangers, -round(heavy, 6), str(person.id)
