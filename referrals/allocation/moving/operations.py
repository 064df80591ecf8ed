"""Moving a caseload: several people to other link workers at once, with the letters that tell them."""

import uuid
from collections.abc import Mapping

from accounts.models import User
from accounts.operations import demand
from accounts.roles import Permission
from core import audit
from core.refusals import Refused
from referrals.allocation.queries import find_member
from referrals.intake.models import Referral
from referrals.intake.operations import take_step
from referrals.intake.queries import find as find_referral
from referrals.letters import operations as letters
from referrals.letters import ways
from referrals.words import LetterKind, Way
from referrals.workflow import Status

# A letter can say all of it, an email less; a text message somebody has to type.
PREFERRED = (Way.LETTER, Way.EMAIL)


def move_caseload(
    actor, user: User, *, to: Mapping[uuid.UUID, uuid.UUID], tell: bool = True, words: str = ""
) -> list[Referral]:
    """Give these referrals (id → whose they become) of one link worker to others: all of them, or none.

    Their new link workers and whoever referred them are told by mail; with `tell` each person, or whoever is contacted
    instead, is written to, who may be: a letter with `words` and the new name. Raises Refused where nobody was chosen,
    where one is no longer with that link worker, and where a letter cannot stand.
    """
    demand(actor, Permission.LEAD_SERVICE)
    find_member(actor, user.id)
    if not to:
        raise Refused("Choose at least one person to move", field="to")
    moved = [_move(actor, user, referral_id, user_id) for referral_id, user_id in to.items()]
    if tell:
        for referral in moved:
            _write(actor, referral, words)
    audit.record(actor, "caseload.move", "caseload", of=str(user.id), moved=len(moved), told=tell)
    return moved


def _move(actor, user: User, referral_id: uuid.UUID, user_id: uuid.UUID) -> Referral:
    referral = find_referral(actor, referral_id)
    if referral.link_worker_id != user.id or not referral.is_open:
        raise Refused(f"{user.name} does not have {referral.reference} any more. Choose again.", field="to")
    step = "pass_on" if referral.status is Status.RETURNED else "hand_over"
    return take_step(actor, referral, step, link_worker_id=user_id)


def way_to(person) -> Way | None:
    """By which way the person is written to of themselves; None where somebody must tell them with care.

    Where something was said of how to make contact safely, no machine decides that a letter is safe.
    """
    if person.safe_contact:
        return None
    return next((way for way in PREFERRED if way in ways.open_to(person)), None)


def as_read(actor, person, words: str, *, name: str) -> str:
    """What the person reads if `name` becomes their link worker; empty where they are not written to."""
    way = way_to(person)
    return ways.headed(person, way, _said(words, name), by=ways.sender(person, actor)) if way else ""


def _said(words: str, name: str) -> str:
    return f"{words}\n\nFrom now on {name} will be in touch."


def _write(actor, referral: Referral, words: str) -> None:
    if way := way_to(referral.person):
        said = _said(words, referral.link_worker.name)
        letters.write(actor, referral.id, referral.person, kind=LetterKind.LINK_WORKER, way=way, words=said)
