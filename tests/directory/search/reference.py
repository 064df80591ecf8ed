"""A slow search of our own, which reads every listing's document and knows no index, no snapshot and no SQL."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from geopy.distance import geodesic

from directory.listings.trust import Band
from directory.listings.ways import Access, Attendance, Joining
from directory.search.query import COSTS, WEEKDAYS, PartOfDay, SearchQuery

ATTENDING = {Attendance.ONLINE: "Online", Attendance.TELEPHONE: "Phone", Attendance.AT_HOME: "Home visit"}
JOINING = {Joining.DROP_IN: "Drop-in", Joining.RING_FIRST: "Appointment", Joining.REFERRAL: "Referral"}
ACCESS = {Access.STEP_FREE: "Step-free entrance", Access.HEARING_LOOP: "Hearing loop", Access.LIFT: "Lift"}
DISTRICTS = {"Portsmouth": "E06000044", "Havant": "E07000090", "Fareham": "E07000087"}
REMOTE = {Attendance.ONLINE.value, Attendance.TELEPHONE.value, Attendance.AT_HOME.value}


@dataclass
class Group:
    """One listing as plainly as it can be said; `sessions` are (weekday, opens, closes) with hours as numbers.

    `listed` and `confirmed` are so many days ago; `room` is (code, days for which it holds yet), `pause` the days until
    it is over.
    """

    name: str
    words: set
    tags: dict
    spots: list
    ages: tuple
    price: float | None
    ways: set
    joining: set
    access: set
    languages: set
    areas: set
    sessions: list
    listed: int
    confirmed: int | None
    reports: int
    room: tuple | None
    pause: int | None

    @property
    def band(self) -> str:
        """How far it can be trusted."""
        silent = self.listed if self.confirmed is None else self.confirmed
        if silent > 365:
            return "hidden"
        if self.reports:
            return "reported"
        return "unconfirmed" if self.confirmed is None or silent > 183 else "confirmed"

    @property
    def answer(self) -> str:
        """Whether there is room, as far as anybody knows today."""
        return self.room[0] if self.room and self.room[1] >= 0 else "not-known"

    def document(self) -> dict:
        """What an editor would type of it."""
        attributes = [{"taxonomy_term": {"name": name}} for name in self.tags]
        attributes += [_term("How to take part", ATTENDING[way]) for way in sorted(self.ways) if way in ATTENDING]
        attributes += [_term("How to join", JOINING[way]) for way in sorted(self.joining)]
        access = [{"description": ACCESS[one]} for one in sorted(self.access)]
        places = [
            {"latitude": spot.latitude, "longitude": spot.longitude, "accessibility": access} for spot in self.spots
        ]
        given = {
            "name": self.name,
            "description": " ".join(sorted(self.words)),
            "organization": {"name": "Everyone"},
            "attributes": attributes,
            "service_at_locations": [{"location": place} for place in places],
            "minimum_age": self.ages[0],
            "maximum_age": self.ages[1],
            "languages": [{"name": name} for name in sorted(self.languages)],
            "service_areas": [{"name": name} for name in sorted(self.areas)],
            "cost_options": [] if self.price is None else [{"amount": self.price}],
            "schedules": [
                {"freq": "WEEKLY", "byday": day, "opens_at": f"{opens:02}:00", "closes_at": f"{closes:02}:00"}
                for day, opens, closes in self.sessions
            ],
        }
        return {name: value for name, value in given.items() if value not in (None, [])}


def _term(taxonomy: str, name: str) -> dict:
    return {"taxonomy_term": {"name": name, "taxonomy": taxonomy}}


class Reference:
    """Answers like directory/search over `groups`; `now` is the local moment at which it is asked."""

    def __init__(self, groups: list[Group], tag_ids: dict, now: dt.datetime) -> None:
        self.groups, self.tag_ids, self.now = groups, tag_ids, now
        self._miles = {}

    def answer(self, query: SearchQuery, without: str = "") -> dict[str, float | None]:
        """The names of the groups that answer, but for the question `without`, each with its miles."""
        return {group.name: self.miles(group, query) for group in self.groups if self.fits(group, query, without)}

    def band(self, name: str) -> Band:
        return next(Band(group.band) for group in self.groups if group.name == name)

    def fits(self, group: Group, query: SearchQuery, without: str = "") -> bool:
        asked = (name for name in CHECKS if name != without)
        return all(CHECKS[name](self, group, query) for name in asked)

    def miles(self, group: Group, query: SearchQuery) -> float | None:
        if not query.point:
            return None
        if (group.name, query.point) not in self._miles:
            away = (geodesic(query.point, spot).miles for spot in group.spots)
            self._miles[group.name, query.point] = min(away, default=None)
        return self._miles[group.name, query.point]

    def words(self, group: Group, query: SearchQuery) -> bool:
        return set(query.terms) <= group.words

    def where(self, group: Group, query: SearchQuery) -> bool:
        if not query.point:
            return True
        served = {DISTRICTS[name] for name in group.areas}
        if query.districts and served and not served & query.districts:
            return False
        if not query.within_miles:
            return True
        away = self.miles(group, query)
        near = away is not None and away <= query.within_miles
        return near or bool(served & query.districts) or bool(group.ways & set(query.attendance) & REMOTE)

    def topics(self, group: Group, query: SearchQuery) -> bool:
        return set(query.tags) <= {self.tag_ids[name] for name in group.tags}

    def age(self, group: Group, query: SearchQuery) -> bool:
        low, high = group.ages
        return query.age is None or ((low or 0) <= query.age and (high is None or query.age <= high))

    def cost(self, group: Group, query: SearchQuery) -> bool:
        return query.cost is None or (group.price is not None and group.price <= query.cost)

    def attendance(self, group: Group, query: SearchQuery) -> bool:
        return not query.attendance or bool(group.ways & set(query.attendance))

    def how_to_join(self, group: Group, query: SearchQuery) -> bool:
        return not query.joining or bool(group.joining & set(query.joining))

    def access(self, group: Group, query: SearchQuery) -> bool:
        return set(query.access) <= group.access

    def language(self, group: Group, query: SearchQuery) -> bool:
        return not query.language or bool(group.languages & set(query.language))

    def when(self, group: Group, query: SearchQuery) -> bool:
        if not query.day and not query.time:
            return True
        return any(self.session_fits(one, query) for one in group.sessions)

    @staticmethod
    def session_fits(session: tuple, query: SearchQuery) -> bool:
        day, opens, closes = session
        minutes = [PartOfDay(part).minutes for part in query.time] or [(0, 24 * 60)]
        in_time = any(opens * 60 < ends and closes * 60 > begins for begins, ends in minutes)
        return in_time and (not query.day or day in query.day)

    def on_now(self, group: Group, query: SearchQuery) -> bool:
        today = list(WEEKDAYS)[self.now.weekday()]
        hour = self.now.hour + self.now.minute / 60
        return not query.now or any(day == today and opens <= hour < closes for day, opens, closes in group.sessions)

    def room(self, group: Group, query: SearchQuery) -> bool:
        return not query.room or group.answer in query.room

    def trust(self, group: Group, query: SearchQuery) -> bool:
        return not query.trust or group.band in query.trust

    def introductions(self, group: Group, query: SearchQuery) -> bool:
        full, paused = group.answer == "no-capacity", group.pause is not None and group.pause > 0
        return not query.introductions or not (full or paused or group.band == "hidden")

    def placeless(self, query: SearchQuery) -> int:
        if not (query.point and query.within_miles):
            return 0
        nearby = self.answer(query)
        anywhere = (group for group in self.groups if self.fits(group, query, "where"))
        return sum(not group.spots and group.name not in nearby and self.serves(group, query) for group in anywhere)

    @staticmethod
    def serves(group: Group, query: SearchQuery) -> bool:
        served = {DISTRICTS[name] for name in group.areas}
        return not query.districts or not served or bool(served & query.districts)

    def counts(self, query: SearchQuery) -> dict[str, Counter]:
        """How many groups each choice would leave, by the name of its question and its value."""

        def left(without: str) -> list[Group]:
            return [group for group in self.groups if self.fits(group, query, without)]

        found = {
            "tag": Counter(str(self.tag_ids[tag]) for group in left("") for tag in group.tags),
            "attendance": Counter(str(way.value) for group in left("attendance") for way in group.ways),
            "joining": Counter(str(way.value) for group in left("how_to_join") for way in group.joining),
            "access": Counter(str(one.value) for group in left("") for one in group.access),
            "language": Counter(one for group in left("language") for one in group.languages),
            "room": Counter(group.answer for group in left("room")),
            "trust": Counter(group.band for group in left("trust")),
            "cost": Counter(
                str(most) for group in left("cost") for most in COSTS if group.price is not None and group.price <= most
            ),
        }
        when = left("when")
        found["day"] = Counter(day for group in when for day in WEEKDAYS if self.any_session(group, [day], query.time))
        found["time"] = Counter(
            part.value for group in when for part in PartOfDay if self.any_session(group, query.day, [part])
        )
        return found

    def any_session(self, group: Group, days, parts) -> bool:
        asked = SearchQuery(day=tuple(days), time=tuple(parts))
        return any(self.session_fits(one, asked) for one in group.sessions)


CHECKS = {
    name: getattr(Reference, name)
    for name in (
        *("words", "where", "topics", "age", "cost", "attendance", "how_to_join", "access", "language", "when"),
        *("room", "trust", "introductions", "on_now"),
    )
}
