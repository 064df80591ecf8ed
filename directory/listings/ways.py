"""How people take part, join and get in: the few words that search knows, and how feeds and groups say them."""

import re
from collections.abc import Iterable
from enum import StrEnum

# The taxonomies under which a listing's attributes say it (exchange/crosswalk.py makes them of ORUK 1.0's fields).
TAKING_PART = "How to take part"
JOINING = "How to join"


class Attendance(StrEnum):
    """How people take part (Open Referral UK 1.0, service_at_location's attending_type)."""

    IN_PERSON = "venue"
    ONLINE = "online"
    TELEPHONE = "phone"
    AT_HOME = "home visit"

    @property
    def words(self) -> str:
        return {"venue": "In person", "online": "Online", "phone": "By telephone"}.get(self, "At the person’s home")


class Joining(StrEnum):
    """How people join (Open Referral UK 1.0, attending_access)."""

    DROP_IN = "drop-in"
    RING_FIRST = "appointment"
    REFERRAL = "referral"
    MEMBERSHIP = "membership"

    @property
    def words(self) -> str:
        return {"drop-in": "Just turn up", "appointment": "Ring or book first", "referral": "Needs a referral"}.get(
            self, "Members only"
        )


class Access(StrEnum):
    """What a building or group offers people with access needs."""

    STEP_FREE = "step-free"
    TOILET = "accessible-toilet"
    PARKING = "accessible-parking"
    LIFT = "lift"
    HEARING_LOOP = "hearing-loop"
    SIGNED = "sign-language"
    QUIET = "quiet-space"
    CHANGING_PLACE = "changing-place"

    @property
    def words(self) -> str:
        return _ACCESS_WORDS[self]


_ACCESS_WORDS = {
    Access.STEP_FREE: "Step-free",
    Access.TOILET: "Accessible toilet",
    Access.PARKING: "Accessible parking",
    Access.LIFT: "Lift",
    Access.HEARING_LOOP: "Hearing loop",
    Access.SIGNED: "Sign language",
    Access.QUIET: "Quiet space",
    Access.CHANGING_PLACE: "Changing Places toilet",
}

_ATTENDANCE = {
    Attendance.IN_PERSON: r"venue|in[- ]person|face[- ]to[- ]face|on[- ]site",
    Attendance.ONLINE: r"online|virtual|zoom|video|website|internet|digital",
    Attendance.TELEPHONE: r"(?:tele)?phone|helpline|by text",
    Attendance.AT_HOME: r"home[- ]visit|(?:in|at) (?:your|their|the person’?s|people’?s) (?:own )?home|housebound",
}
_JOINING = {
    Joining.DROP_IN: r"drop[- ]?in|turn up|just come|no need to book|no booking|open to all",
    Joining.RING_FIRST: r"appointment|book|ring|call|phone|register",
    Joining.REFERRAL: r"referral|referred",
    Joining.MEMBERSHIP: r"members?(?:hip)?\b",
}
_ACCESS = {
    Access.STEP_FREE: r"step[- ]?free|level access|wheelchair|\bramp(?:ed|s)?\b",
    Access.TOILET: r"(?:accessible|disabled|adapted) (?:toilet|wc|loo)",
    Access.PARKING: r"(?:accessible|disabled|blue[- ]badge)[\w ]{0,12} (?:parking|bays?|spaces?)|blue badge",
    Access.LIFT: r"\blifts?\b",
    Access.HEARING_LOOP: r"(?:hearing|induction)[- ]loop|loop system",
    Access.SIGNED: r"\bbsl\b|sign(?:ed)?[- ]language|\bsigned\b",
    Access.QUIET: r"quiet (?:space|room|area|hour)|sensory room|low[- ]sensory",
    Access.CHANGING_PLACE: r"changing places?",
}
_NOT = r"\b(?:no|not|without|isn’t|isn't|lacks?|never)\b(?:\s+[\w’']+){0,2}\s+(?:%s)"


def _table(words: dict) -> dict:
    return {one: (re.compile(pattern), re.compile(_NOT % pattern)) for one, pattern in words.items()}


ATTENDANCE, JOINED, ACCESS = _table(_ATTENDANCE), _table(_JOINING), _table(_ACCESS)


def said(texts: Iterable[str | None], table: dict) -> set:
    """Which of the table's words these texts say; one that a text denies ("no lift") that text does not say."""
    found = set()
    for text in filter(None, texts):
        plain = text.lower()
        found |= {one for one, (yes, no) in table.items() if yes.search(plain) and not no.search(plain)}
    return found
