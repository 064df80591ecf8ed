"""To whom a referral may be given, in the order and with the reasons of whatever wing reckons them."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from accounts.models import User
from referrals.intake.models import Referral


@dataclass(frozen=True)
class Advice:
    """What is said of somebody who could be given a referral; `best` is said of one at most."""

    words: str
    best: bool = False


# By the name of the wing: what it says by user id, whoever should have the referral first.
Adviser = Callable[[object, Referral], Mapping[uuid.UUID, Advice]]
ADVISERS: dict[str, Adviser] = {}


@dataclass(frozen=True)
class Colleague:
    """Somebody to choose, with what is said of them."""

    id: uuid.UUID
    name: str
    advice: Advice


NOTHING = Advice("")


def to_choose(actor, referral: Referral, colleagues: Iterable[User]) -> list[Colleague]:
    """The colleagues as they should be offered: in the order of the advice, those without any at the end.

    Whoever has the referral is not among them: one can only give it to another.
    """
    advised: dict[uuid.UUID, Advice] = {}
    for adviser in ADVISERS.values():
        advised |= adviser(actor, referral)
    places = {user_id: place for place, user_id in enumerate(advised)}
    others = [one for one in colleagues if one.id != referral.link_worker_id]
    ordered = sorted(others, key=lambda one: places.get(one.id, len(places)))
    return [Colleague(one.id, one.name, advised.get(one.id, NOTHING)) for one in ordered]
