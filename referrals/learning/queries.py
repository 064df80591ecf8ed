"""What is asked about referrals that came back: by practice and quarter, as far as whoever asks may know of them."""

import uuid
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from accounts.models import Organisation
from core.db import db
from core.refusals import Missing
from referrals import workflow
from referrals.intake import discretion
from referrals.intake.models import Event, Referral
from referrals.intake.queries import visible_to
from referrals.learning import lessons
from referrals.learning.lessons import Count, Return
from referrals.learning.models import Lesson
from referrals.learning.quarters import Quarter
from referrals.profile.facts import Profile


@dataclass(frozen=True)
class Quarterly:
    """What was sent in one quarter, and what of it came back; `practice` is None where it is of all."""

    practice: Organisation | None
    sent: int
    returns: list[Return]

    @property
    def came_back(self) -> int:
        """How many referrals came back at least once."""
        return lessons.came_back(self.returns)

    def counts(self, profile: Profile | None = None) -> list[Count]:
        """Why, most first."""
        return lessons.counted(self.returns, profile)


def quarterly(actor, quarter: Quarter, practice_id: uuid.UUID | None = None) -> Quarterly:
    """What the actor may know of, of one practice or of all; a clinician's is their own practice's.

    Raises Missing for a practice of which the actor knows no referral.
    """
    practice = _practice(actor, practice_id) if practice_id else None
    sent = _sent(actor, quarter, practice_id)
    number = db.session.scalar(select(func.count()).select_from(sent.subquery()))
    return Quarterly(practice, number, _returns(actor, sent))


def by_practice(actor, quarter: Quarter) -> list[Quarterly]:
    """The same for each practice that sent something, by name; what came without a practice stands at the end."""
    sent = _sent(actor, quarter, None).subquery()
    rows = (
        select(Organisation, func.count()).join(sent, sent.c.practice_id == Organisation.id).group_by(Organisation.id)
    )
    returned: dict[uuid.UUID, list[Return]] = {}
    practices = dict(db.session.execute(select(sent.c.id, sent.c.practice_id)).all())
    for one in _returns(actor, _sent(actor, quarter, None)):
        returned.setdefault(practices[one.referral_id], []).append(one)
    found = db.session.execute(rows.order_by(Organisation.name, Organisation.id)).all()
    shown = [Quarterly(practice, number, returned.get(practice.id, [])) for practice, number in found]
    without = sum(practice_id is None for practice_id in practices.values())
    return [*shown, Quarterly(None, without, returned.get(None, []))] if without else shown


def answered(service_id: uuid.UUID, quarter: Quarter) -> set[str]:
    """The topics on which the service's lead has decided in this quarter."""
    rows = select(Lesson.reason).where(Lesson.service_id == service_id, Lesson.quarter == quarter.begins)
    return set(db.session.scalars(rows))


def _sent(actor, quarter: Quarter, practice_id: uuid.UUID | None):
    """The ids of what was sent in the quarter, with the practice of each; what was passed on counts where it began."""
    first, after = quarter.moments
    rows = visible_to(actor).with_only_columns(Referral.id, Referral.practice_id)
    rows = rows.where(Referral.redirected_from_id.is_(None))
    rows = rows.where(Referral.submitted_at >= first, Referral.submitted_at < after)
    return rows.where(Referral.practice_id == practice_id) if practice_id else rows


def _returns(actor, sent) -> list[Return]:
    """Every time that one of them came back; of one that was passed on, with the service that got it.

    Without what the actor's practice is not told, which would be a person's answer where few were sent.
    """
    untold = _untold(actor, sent)
    successor = aliased(Referral)
    rows = select(Event.id, Event.referral_id, Event.step, Event.reason, Organisation.name)
    rows = rows.outerjoin(successor, and_(successor.redirected_from_id == Event.referral_id, Event.step == "redirect"))
    rows = rows.outerjoin(Organisation, Organisation.id == successor.service_id)
    rows = rows.where(Event.step.in_(lessons.STEPS), Event.referral_id.in_(sent.with_only_columns(Referral.id)))
    return [
        Return(one, step, workflow.told_as(step, reason) or "", name or "")
        for event_id, one, step, reason, name in db.session.execute(rows)
        if event_id not in untold
    ]


def _untold(actor, sent) -> set[uuid.UUID]:
    """The ids of refusals that are kept from the practice which the actor acts for."""
    declined = select(Event.referral_id).where(Event.step == "decline")
    rows = select(Referral).where(Referral.practice_id == actor.organisation_id, Referral.tell_gp.is_(False))
    rows = rows.where(Referral.id.in_(sent.with_only_columns(Referral.id)), Referral.id.in_(declined))
    found = [(one, discretion.seen_by(actor, one)) for one in db.session.scalars(rows)]
    return {event.id for one, seen in found for event in one.events if event not in seen.events}


def _practice(actor, practice_id: uuid.UUID) -> Organisation:
    known = visible_to(actor).where(Referral.practice_id == practice_id).with_only_columns(Referral.id).limit(1)
    if db.session.scalar(known) is None:
        raise Missing
    return db.session.get(Organisation, practice_id)
