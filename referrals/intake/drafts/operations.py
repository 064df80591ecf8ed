"""What may be done with a draft: keep it, read it, throw it away; its time ends by itself."""

import datetime as dt
import uuid
from typing import NamedTuple

from sqlalchemy import delete

from accounts.operations import demand
from accounts.roles import Permission
from core import audit, clock
from core.db import db, own_transaction
from core.refusals import Refused
from referrals.intake.drafts import contents, queries
from referrals.intake.drafts.contents import Contents
from referrals.intake.drafts.models import Draft, Prefill
from referrals.intake.drafts.sealing import seal, unseal
from referrals.profile.queries import profile_of

# One person's drafts at once; and the characters of one, which is more than every answer at its longest.
MOST = 30
LONGEST = 400_000
FULL = f"You have {MOST} drafts. Throw one away before you begin another."


def keep(actor, draft_id: uuid.UUID, kept: Contents) -> Draft:
    """Keep `kept` under this id, new or instead of what was there, for `draft_days` of the service that it is for.

    Raises Missing for somebody else's id, and Refused for more drafts or a longer one than anybody writes.
    """
    demand(actor, Permission.MAKE_REFERRALS)
    draft = queries.find(actor, draft_id)
    text = contents.written(kept)
    if len(text) > LONGEST:
        raise Refused("This is too long to be kept as a draft.")
    if draft is None:
        draft = _new(actor, draft_id)
    draft.sealed = seal(text, of=_whose(draft))
    draft.kept_at = clock.now()
    draft.ends_at = draft.kept_at + dt.timedelta(days=_days(kept))
    db.session.add(draft)
    db.session.flush()
    return draft


def _new(actor, draft_id: uuid.UUID) -> Draft:
    """Only the beginning is written down: one entry for every pause in typing would bury the rest."""
    if not has_room(actor):
        raise Refused(FULL)
    draft = Draft(id=draft_id, user_id=actor.id, organisation_id=actor.organisation_id)
    audit.record(actor, "draft.begin", draft)
    return draft


def _whose(draft: Draft) -> str:
    return f"{draft.id} {draft.user_id} {draft.organisation_id}"


def _days(kept: Contents) -> int:
    chosen = dict(kept.items).get("service_id", "")
    try:
        return profile_of(uuid.UUID(chosen)).draft_days
    except ValueError:
        return profile_of(uuid.UUID(int=0)).draft_days


def contents_of(actor, draft_id: uuid.UUID) -> Contents | None:
    """What was kept; None where nothing was, its time is over, or it cannot be read any more: then it is removed.

    Raises Missing for somebody else's.
    """
    demand(actor, Permission.MAKE_REFERRALS)
    draft = queries.find(actor, draft_id)
    if draft is None or draft.ends_at <= clock.now():
        return None
    text = unseal(draft.sealed, of=_whose(draft))
    if text is None:
        _remove(draft_id)
        return None
    return contents.read(text)


class Told(NamedTuple):
    """A draft, the name of whom it is about as far as that has been typed, and the screen on which its writer was."""

    draft: Draft
    name: str
    screen: str


def told(actor) -> list[Told]:
    """The actor's drafts, the latest first, as they are told apart."""
    texts = ((draft, unseal(draft.sealed, of=_whose(draft))) for draft in queries.drafts_of(actor))
    read = [(draft, contents.read(text) if text else Contents()) for draft, text in texts]
    return [Told(draft, contents.name_in(kept), contents.screen_in(kept)) for draft, kept in read]


def has_room(actor) -> bool:
    """Whether the actor may begin another draft."""
    return len(queries.drafts_of(actor)) < MOST


def _remove(draft_id: uuid.UUID) -> None:
    """The installation's secret has changed: nobody can ever read it."""
    with own_transaction():
        db.session.execute(delete(Draft).where(Draft.id == draft_id))


def throw_away(actor, draft_id: uuid.UUID) -> None:
    """Delete a draft of the actor's. Raises Missing for somebody else's, and where there is none."""
    demand(actor, Permission.MAKE_REFERRALS)
    draft = queries.kept(actor, draft_id)
    audit.record(actor, "draft.throw_away", draft)
    db.session.delete(draft)
    db.session.flush()


def sent(actor, draft_id: uuid.UUID) -> None:
    """The referral of this draft has been made: nothing is left of the draft, if there was one."""
    if draft := queries.find(actor, draft_id):
        db.session.delete(draft)
        db.session.flush()


def forget(now: dt.datetime) -> int:
    """Delete the drafts and what was handed over for one, whose time is over; returns how many."""
    return sum(db.session.query(kind).filter(kind.ends_at <= now).delete() for kind in (Draft, Prefill))
