"""What a service takes and promises, as plain facts that outlive the session."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from referrals.profile.words import Ground, Taking
from referrals.words import Reason

MOST_PRE_CHECKS = 5


class UrgentNumber(NamedTuple):
    """One line of the page that stops a referrer: what for, the number to ring, and a few words beside it."""

    label: str
    number: str
    words: str = ""

    @property
    def link(self) -> str:
        """The address that rings it."""
        return f"tel:{self.number.replace(' ', '')}"


class PreCheck(NamedTuple):
    """A question that is answered with yes or no before the long ones.

    `key` stays while the words change. A no shows `if_no` and, if it `stops`, ends the referral there. `came_from` is
    the reason for which referrals came back, where that led to the question.
    """

    key: str
    question: str
    if_no: str
    stops: bool = False
    came_from: str = ""

    @classmethod
    def asking(cls, question: str, **facts) -> "PreCheck":
        """A new question; its key comes of its words, so that one that replaces another never takes its answers."""
        return cls(hashlib.sha256(question.encode()).hexdigest()[:8], question, **facts)


@dataclass(frozen=True)
class Profile:
    """A service's profile. Ages are whole years, `_days` are working days but those of a draft, which are days.

    Nothing in `practices` and nothing in `areas` means people from everywhere. `areas` are outward codes (PO1) and
    postcode areas (PO). `area_stops` and `reason_stops` say whether a referral that does not fit is stopped, or only
    told. `version` is 0 where the service has changed nothing yet.
    """

    service_id: uuid.UUID
    minimum_age: int
    first_contact_days: int
    version: int = 0
    maximum_age: int | None = None
    practices: frozenset[uuid.UUID] = frozenset()
    areas: tuple[str, ...] = ()
    area_stops: bool = True
    reasons_not_taken: tuple[Reason, ...] = ()
    reason_stops: bool = True
    state: Taking = Taking.TAKING
    state_words: str = ""
    paused_until: dt.date | None = None
    weekly_places: int | None = None
    urgent_contact_days: int = 3
    answer_days: int = 2
    keep_in_touch_days: int = 10
    draft_days: int = 7
    urgent_numbers: tuple[UrgentNumber, ...] = ()
    public_form: bool = False
    pre_checks: tuple[PreCheck, ...] = ()
    alternatives: Mapping[Ground, str] = field(default_factory=dict)
