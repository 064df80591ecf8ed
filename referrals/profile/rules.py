"""What the facts of a profile must be, alone and together: rules that the forms explain and the operation holds."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from referrals.profile import areas
from referrals.profile.facts import MOST_PRE_CHECKS
from referrals.profile.words import Taking

Problem = tuple[str, str]
OLDEST = 120
LONGEST_CLOCK = 60
MOST_PLACES = 500
MOST_NUMBERS = 8
LONGEST_WORDS = 500
CLOCKS = ("first_contact_days", "urgent_contact_days", "answer_days", "keep_in_touch_days", "draft_days")
# A short code such as 111 or a whole number, as it is read out.
NUMBER = re.compile(r"\+?[0-9][0-9 ]{1,19}")


def problems(facts: Mapping, *, today: dt.date) -> Iterator[Problem]:
    """Each fact that cannot stand, as its name and the words for it; `facts` is the whole profile to be."""
    yield from _ages(facts)
    yield from _clocks(facts)
    yield from _room(facts, today)
    yield from _lists(facts)


def _ages(facts) -> Iterator[Problem]:
    youngest, oldest = facts["minimum_age"], facts["maximum_age"]
    if not 0 <= youngest <= OLDEST:
        yield "minimum_age", f"The youngest age must be between 0 and {OLDEST}"
    if oldest is not None and not youngest <= oldest <= OLDEST:
        yield "maximum_age", f"The oldest age must be between the youngest age and {OLDEST}"


def _clocks(facts) -> Iterator[Problem]:
    for name in CLOCKS:
        if not 1 <= facts[name] <= LONGEST_CLOCK:
            yield name, f"Enter a number of days from 1 to {LONGEST_CLOCK}"
    if facts["urgent_contact_days"] > facts["first_contact_days"]:
        yield "urgent_contact_days", "What should be soon must not wait longer than the rest"


def _room(facts, today: dt.date) -> Iterator[Problem]:
    places, until = facts["weekly_places"], facts["paused_until"]
    if places is not None and not 1 <= places <= MOST_PLACES:
        yield "weekly_places", f"Enter a number from 1 to {MOST_PLACES}, or leave it empty"
    if facts["state"] is not Taking.TAKING and not facts["state_words"]:
        yield "state_words", "Say why in a few words: referrers read it"
    if until and facts["state"] is not Taking.TAKING and until <= today:
        yield "paused_until", "The date must be in the future"


def _lists(facts) -> Iterator[Problem]:
    if not all(map(areas.is_code, facts["areas"])):
        yield "areas", "Enter codes like PO1, or PO for all of it"
    if len(facts["pre_checks"]) > MOST_PRE_CHECKS:
        yield (
            "question",
            f"A service can ask at most {MOST_PRE_CHECKS} questions first. Take one away before you add another",
        )
    if len({check.key for check in facts["pre_checks"]}) < len(facts["pre_checks"]):
        yield "question", "You ask this already"
    if len(facts["urgent_numbers"]) > MOST_NUMBERS:
        yield "urgent_numbers", f"Enter at most {MOST_NUMBERS} numbers"
    for number in facts["urgent_numbers"]:
        if not number.label or not NUMBER.fullmatch(number.number):
            yield "urgent_numbers", "Enter what each number is for and the number itself, like 111 or 023 9200 0000"
