"""The profile as its lead reads it: one part for each subject, with what is set."""

import uuid
from collections.abc import Callable, Mapping
from typing import NamedTuple

from core.templating import day
from referrals.profile.facts import Profile
from referrals.profile.lines import ALTERNATIVES

Row = tuple[str, str]
Names = Mapping[uuid.UUID, str]


class Part(NamedTuple):
    """One subject: its place in addresses, its heading, and its rows of what is set."""

    key: str
    heading: str
    rows: Callable[[Profile, Names], list[Row]]


def _people(profile: Profile, _names: Names) -> list[Row]:
    youngest = str(profile.minimum_age or "Any age")
    ages = youngest if profile.maximum_age is None else f"{profile.minimum_age} to {profile.maximum_age}"
    taken = "; ".join(reason.words for reason in profile.reasons_not_taken) or "None"
    return [
        ("Ages", ages if profile.maximum_age or not profile.minimum_age else f"{ages} and over"),
        ("Not for", taken),
    ]


def _area(profile: Profile, names: Names) -> list[Row]:
    served = "; ".join(sorted(names[one] for one in profile.practices if one in names))
    return [("GP practices", served or "All"), ("Postcodes", ", ".join(profile.areas) or "All")]


def _clocks(profile: Profile, _names: Names) -> list[Row]:
    return [
        ("First contact", _working(profile.first_contact_days)),
        ("Where it should be soon", _working(profile.urgent_contact_days)),
        ("Answer to the referrer", _working(profile.answer_days)),
        ("Word to somebody who waits", f"Every {_working(profile.keep_in_touch_days)}"),
        ("Drafts are kept", f"{profile.draft_days} days"),
    ]


def _room(profile: Profile, _names: Names) -> list[Row]:
    until = f" until {day(profile.paused_until)}" if profile.paused_until else ""
    words = f": {profile.state_words}" if profile.state_words else ""
    return [
        ("Now", f"{profile.state.words}{until}{words}"),
        ("A week", f"{profile.weekly_places} places" if profile.weekly_places else "No limit"),
    ]


def _numbers(profile: Profile, _names: Names) -> list[Row]:
    return [(one.label, f"{one.number} {one.words}".strip()) for one in profile.urgent_numbers]


def _public(profile: Profile, _names: Names) -> list[Row]:
    return [("Public form", "On" if profile.public_form else "Off")]


def _words(profile: Profile, _names: Names) -> list[Row]:
    return [(ground.words, profile.alternatives.get(ground) or said) for ground, said in ALTERNATIVES.items()]


def _working(days: int) -> str:
    return f"{days} working day{'s' if days > 1 else ''}"


PARTS = {
    part.key: part
    for part in (
        Part("people", "Whom you take", _people),
        Part("area", "From where", _area),
        Part("room", "Room for more", _room),
        Part("clocks", "How soon", _clocks),
        Part("words", "Where else people can go", _words),
        Part("numbers", "Local numbers for what is urgent", _numbers),
        Part("public", "People who ask for themselves", _public),
    )
}
