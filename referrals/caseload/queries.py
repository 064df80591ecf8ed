"""What is asked of conversations and caseloads: who is whose, when we last spoke, and what comes next."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy import case as sql_case
from sqlalchemy.orm import aliased

from accounts.models import User
from accounts.roles import Permission, may
from core import clock
from core.db import db
from core.refusals import Missing
from core.working_days import working_days_between
from referrals.caseload.models import Conversation
from referrals.intake.models import Referral
from referrals.intake.queries import find as find_referral
from referrals.intake.queries import visible_to
from referrals.words import Attendance, Method
from referrals.workflow import OPEN, WITH_LINK_WORKER, Status

# A call that ended the case is often written down after closing it.
RECORDABLE = WITH_LINK_WORKER | {Status.ACCEPTED, Status.CLOSED}
SOON = dt.timedelta(days=7)
# Whose question waits for the referrer's answer is still somebody's: open, and with a link worker.
HELD = (Referral.status.in_(OPEN), Referral.link_worker_id.is_not(None))


@dataclass(frozen=True)
class Case:
    """A referral as its link worker sees it in a list, on `today`.

    `tries` counts the attempts that failed since the last conversation that took place.
    """

    referral: Referral
    last_spoke_at: dt.datetime | None
    tries: int
    today: dt.date

    @property
    def working_days_since(self) -> int | None:
        """Working days since the last conversation that took place, not below 0; None if there was none."""
        if self.last_spoke_at is None:
            return None
        return max(0, working_days_between(_day(self.last_spoke_at), self.today))

    @property
    def overdue(self) -> bool:
        """Whether the next step should have happened by now."""
        due = self.referral.next_step_on
        return due is not None and due < self.today

    @property
    def is_late(self) -> bool:
        """Whether anything should have happened by now: the next step, or first contact."""
        return self.overdue or bool(self.referral.why_late)

    @property
    def late_by(self) -> int:
        """Working days since the next step was due."""
        return working_days_between(self.referral.next_step_on, self.today) if self.overdue else 0


@dataclass(frozen=True)
class Section:
    """Cases of one urgency, under their heading."""

    heading: str
    cases: list[Case]


class Contacts(NamedTuple):
    """How many conversations took place in some time, how many of them at home, and how many attempts failed."""

    held: int = 0
    at_home: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Entry:
    """A conversation, and the entry that corrected it, if one did."""

    conversation: Conversation
    corrected_by: Conversation | None


def caseload(actor, whose: str | None = None) -> list[Case]:
    """Open cases: the actor's "own", or for a lead also "everyone"'s or one link worker's (`whose`: a user's id).

    What is late comes first, then those without a next step, then by the day of the next step.
    """
    rows = visible_to(actor).where(*HELD)
    link_worker_id = _chosen(actor, whose)
    if link_worker_id is not None:
        rows = rows.where(Referral.link_worker_id == link_worker_id)
    cases = _cases(list(db.session.scalars(rows)))
    return sorted(
        cases, key=lambda case: (not case.is_late, not case.referral.is_urgent, _due(case), case.referral.submitted_at)
    )


def case_of(referral: Referral) -> Case:
    """One referral as its link worker sees it in a list."""
    return _cases([referral])[0]


def first_shown(actor) -> str:
    """Whose cases come first where nobody was chosen: one's own; for a lead who has none, everyone's."""
    return "own" if caseload(actor, "own") or not may(actor, Permission.LEAD_SERVICE) else "everyone"


def sections(cases: Iterable[Case]) -> list[Section]:
    """The cases by urgency; a heading without cases is left out."""
    named: dict[str, list[Case]] = {name: [] for name in ("Overdue", "No next step", "In the next 7 days", "Later")}
    for case in cases:
        named[_heading(case)].append(case)
    return [Section(heading, found) for heading, found in named.items() if found]


def workload(actor) -> list[tuple[User, int]]:
    """Each link worker of this service who has open cases, with how many; by name."""
    mine = visible_to(actor).where(*HELD).with_only_columns(Referral.id)
    rows = (
        select(User, func.count(Referral.id))
        .join(Referral, Referral.link_worker_id == User.id)
        .where(Referral.id.in_(mine))
        .group_by(User.id)
        .order_by(User.name)
    )
    return [(user, count) for user, count in db.session.execute(rows)]


def conversations(referral: Referral) -> list[Entry]:
    """Every conversation and attempt, latest first, the corrected ones among them."""
    rows = (
        select(Conversation)
        .where(Conversation.referral_id == referral.id)
        .order_by(Conversation.happened_at.desc(), Conversation.recorded_at.desc())
    )
    found = list(db.session.scalars(rows))
    corrections = {row.corrects_id: row for row in found if row.corrects_id}
    return [Entry(row, corrections.get(row.id)) for row in found]


def find(actor, conversation_id: uuid.UUID) -> tuple[Referral, Conversation]:
    """The conversation and its referral, if this actor may see that; raises Missing."""
    if (conversation := db.session.get(Conversation, conversation_id)) is None:
        raise Missing
    return find_referral(actor, conversation.referral_id), conversation


def deciding(referral: Referral) -> Conversation | None:
    """The entry that says what comes next: the latest conversation, or the latest attempt if that says it.

    An attempt that failed leaves the next step as it was, unless it names another.
    """
    says = or_(Conversation.attendance == Attendance.ATTENDED, Conversation.next_step.is_not(None))
    rows = (
        select(Conversation)
        .where(Conversation.referral_id == referral.id, says, _counts())
        .order_by(Conversation.happened_at.desc(), Conversation.recorded_at.desc())
    )
    return db.session.scalars(rows.limit(1)).first()


def first_contacts(referral_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, dt.datetime]:
    """When each of these people was first spoken with; those who were not are left out."""
    return _spoke(func.min(Conversation.happened_at), referral_ids)


def contacts_since(moment: dt.datetime, referral_ids) -> dict[uuid.UUID, Contacts]:
    """What there was since `moment` with each of these (a list of ids, or a select of them), if there was anything."""
    attended = Conversation.attendance == Attendance.ATTENDED
    at_home = and_(attended, Conversation.method == Method.HOME)
    counted = [func.sum(sql_case((what, 1), else_=0)) for what in (attended, at_home, ~attended)]
    rows = (
        select(Conversation.referral_id, *counted)
        .where(Conversation.referral_id.in_(referral_ids), Conversation.happened_at >= moment, _counts())
        .group_by(Conversation.referral_id)
    )
    return {referral_id: Contacts(*counts) for referral_id, *counts in db.session.execute(rows)}


def is_recordable(referral: Referral) -> bool:
    """Whether a conversation can be added to it as it is now."""
    return referral.status in RECORDABLE or is_held(referral)


def is_held(referral: Referral) -> bool:
    """Whether a link worker has it, be it that a question of theirs waits for the referrer's answer."""
    return referral.is_open and referral.link_worker_id is not None


def is_corrected(conversation: Conversation) -> bool:
    """Whether another entry has taken its place."""
    return bool(db.session.scalar(select(exists().where(Conversation.corrects_id == conversation.id))))


def _cases(referrals: list[Referral]) -> list[Case]:
    ids, today = [referral.id for referral in referrals], clock.today()
    spoke = _spoke(func.max(Conversation.happened_at), ids)
    tries = _tries(ids, spoke)
    return [Case(row, spoke.get(row.id), tries.get(row.id, 0), today) for row in referrals]


def _spoke(when, referral_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, dt.datetime]:
    rows = (
        select(Conversation.referral_id, when)
        .where(
            Conversation.referral_id.in_(list(referral_ids)),
            Conversation.attendance == Attendance.ATTENDED,
            _counts(),
        )
        .group_by(Conversation.referral_id)
    )
    return dict(db.session.execute(rows).all())


def _tries(referral_ids: list[uuid.UUID], spoke: dict[uuid.UUID, dt.datetime]) -> dict[uuid.UUID, int]:
    rows = select(Conversation.referral_id, Conversation.happened_at).where(
        Conversation.referral_id.in_(referral_ids), Conversation.attendance != Attendance.ATTENDED, _counts()
    )
    found: dict[uuid.UUID, int] = {}
    for referral_id, happened_at in db.session.execute(rows):
        if referral_id not in spoke or happened_at > spoke[referral_id]:
            found[referral_id] = found.get(referral_id, 0) + 1
    return found


def _counts():
    """That no other entry has taken its place."""
    correction = aliased(Conversation)
    return ~exists().where(correction.corrects_id == Conversation.id)


def _chosen(actor, whose: str | None) -> uuid.UUID | None:
    """Whose cases to show: None for everyone's. Who does not lead the service sees their own."""
    if whose in (None, "", "own") or not may(actor, Permission.LEAD_SERVICE):
        return actor.id
    if whose == "everyone":
        return None
    try:
        return uuid.UUID(whose)
    except ValueError:
        raise Missing from None


def _heading(case: Case) -> str:
    due = case.referral.next_step_on
    if case.is_late:
        return "Overdue"
    if due is None:
        return "No next step"
    return "In the next 7 days" if due <= case.today + SOON else "Later"


def _due(case: Case) -> dt.date:
    return case.referral.next_step_on or dt.date.min


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(clock.LONDON).date()
