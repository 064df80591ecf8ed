"""What a lead decides on a proposal that came out of returned referrals: ask it first, or leave it."""

from accounts.operations import demand
from accounts.roles import Permission
from core import audit
from core.constraints import explain
from core.db import db
from core.refusals import Stale
from referrals.learning.lessons import Topic
from referrals.learning.models import Lesson
from referrals.learning.quarters import Quarter
from referrals.profile.facts import PreCheck, Profile
from referrals.profile.operations import change_profile

explain("uq_lesson_service_id_quarter_reason", Stale().words)


def take(actor, profile: Profile, topic: Topic, quarter: Quarter, *, version: int | None, **question) -> None:
    """Ask it before every referral from now on; `question` has question, if_no and stops, as the lead words them.

    Raises Refused where the service asks enough already, Stale where the profile was changed meanwhile.
    """
    added = PreCheck.asking(came_from=topic.key, **question)
    change_profile(actor, version=version, pre_checks=(*profile.pre_checks, added))
    _decide(actor, topic, quarter, taken=True)


def leave(actor, topic: Topic, quarter: Quarter) -> None:
    """Do not propose it again for this quarter."""
    _decide(actor, topic, quarter, taken=False)


def _decide(actor, topic: Topic, quarter: Quarter, *, taken: bool) -> None:
    demand(actor, Permission.LEAD_SERVICE)
    lesson = Lesson(
        service_id=actor.organisation_id,
        quarter=quarter.begins,
        reason=topic.key,
        taken=taken,
        decided_by_id=actor.id,
    )
    db.session.add(lesson)
    db.session.flush()
    audit.record(actor, "lesson.decide", lesson, topic=topic.key, quarter=quarter.code, taken=taken)
