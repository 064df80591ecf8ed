"""What may be done about who works how: keep a post, write down leave, and note whom a person wishes to be with."""

import datetime as dt
import uuid
from collections.abc import Sequence

from accounts.models import User
from accounts.operations import demand
from accounts.roles import Permission
from core import audit, clock
from core.constraints import explain
from core.db import check_version, db
from core.identifiers import NotValid
from core.identifiers import postcode as postcodes
from core.refusals import Refused, Stale
from referrals.allocation import queries, terms
from referrals.allocation.models import Leave, Post, Wish
from referrals.allocation.words import Gender
from referrals.intake.models import Referral
from referrals.intake.queries import find as find_referral
from referrals.words import Reason

LONGEST = dt.timedelta(days=730)

explain("uq_post_user_id_service_id", Stale().words)
explain("uq_link_worker_wish_person_id", Stale().words)


def keep_post(
    actor,
    user: User,
    *,
    weekly_hours: float,
    base_postcode: str | None = None,
    areas: Sequence[str] = (),
    practices: Sequence[str] = (),
    skills: Sequence[Reason] = (),
    languages: Sequence[str] = (),
    gender: Gender | None = None,
    most: int | None = None,
    version: int | None = None,
) -> Post:
    """Write down how somebody works at the actor's service: their own, or for a lead anybody's.

    `version` is that of the post which the form was made from, None where there was none. Raises Refused beside
    the field that cannot stand, Stale where somebody has changed it meanwhile.
    """
    demand(actor, Permission.WORK_REFERRALS)
    queries.find_member(actor, user.id)
    if not terms.LEAST_HOURS <= weekly_hours <= terms.MOST_HOURS:
        raise Refused(terms.ASK_HOURS, field="weekly_hours")
    if most is not None and not 1 <= most <= terms.MOST_PEOPLE:
        raise Refused(terms.ASK_MOST, field="most")
    post = _post(actor, user, version)
    post.weekly_hours, post.most = weekly_hours, most or None
    post.base_postcode = _postcode(base_postcode)
    post.areas, post.practices = list(areas), [str(one) for one in practices]
    post.skills = [Reason(one).value for one in skills]
    post.languages, post.gender = list(languages), gender or None
    db.session.add(post)
    db.session.flush()
    audit.record(actor, "post.keep", post, of=str(user.id), weekly_hours=weekly_hours, most=most)
    return post


def _post(actor, user: User, version: int | None) -> Post:
    post = queries.post_of(actor.organisation_id, user.id)
    check_version(post, version)
    return post or Post(user_id=user.id, service_id=actor.organisation_id, leave=[])


def _postcode(text: str | None) -> str | None:
    try:
        return postcodes.parse(text) if text else None
    except NotValid as problem:
        raise Refused(str(problem), field="base_postcode") from None


def add_leave(actor, user: User, *, begins_on: dt.date, ends_on: dt.date) -> Leave:
    """Write down that somebody is away from one day to another, both included.

    Raises Refused for leave that ends before it begins or is over, that lies more than 2 years ahead, that meets
    other leave of theirs, and where nothing is known yet of how they work.
    """
    demand(actor, Permission.WORK_REFERRALS)
    queries.find_member(actor, user.id)
    if (post := queries.post_of(actor.organisation_id, user.id)) is None:
        raise Refused("Save the hours a week first, then the leave")
    _check_days(begins_on, ends_on)
    if any(one.begins_on <= ends_on and begins_on <= one.ends_on for one in post.leave):
        raise Refused("There is leave on some of these days already", field="begins_on")
    leave = Leave(post_id=post.id, begins_on=begins_on, ends_on=ends_on)
    post.leave.append(leave)
    db.session.flush()
    audit.record(
        actor, "leave.add", leave, of=str(user.id), begins_on=begins_on.isoformat(), ends_on=ends_on.isoformat()
    )
    return leave


def _check_days(begins_on: dt.date, ends_on: dt.date) -> None:
    if ends_on < begins_on:
        raise Refused("The last day must not be before the first", field="ends_on")
    if ends_on < clock.today():
        raise Refused("The last day must be today or in the future", field="ends_on")
    if ends_on > clock.today() + LONGEST:
        raise Refused("The last day must be within 2 years", field="ends_on")


def cancel_leave(actor, leave_id: uuid.UUID) -> User:
    """Take leave out again; returns whose it was. Raises Missing for what is not the actor's to change."""
    demand(actor, Permission.WORK_REFERRALS)
    user, leave = queries.find_leave(actor, leave_id)
    audit.record(
        actor, "leave.cancel", leave, of=str(user.id), begins_on=str(leave.begins_on), ends_on=str(leave.ends_on)
    )
    db.session.delete(leave)
    db.session.flush()
    return user


def note_wish(actor, referral: Referral, *, gender: Gender | None, version: int | None = None) -> Wish | None:
    """Write down the gender of the link worker that the person asks for; None where they do not mind any more.

    `version` is that of the wish which the form was made from, None where there was none.
    """
    demand(actor, Permission.WORK_REFERRALS)
    find_referral(actor, referral.id)
    wish = queries.wish_of(referral.person_id)
    if (wish.version if wish else None) != version:
        raise Stale
    if gender:
        wish = wish or Wish(person_id=referral.person_id)
        wish.gender = Gender(gender)
        db.session.add(wish)
    elif wish:
        db.session.delete(wish)
    db.session.flush()
    audit.record(actor, "wish.note", referral, asked=bool(gender))
    return wish if gender else None
