"""The lives, told through the operations that everyone uses: each step by whoever would take it, on its day."""

import datetime as dt
from collections.abc import Mapping

from accounts.actors import Actor
from core import clock
from core.working_days import add_working_days
from demonstration.calendar import at_work
from demonstration.content import read
from demonstration.lives import Life
from directory.listings.models import Service
from referrals.caseload import operations as caseload
from referrals.concerns import operations as concerns
from referrals.concerns import queries as worries
from referrals.concerns.words import ConcernKind, ConcernOutcome
from referrals.connections import operations as connections
from referrals.connections.models import Connection
from referrals.intake import operations as intake
from referrals.intake.models import Referral
from referrals.intake.promises import operations as promises
from referrals.intake.safeguarding.words import Concern
from referrals.letters import ways
from referrals.words import (
    AskedFor,
    Attendance,
    Closure,
    ConnectionState,
    DidNotStart,
    GivenBy,
    GivenHow,
    Method,
    NotAccepted,
    Priority,
    Reason,
    RiskKind,
    Shared,
)

LEAD = "keane"
CONCERN_KNOWN = "The practice’s own safeguarding lead has told the council’s team."
CONCERN_SETTLED = (
    "The team has it, and rang back: nothing is left for us but to keep to the safe ways of making contact."
)
# Whoever has not enough to eat or to heat with is spoken with sooner, and is told when.
SOON = frozenset({Reason.FOOD_OR_FUEL})


class Telling:
    """One life as it is told: who takes part, and the referral and connections that came of it so far."""

    def __init__(self, life: Life, staff: Mapping[str, Mapping[str, Actor]], listings: Mapping[str, Service]) -> None:
        self.life, self.staff, self.listings = life, staff, listings
        self.referrer = staff[life.by][life.at]
        (self.lead,) = staff[LEAD].values()
        self.worker = self.lead
        self.referral: Referral | None = None
        self.connections: dict[str, Connection] = {}
        self.told_until: dt.datetime | None = None

    def begin(self) -> None:
        """The referral is made."""
        life, self.told_until = self.life, clock.now()
        self.referral = intake.make_referral(
            self.referrer,
            service_id=self.lead.organisation_id,
            reasons=[Reason(reason) for reason in life.reasons],
            main_reason=Reason(life.reasons[0]),
            need=life.need,
            priority=Priority.URGENT if SOON & set(life.reasons) else Priority.ROUTINE,
            risks=list(dict.fromkeys(RiskKind(kind) for kind, _ in life.risks)),
            risk_details="; ".join(comment for _, comment in life.risks if comment) or None,
            given_by=GivenBy.PERSON,
            given_by_name=life.given_by_name,
            given_how=GivenHow.SPOKEN,
            given_on=clock.today(),
            **_safeguarding(life.risks),
            **_practice(life.at),
            **life.person,
        )
        if self.referral.is_urgent:
            way = ways.open_to(self.referral.person)[0]
            promises.tell_person(self.referrer, self.referral, way=way)

    def take(self, step: dict) -> None:
        """The next step of the life."""
        TOLD[step["do"]](self, step)
        self.told_until = clock.now()

    def _service_step(self, step: dict) -> None:
        intake.take_step(self.lead, self.referral, step["do"], words=step.get("words", ""))

    def _ask(self, step: dict) -> None:
        reason = AskedFor(step.get("reason", AskedFor.DETAILS))
        intake.take_step(self.lead, self.referral, "ask", reason=reason, words=step["words"])

    def _worker_step(self, step: dict) -> None:
        intake.take_step(self.worker, self.referral, step["do"], words=step.get("words", ""))

    def _referrer_step(self, step: dict) -> None:
        intake.take_step(self.referrer, self.referral, step["do"], words=step["words"])

    def _settle_concerns(self) -> None:
        """What a lead has to do before anything is closed or declined."""
        for concern in worries.about(self.lead, self.referral):
            concerns.describe(self.lead, concern, kind=ConcernKind.ADULT, words=CONCERN_KNOWN)
            end = {"outcomes": [ConcernOutcome.COUNCIL], "words": CONCERN_SETTLED, "version": concern.version}
            concerns.settle(self.lead, concern, **end)

    def _decline(self, step: dict) -> None:
        self._settle_concerns()
        reason = NotAccepted(step["reason"])
        intake.take_step(self.lead, self.referral, "decline", reason=reason, words=step["words"])

    def _allocate(self, step: dict) -> None:
        (self.worker,) = self.staff[step["to"]].values()
        intake.take_step(self.lead, self.referral, "allocate", link_worker_id=self.worker.id)

    def _close(self, step: dict) -> None:
        self._settle_concerns()
        intake.take_step(
            self.worker,
            self.referral,
            "close",
            reason=Closure(step["reason"]),
            outcome=step["words"],
            actions_for_referrer=step["actions"],
        )

    def _attempt(self, step: dict) -> None:
        self._record(step, Attendance.NOT_REACHED)

    def _talk(self, step: dict) -> None:
        self._record(
            step,
            Attendance.ATTENDED,
            minutes=step["minutes"],
            what_matters=step.get("matters"),
            who_was_there=step.get("present"),
            next_step=step.get("next_step"),
            next_step_on=_promised(step.get("next_in")),
        )

    def _record(self, step: dict, attendance: Attendance, **facts) -> None:
        began = clock.now() - dt.timedelta(minutes=step.get("minutes", 0))
        caseload.record(
            self.worker,
            self.referral,
            happened_at=max(began, self.told_until + dt.timedelta(minutes=1)),
            method=Method(step["how"]),
            attendance=attendance,
            notes=step["notes"],
            **facts,
        )

    def _introduce(self, step: dict) -> None:
        self.connections[step["listing"]] = connections.introduce(
            self.worker,
            self.referral,
            self.listings[step["listing"]],
            items=[Shared(item) for item in step["share"]],
            given_by=GivenBy.PERSON,
            given_how=GivenHow.SPOKEN,
            given_on=clock.today(),
            note=step["words"],
        )

    def _signpost(self, step: dict) -> None:
        self.connections[step["listing"]] = connections.signpost(
            self.worker, self.referral, self.listings[step["listing"]], note=step["words"]
        )

    def _news(self, step: dict) -> None:
        connection = self.connections[step["listing"]]
        connections.follow_up(
            self.worker,
            connection,
            state=ConnectionState(step["what"]),
            did_not_start=DidNotStart(step["reason"]) if step.get("reason") else None,
            happened_on=clock.today(),
            version=connection.version,
            words=step["words"],
        )


TOLD = {
    "accept": Telling._service_step,
    "ask": Telling._ask,
    "decline": Telling._decline,
    "allocate": Telling._allocate,
    "answer": Telling._referrer_step,
    "withdraw": Telling._referrer_step,
    "void": Telling._referrer_step,
    "attempt": Telling._attempt,
    "talk": Telling._talk,
    "introduce": Telling._introduce,
    "signpost": Telling._signpost,
    "news": Telling._news,
    "hold": Telling._worker_step,
    "resume": Telling._worker_step,
    "close": Telling._close,
}


def _promised(days: int | None) -> dt.date | None:
    """The working day on which the next step is promised, `days` from now or a little later."""
    if days is None:
        return None
    return add_working_days(at_work(clock.today() + dt.timedelta(days=days)), 1)


def _safeguarding(risks: list) -> dict:
    """Whoever may be harmed by somebody else is a concern; of the others none was known."""
    told = [comment for kind, comment in risks if kind == RiskKind.FROM_OTHERS]
    if not told:
        return {"safeguarding": Concern.NO}
    return {"safeguarding": Concern.YES, "safeguarding_details": told[0] or "Told to the council’s team"}


def _practice(key: str) -> dict:
    """The practice that refers is the one where the person is registered."""
    practice = next(one for one in read("house")["organisations"] if one["key"] == key)
    return {"gp_practice_name": practice["name"], "gp_practice_code": practice["ods_code"]}
