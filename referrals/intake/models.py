"""The referral, what was said of risks, what the person agreed to, and every step of its life."""

import datetime as dt
import uuid

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation, User
from core import clock
from core.db import AppendOnly, Base, Moment, Versioned, word
from core.working_days import working_days_between
from referrals import sources, timeline
from referrals.intake import clocks
from referrals.people.models import Person
from referrals.profile.models import PreCheckAnswer
from referrals.words import (
    Closure,
    GivenBy,
    GivenHow,
    InterpreterUsed,
    NotAccepted,
    Priority,
    Reason,
    RiskKind,
    Shared,
    Source,
    UrgentSign,
)
from referrals.workflow import OPEN, STEPS, Status


class Referral(Versioned, Base):
    """A request that a service's link worker talk with a person. Moments are aware; days are days in England.

    `need` is the referrer's view of what is needed, `own_words` the person's, and `reason_for_social_prescribing` why
    this is the right service for it (PRSB v1.1 keeps the three apart). `urgent_signs` are those that the referrer was
    stopped for and, told where such things go, sent the referral beside.
    Who refers is kept as it was said then; only a clinician has an account as well, with a practice.
    `referrer_contact` is an address or number that is the referrer's own for certain.
    `promised_on` is the last day that was named for first contact, `first_contact_on` the day of the first conversation
    that took place. `due_on` is the day by which the queue wants something done; None where it is not in the queue.
    """

    __tablename__ = "referral"
    # The queue in its order; who waits before whom; a referrer's own, and their practice's, latest first; the service
    # to which a practice referred last; the pace.
    __table_args__ = (
        CheckConstraint(
            "source <> 'clinician' OR (referrer_id IS NOT NULL AND practice_id IS NOT NULL)",
            name="account_of_clinician",
        ),
        Index(None, "service_id", "due_on", "submitted_at", "id"),
        Index("ix_referral_waiting", "service_id", "status", "first_contact_on", "priority", "submitted_at", "id"),
        Index(None, "practice_id", "referrer_id", "status", "status_changed_at"),
        Index(None, "practice_id", "status", "status_changed_at"),
        Index(None, "practice_id", "submitted_at"),
        Index(None, "practice_id", "referrer_id", "submitted_at"),
        Index(None, "service_id", "first_contact_on", "priority"),
    )

    reference: Mapped[str] = mapped_column(String(12), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    source: Mapped[Source] = mapped_column(word(Source, "source"))
    referrer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    practice_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    referrer_name: Mapped[str] = mapped_column(String(150))
    referrer_role: Mapped[str | None] = mapped_column(String(100))
    referrer_organisation: Mapped[str | None] = mapped_column(String(150))
    referrer_contact: Mapped[str | None] = mapped_column(String(320))
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    link_worker_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"), index=True)

    main_reason: Mapped[Reason] = mapped_column(word(Reason, "main_reason"))
    reasons: Mapped[list[str]] = mapped_column(JSON)
    need: Mapped[str] = mapped_column(Text)
    own_words: Mapped[str | None] = mapped_column(Text)
    reason_for_social_prescribing: Mapped[str | None] = mapped_column(Text)
    urgent_signs: Mapped[list[str]] = mapped_column(JSON, default=list)
    urgency_checked_at: Mapped[Moment]
    tell_gp: Mapped[bool] = mapped_column(Boolean(name="tell_gp"), default=True)
    tell_gp_reason: Mapped[str | None] = mapped_column(Text)

    status: Mapped[Status] = mapped_column(word(Status, "status"), index=True)
    status_changed_at: Mapped[Moment]
    submitted_at: Mapped[Moment] = mapped_column(index=True)
    priority: Mapped[Priority] = mapped_column(word(Priority, "priority"), default=Priority.ROUTINE)
    promised_on: Mapped[dt.date | None]
    first_contact_on: Mapped[dt.date | None]
    due_on: Mapped[dt.date | None]
    next_step: Mapped[str | None] = mapped_column(Text)
    next_step_on: Mapped[dt.date | None] = mapped_column(index=True)
    not_accepted: Mapped[NotAccepted | None] = mapped_column(word(NotAccepted, "not_accepted"))
    closure: Mapped[Closure | None] = mapped_column(word(Closure, "closure"))
    outcome: Mapped[str | None] = mapped_column(Text)
    actions_for_referrer: Mapped[str | None] = mapped_column(Text)
    redirected_from_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("referral.id"), unique=True)

    person: Mapped[Person] = relationship(lazy="joined")
    referrer: Mapped[User | None] = relationship(foreign_keys=[referrer_id], lazy="joined")
    practice: Mapped[Organisation | None] = relationship(foreign_keys=[practice_id], lazy="joined")
    service: Mapped[Organisation] = relationship(foreign_keys=[service_id], lazy="joined")
    link_worker: Mapped[User | None] = relationship(foreign_keys=[link_worker_id], lazy="joined")
    risks: Mapped[list["Risk"]] = relationship(order_by="Risk.created_at")
    agreements: Mapped[list["Agreement"]] = relationship(order_by="Agreement.created_at")
    events: Mapped[list["Event"]] = relationship(order_by="Event.number")
    pre_checks: Mapped[list[PreCheckAnswer]] = relationship(order_by=PreCheckAnswer.number)

    # The record is read whole; what is read of it where something is kept from the reader is discretion.Discreet.
    is_discreet = asks_of_day = False

    @property
    def status_words(self) -> str:
        """The status as people read it."""
        return self.status.words

    @property
    def has_account(self) -> bool:
        """Whether the referrer can sign in to see what became of it and to answer a question."""
        return self.referrer_id is not None

    @property
    def referrer_words(self) -> str:
        """Who refers, as people read it."""
        return sources.referrer_words(self.source, self.referrer_name, self.referrer_role)

    @property
    def from_words(self) -> str:
        """Where it comes from: the practice or other organisation, or else what sort of person sent it."""
        return self.referrer_organisation or self.source.words

    @property
    def referred_by_words(self) -> str:
        """Who refers and from where; of somebody who asks for themselves that is one and the same."""
        return self.referrer_words if self.source is Source.SELF else f"{self.referrer_words}, {self.from_words}"

    @property
    def reason_words(self) -> list[str]:
        """Every reason as people read it, the main one first."""
        codes = [self.main_reason, *(code for code in self.reasons if code != self.main_reason)]
        return [Reason(code).words for code in codes]

    @property
    def urgent_words(self) -> list[str]:
        """What the referrer was stopped for, as people read it."""
        return [UrgentSign(code).words for code in self.urgent_signs]

    @property
    def safeguarding_signs(self) -> list[UrgentSign]:
        """Those of the urgent signs that only readers of the safeguarding note may read."""
        return [sign for sign in map(UrgentSign, self.urgent_signs) if sign.is_safeguarding]

    @property
    def open_urgent_words(self) -> list[str]:
        """The other urgent signs, as people read them."""
        return [sign.words for sign in map(UrgentSign, self.urgent_signs) if not sign.is_safeguarding]

    @property
    def known_risks(self) -> list["Risk"]:
        """The risks without the answer that none is known."""
        return [risk for risk in self.risks if risk.kind is not RiskKind.NONE_KNOWN]

    @property
    def risk_comments(self) -> list[str]:
        """What was said of the risks, each comment once."""
        return list(dict.fromkeys(risk.comment for risk in self.risks if risk.comment))

    @property
    def sent_on(self) -> dt.date:
        """The day, in England, on which it came to its service."""
        return self.submitted_at.astimezone(clock.LONDON).date()

    @property
    def waiting_days(self) -> int:
        """Working days in England since it was sent, not below 0 where the clock has been put back."""
        return max(0, working_days_between(self.sent_on, clock.today()))

    @property
    def contact_by(self) -> dt.date | None:
        """The day promised for first contact, while it is still to be kept."""
        return self.promised_on if self.is_open and self.first_contact_on is None else None

    @property
    def why_late(self) -> str:
        """What is late and by how much, for the service to read; empty where nothing is."""
        return clocks.why_late(self.status, due_on=self.due_on, contact_by=self.contact_by, today=clock.today())

    @property
    def due_words(self) -> str:
        """What is due on `due_on`."""
        return clocks.due_words(self.status, contact_by=self.contact_by)

    @property
    def is_urgent(self) -> bool:
        """Whether somebody is to be spoken with sooner than others."""
        return self.priority is Priority.URGENT

    @property
    def question(self) -> str | None:
        """What the service asked last, while it waits for the answer."""
        return self._last_words("ask") if self.status is Status.RETURNED else None

    @property
    def answer(self) -> str | None:
        """What the referrer answered last, while the service has yet to act on it."""
        steps = [event for event in self.events if event.step not in timeline.BESIDE_STEPS]
        return steps[-1].words if steps and steps[-1].step == "answer" else None

    @property
    def begun(self) -> bool:
        """Whether somebody has spoken with the person: the first conversation leaves its step here."""
        return any(event.step == "begin" for event in self.events)

    @property
    def awaits_conversation(self) -> bool:
        """Whether a conversation that took place now would be the one that begins the work."""
        if self.status is Status.ALLOCATED:
            return True
        return self.status in STEPS["begin"].sources and not self.begun

    @property
    def asked_from(self) -> Status | None:
        """The status in which the last question was asked; None if there was none."""
        before = [self.events[place - 1] for place, event in enumerate(self.events) if event.step == "ask"]
        return before[-1].status if before else None

    def _last_words(self, step: str) -> str | None:
        return next((event.words for event in reversed(self.events) if event.step == step), None)

    @property
    def is_open(self) -> bool:
        """Whether something is still to happen."""
        return self.status in OPEN


class Risk(Base, AppendOnly):
    """One risk, or that none is known (PRSB v1.1: Risks 1..*, mandatory). Never filtered away."""

    __tablename__ = "risk"

    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    kind: Mapped[RiskKind] = mapped_column(word(RiskKind, "risk_kind"))
    comment: Mapped[str | None] = mapped_column(Text)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))


class Agreement(Base):
    """What the person agreed may be shared, with whom and what for; a recipient gets nothing without one.

    Where a best interests decision was made, `given_by_name` made it and `decision_reason` says why. `wording` is the
    version of what was read out.
    """

    __tablename__ = "agreement"

    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    recipient: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(String(200))
    items: Mapped[list[str]] = mapped_column(JSON)
    given_by: Mapped[GivenBy] = mapped_column(word(GivenBy, "given_by"))
    given_by_name: Mapped[str | None] = mapped_column(String(70))
    given_how: Mapped[GivenHow] = mapped_column(word(GivenHow, "given_how"))
    given_on: Mapped[dt.date]
    taken_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    wording: Mapped[str] = mapped_column(String(20))
    who_was_there: Mapped[str | None] = mapped_column(String(200))
    interpreter_used: Mapped[InterpreterUsed | None] = mapped_column(word(InterpreterUsed, "interpreter_used"))
    decision_reason: Mapped[str | None] = mapped_column(Text)
    withdrawn_at: Mapped[Moment | None]

    @property
    def item_words(self) -> list[str]:
        """What was agreed, as people read it; what goes to the service is the referral itself."""
        return [Shared(item).words if item in list(Shared) else f"The {item}" for item in self.items]


class Event(Base, AppendOnly):
    """One step in a referral's life: what, who, for whom, when it happened and when it was written down, and why.

    `number` counts a referral's events from 1: two steps of one moment keep their order. What the application itself
    does has no `actor_id`, and is the service's.
    """

    __tablename__ = "referral_event"
    __table_args__ = (UniqueConstraint("referral_id", "number"),)

    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    step: Mapped[str] = mapped_column(String(40))
    status: Mapped[Status] = mapped_column(word(Status, "event_status"))
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    actor_name: Mapped[str] = mapped_column(String(150))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    reason: Mapped[str | None] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Text)
    happened_at: Mapped[Moment]
    recorded_at: Mapped[Moment]

    @property
    def what(self) -> str:
        """The step, as something that has happened."""
        return timeline.happened(self)

    @property
    def reason_words(self) -> str:
        """The coded reason as people read it; empty if it has none."""
        return timeline.reason(self)
