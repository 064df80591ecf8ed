"""Whether a service is open to somebody, as far as is known yet: a table of rules, answered in one line."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from core.identifiers.postcode import is_placeless
from referrals.profile import areas, lines
from referrals.profile.facts import PreCheck, Profile
from referrals.profile.words import Ground, Taking
from referrals.words import Reason


@dataclass(frozen=True)
class Asked:
    """What is known of the request. What is not known yet is None or empty, and closes no service.

    `age` is whole years; `postcode` is parsed, and a ZZ99 code (no fixed abode) lies nowhere and so outside nothing.
    `places_taken` is how many referrals the service got this week; `pre_checks` are answers by the key of the question.
    """

    today: dt.date
    age: int | None = None
    practice_id: uuid.UUID | None = None
    postcode: str | None = None
    reasons: tuple[Reason, ...] = ()
    urgent: bool = False
    places_taken: int = 0
    pre_checks: Mapping[str, bool] = field(default_factory=dict)


class Eligibility(NamedTuple):
    """`line` says whether the service is `open`, `alternative` where else to go where it is not.

    `ground` is why not. Where it `stops`, the service said never; otherwise the referrer is told and may go on.
    """

    open: bool
    line: str
    alternative: str = ""
    ground: Ground | None = None
    stops: bool = False

    @property
    def words(self) -> str:
        """The line and the alternative, one after the other."""
        return f"{self.line} {self.alternative}".strip()


class Rule(NamedTuple):
    """`closes` says whether the service is closed to the request; `stops`, whether that is meant as never."""

    ground: Ground
    closes: Callable[[Profile, Asked], bool]
    line: Callable[[Profile, dt.date], str]
    stops: Callable[[Profile], bool]


def answer(profile: Profile, asked: Asked) -> Eligibility:
    """Whether the service is open to this request, in one line with the alternative: what stops is said first."""
    found = against(profile, asked)
    return min(found, key=lambda one: not one.stops, default=Eligibility(True, lines.is_open(profile)))


def against(profile: Profile, asked: Asked) -> list[Eligibility]:
    """Everything that closes the service to this request, in the order of the table; empty if it is open."""
    ruled = [_closed(rule, profile, asked) for rule in RULES if rule.closes(profile, asked)]
    return [*ruled, *(_refused_by(one) for one in profile.pre_checks if asked.pre_checks.get(one.key) is False)]


def taking(profile: Profile, today: dt.date) -> Taking:
    """Whether the service takes referrals on this day: a pause ends on the day until which it lasts."""
    over = profile.paused_until is not None and profile.paused_until <= today
    return Taking.TAKING if over else profile.state


def takes_from(profile: Profile, today: dt.date, *, urgent: bool) -> dt.date | None:
    """From which day on the service takes somebody like that: today, or when its pause ends; None if that is open."""
    state = taking(profile, today)
    closed = state is Taking.PAUSED or (state is Taking.URGENT_ONLY and not urgent)
    return profile.paused_until if closed else today


def state_line(profile: Profile, *, today: dt.date, places_taken: int = 0) -> str:
    """How the service stands before anything is known of the person, with where to go meanwhile if it takes nobody."""
    closed = [rule for rule in RULES if rule.ground is Ground.CAPACITY]
    asked = Asked(today, places_taken=places_taken)
    said = [_closed(rule, profile, asked).words for rule in closed if rule.closes(profile, asked)]
    return said[0] if said else lines.takes(profile)


def _closed(rule: Rule, profile: Profile, asked: Asked) -> Eligibility:
    line, alternative = rule.line(profile, asked.today), lines.alternative(profile, rule.ground)
    return Eligibility(False, line, alternative, rule.ground, rule.stops(profile))


def _refused_by(check: PreCheck) -> Eligibility:
    return Eligibility(False, lines.answered_no(check.question), check.if_no, Ground.PRE_CHECK, check.stops)


def _too_young(profile: Profile, asked: Asked) -> bool:
    return asked.age is not None and asked.age < profile.minimum_age


def _too_old(profile: Profile, asked: Asked) -> bool:
    return None not in (asked.age, profile.maximum_age) and asked.age > profile.maximum_age


def _out_of_area(profile: Profile, asked: Asked) -> bool:
    """Either way in is enough: a practice that the service serves, or a home where it works."""
    ways = []
    if profile.practices:
        ways.append(asked.practice_id is None or asked.practice_id in profile.practices)
    if profile.areas:
        nowhere = not asked.postcode or is_placeless(asked.postcode)
        ways.append(nowhere or areas.covers(profile.areas, asked.postcode))
    return bool(ways) and not any(ways)


def _not_for_this(profile: Profile, asked: Asked) -> bool:
    """Only where nothing is asked that the service takes."""
    return bool(asked.reasons) and set(asked.reasons) <= set(profile.reasons_not_taken)


def _paused(profile: Profile, asked: Asked) -> bool:
    return taking(profile, asked.today) is Taking.PAUSED


def _urgent_only(profile: Profile, asked: Asked) -> bool:
    return taking(profile, asked.today) is Taking.URGENT_ONLY and not asked.urgent


def _full(profile: Profile, asked: Asked) -> bool:
    return profile.weekly_places is not None and asked.places_taken >= profile.weekly_places and not asked.urgent


def _always(_profile: Profile) -> bool:
    return True


def _never(_profile: Profile) -> bool:
    return False


RULES = (
    Rule(Ground.TOO_YOUNG, _too_young, lines.ages, _always),
    Rule(Ground.TOO_OLD, _too_old, lines.ages, _always),
    Rule(Ground.OUT_OF_AREA, _out_of_area, lines.catchment, lambda profile: profile.area_stops),
    Rule(Ground.REASON, _not_for_this, lines.reasons, lambda profile: profile.reason_stops),
    Rule(Ground.CAPACITY, _paused, lines.paused, _never),
    Rule(Ground.CAPACITY, _urgent_only, lines.paused, _never),
    Rule(Ground.CAPACITY, _full, lines.full, _never),
)
