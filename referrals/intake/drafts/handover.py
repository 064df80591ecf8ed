"""Handing over: a practice's clinical system gives what it knows of a person, and a clinician there goes on from it."""

import datetime as dt
import uuid

from itsdangerous import BadData, URLSafeSerializer

from accounts.operations import demand
from accounts.roles import Permission
from core import audit, clock
from core.db import db
from core.refusals import Missing
from core.settings import setting
from referrals.intake.drafts import contents, operations
from referrals.intake.drafts.contents import Contents
from referrals.intake.drafts.models import Draft, Prefill
from referrals.intake.drafts.sealing import seal, unseal

LASTS = dt.timedelta(minutes=15)
PURPOSE = "footbridge: a referral handed over"


def hand_over(actor, handed: Contents) -> str:
    """Keep `handed`, sealed, for 15 minutes; the answer is a signed token that leads to it once and says nothing."""
    demand(actor, Permission.MAKE_REFERRALS)
    prefill = Prefill(id=uuid.uuid4(), organisation_id=actor.organisation_id, ends_at=clock.now() + LASTS)
    prefill.sealed = seal(contents.written(handed), of=_whose(prefill))
    db.session.add(prefill)
    db.session.flush()
    audit.record(actor, "draft.hand_over", prefill)
    return _signed().dumps(prefill.id.hex)


def is_waiting(actor, token: str) -> bool:
    """Whether something waits under this token for whoever asks: it was handed over by their own practice."""
    return _find(actor, token) is not None


def take_over(actor, token: str) -> Draft:
    """Make it the actor's draft, and void the token. Raises Missing where nothing waits for them under it."""
    demand(actor, Permission.MAKE_REFERRALS)
    if (prefill := _find(actor, token)) is None or (text := unseal(prefill.sealed, of=_whose(prefill))) is None:
        raise Missing
    db.session.delete(prefill)
    draft = operations.keep(actor, uuid.uuid4(), contents.read(text))
    audit.record(actor, "draft.take_over", draft)
    return draft


def _find(actor, token: str) -> Prefill | None:
    try:
        prefill = db.session.get(Prefill, uuid.UUID(_signed().loads(token)))
    except (BadData, ValueError):
        return None
    theirs = prefill is not None and prefill.organisation_id == actor.organisation_id
    return prefill if theirs and prefill.ends_at > clock.now() else None


def _whose(prefill: Prefill) -> str:
    return f"handed over {prefill.id} {prefill.organisation_id}"


def _signed() -> URLSafeSerializer:
    return URLSafeSerializer(setting("SECRET_KEY"), salt=PURPOSE)
