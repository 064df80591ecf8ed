"""Which services are open to somebody, said while little has been asked and held when the referral is sent."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Organisation
from core import clock
from core.identifiers.date_of_birth import age_on
from core.refusals import Refused
from referrals.intake import queries
from referrals.intake.models import Referral
from referrals.people.reading import read
from referrals.profile import eligibility
from referrals.profile import queries as profiles
from referrals.profile.eligibility import Asked, Eligibility
from referrals.profile.facts import PreCheck, Profile, UrgentNumber
from referrals.profile.words import Ground
from referrals.words import Reason

Problem = tuple[str, str]
# Which answer each ground is about.
FIELDS = {
    Ground.TOO_YOUNG: "date_of_birth",
    Ground.TOO_OLD: "date_of_birth",
    Ground.OUT_OF_AREA: "postcode",
    Ground.REASON: "reasons",
    Ground.PRE_CHECK: "pre_checks",
}


@dataclass(frozen=True)
class Door:
    """One service as a referrer of `practice_id` finds it today.

    `places_taken` is what it has got this week, where it counts that; `served` are the practices that it serves by
    their ODS codes, where it serves only some.
    """

    service: Organisation
    profile: Profile
    practice_id: uuid.UUID | None
    today: dt.date
    places_taken: int = 0
    served: Mapping[str, uuid.UUID] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """How the service stands before anything is known of the person."""
        return eligibility.state_line(self.profile, today=self.today, places_taken=self.places_taken)

    def asked(self, said: Mapping[str, Any]) -> Asked:
        """What the service's rules want to know, of the answers so far; a message brings them as they were written."""
        born = read(said, "date_of_birth")
        return Asked(
            self.today,
            age=age_on(born, self.today) if born else None,
            practice_id=self._practice_of(said),
            postcode=read(said, "postcode"),
            reasons=tuple(said.get("reasons") or ()),
            urgent=said.get("priority") == "urgent",
            places_taken=self.places_taken,
            pre_checks=said.get("pre_checks") or {},
        )

    def _practice_of(self, said: Mapping[str, Any]) -> uuid.UUID | None:
        """Where the person is registered, if the service serves that practice; otherwise the one that refers them."""
        registered = self.served.get(read(said, "gp_practice_code"))
        return registered if registered in self.profile.practices else self.practice_id

    def answer(self, said: Mapping[str, Any]) -> Eligibility:
        """Whether it is open to the person, as far as is known."""
        return eligibility.answer(self.profile, self.asked(said))

    def told(self, said: Mapping[str, Any]) -> list[Eligibility]:
        """What speaks against it, and lets the referrer go on all the same."""
        return [one for one in eligibility.against(self.profile, self.asked(said)) if not one.stops]

    def stopping(self, said: Mapping[str, Any]) -> list[PreCheck]:
        """The questions whose no, as it was given, ends the referral."""
        return [one for one in self.profile.pre_checks if one.stops and said["pre_checks"].get(one.key) is False]

    def problems(self, said: Mapping[str, Any]) -> Iterator[Problem]:
        """Each answer for which the service said never, as its field's name and the words for it."""
        for one in eligibility.against(self.profile, self.asked(said)):
            if one.stops:
                yield self._field(one.ground), one.words

    def _field(self, ground: Ground) -> str:
        """The answer that a ground is about; where only practices decide on the area, it is the practice."""
        by_practice = ground is Ground.OUT_OF_AREA and not self.profile.areas
        return "gp_practice_name" if by_practice else FIELDS[ground]


class Doors:
    """The doors of all services to which somebody may refer; `chosen` is the only one, or the one that was chosen."""

    def __init__(self, doors: list[Door]) -> None:
        self.all = doors
        self.services = [door.service for door in doors]

    def chosen(self, service_id: uuid.UUID | None) -> Door | None:
        """The door of this service, or the only one there is."""
        if len(self.all) == 1:
            return self.all[0]
        return next((door for door in self.all if door.service.id == service_id), None)

    def pre_checks(self) -> list[PreCheck]:
        """Every question that some service asks first."""
        return [check for door in self.all for check in door.profile.pre_checks]

    def problems(self, said: Mapping[str, Any]) -> Iterator[Problem]:
        """What keeps the person out of the chosen service; of several, another can be chosen instead."""
        if door := self.chosen(said.get("service_id")):
            for name, words in door.problems(said):
                yield name if len(self.all) == 1 else "service_id", words

    def unanswered(self, said: Mapping[str, Any]) -> list[PreCheck]:
        """The chosen service's questions without an answer yet."""
        door = self.chosen(said.get("service_id"))
        return [one for one in door.profile.pre_checks if one.key not in said["pre_checks"]] if door else []

    def urgent_numbers(self, said: Mapping[str, Any]) -> tuple[UrgentNumber, ...]:
        """The local numbers for what is urgent: of the chosen service, else of one that serves this practice."""
        near = (door for door in self.all if door.practice_id in door.profile.practices)
        door = self.chosen(said.get("service_id")) or next(near, None)
        return door.profile.urgent_numbers if door else ()


def open_to(actor) -> Doors:
    """The doors of every service that this actor may refer to, by name."""
    services = queries.services_open_to(actor)
    return Doors(_doors(services, actor.organisation_id))


def only(service: Organisation) -> Doors:
    """The door of one service, for its own link worker who takes in what somebody without an account asked for."""
    return Doors(_doors([service], None))


def to(service: Organisation, practice_id: uuid.UUID | None) -> Door:
    """The door of one service, as a referrer of this practice finds it."""
    (door,) = _doors([service], practice_id)
    return door


def refuse_outsider(service: Organisation, practice_id: uuid.UUID | None, said: Mapping[str, Any]) -> Door:
    """The door of `service`; raises Refused, beside the answer, for somebody of whom the service said never."""
    door = to(service, practice_id)
    for name, words in door.problems(said):
        raise Refused(words, field=name)
    return door


def of_referral(referral: Referral) -> Door:
    """The door through which this referral came, as it stands today."""
    return to(referral.service, referral.practice_id)


def elsewhere(services: list[Organisation], referral: Referral) -> dict[uuid.UUID, Eligibility]:
    """Whether each of these services takes the person of a referral, as a clinician who refers them would read it."""
    said = said_in(referral)
    return {door.service.id: door.answer(said) for door in _doors(services, referral.practice_id)}


def said_in(referral: Referral) -> dict[str, Any]:
    """What the service's rules want to know, of a referral that was made."""
    return {
        "date_of_birth": referral.person.date_of_birth,
        "postcode": referral.person.postcode,
        "reasons": [Reason(code) for code in referral.reasons],
        "priority": referral.priority,
        "pre_checks": {one.key: one.answer for one in referral.pre_checks},
    }


def _doors(services: list[Organisation], practice_id: uuid.UUID | None) -> list[Door]:
    found = profiles.profiles_of([service.id for service in services])
    counting = [one.service_id for one in found.values() if one.weekly_places is not None]
    taken = queries.arrived_since(counting, _monday()) if counting else {}
    served = profiles.codes_of(frozenset().union(*(one.practices for one in found.values())))
    today = clock.today()
    return [Door(one, found[one.id], practice_id, today, taken.get(one.id, 0), served) for one in services]


def _monday() -> dt.datetime:
    """The beginning of this week in England."""
    today = clock.today()
    monday = today - dt.timedelta(days=today.weekday())
    return dt.datetime.combine(monday, dt.time(), clock.LONDON)
