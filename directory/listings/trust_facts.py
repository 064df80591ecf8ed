"""What is known about a listing beside what it says: gathered from its row, kept with its entry as JSON."""

import datetime as dt
from enum import StrEnum
from typing import Any, NamedTuple

from core.clock import LONDON
from core.templating import day
from directory.listings.room import Room, in_words, standing


class Source(StrEnum):
    """Who answers for what a listing says."""

    GROUP = "group"
    EDITOR = "editor"
    FEED = "feed"


class Outcomes(NamedTuple):
    """What became of the people who were introduced in the last year: how many, and how many of them went."""

    introduced: int
    started: int


class Facts(NamedTuple):
    """What is known about a listing. Days are those of England; room, pause and limit as in models.ListingStanding.

    `listed_on` is when it came into the directory. `confirmed_by` is empty where only its source said that it is
    right; `source_name` is what the feed is called. `outcomes` is None until introductions have some. `ended` is a
    group that is closed for good: it has room for nobody, whatever it said before.
    """

    listed_on: dt.date
    confirmed_on: dt.date | None = None
    confirmed_by: str = ""
    source: Source = Source.EDITOR
    source_name: str = ""
    open_reports: int = 0
    room: Room | None = None
    wait_weeks: int | None = None
    room_until: dt.date | None = None
    room_said_on: dt.date | None = None
    paused_until: dt.date | None = None
    weekly_limit: int | None = None
    outcomes: Outcomes | None = None
    ended: bool = False

    def room_on(self, today: dt.date) -> Room | None:
        """What the group says of its room, if that still holds; nothing where it has ended."""
        return None if self.ended else standing(self.room, self.room_until, today)

    def room_told(self, today: dt.date) -> str:
        """The same in words, with its date: "Places now, good until 3 December 2026"; empty where nobody knows."""
        if (room := self.room_on(today)) is None:
            return ""
        return f"{in_words(room, self.wait_weeks)}, good until {day(self.room_until)}"

    def paused_on(self, today: dt.date) -> bool:
        """Whether the group takes no introductions on that day; on the day of return it takes them again."""
        return self.paused_until is not None and today < self.paused_until

    def age_on(self, today: dt.date) -> int:
        """For how many days nobody has said that it is right: since it was confirmed, or else since it was listed."""
        return (today - (self.confirmed_on or self.listed_on)).days


def of(service, today: dt.date) -> Facts:
    """The facts of this row of a listing."""
    said = service.standing
    own, confirmed = _day(service.confirmed_at), confirmed_on(service.confirmed_at, service.assured_date, today)
    return Facts(
        listed_on=_day(service.created_at) or today,
        confirmed_on=confirmed,
        confirmed_by=(service.confirmed_by_name or "") if own and own == confirmed else "",
        source=_source(service),
        source_name=service.source or "",
        ended=service.status.over,
        **_standing(said) if said else {},
    )


def confirmed_on(confirmed_at: dt.datetime | None, assured_date: dt.date | None, today: dt.date) -> dt.date | None:
    """When somebody last said that it is right, here or at its source; a day that is yet to come is a mistake there."""
    at_its_source = assured_date if assured_date and assured_date <= today else None
    days = filter(None, (_day(confirmed_at), at_its_source))
    return max(days, default=None)


def _source(service) -> Source:
    if service.source:
        return Source.FEED
    return Source.GROUP if service.organization and service.organization.keeper_id else Source.EDITOR


def _standing(said) -> dict:
    same = ("open_reports", "room", "wait_weeks", "room_until", "paused_until", "weekly_limit")
    return {name: getattr(said, name) for name in same} | {"room_said_on": _day(said.room_said_at)}


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment and moment.astimezone(LONDON).date()


def written(facts: Facts) -> dict[str, Any]:
    """The facts as JSON holds them: what is not known is left out."""
    usual = Facts._field_defaults
    kept = {name: value for name, value in facts._asdict().items() if name not in usual or value != usual[name]}
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in kept.items()}


def read(kept: dict[str, Any]) -> Facts:
    """The facts that `written` wrote."""
    return Facts(**{name: READ[name](value) if name in READ else value for name, value in kept.items()})


DAYS = ("listed_on", "confirmed_on", "room_until", "room_said_on", "paused_until")
READ = {"room": Room, "source": Source, "outcomes": lambda pair: Outcomes(*pair)}
READ |= dict.fromkeys(DAYS, dt.date.fromisoformat)
