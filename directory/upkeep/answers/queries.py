"""What is asked of answers: which groups have stopped, for an editor to retire their listings."""

import uuid

from sqlalchemy import func, select

from accounts.roles import Permission, may
from core.db import db
from core.refusals import Missing
from directory.listings.models import Service
from directory.listings.to_settle import ToSettle
from directory.listings.words import Status
from directory.upkeep.answers.models import GroupEnding

STILL_SO = Service.retired_at.is_(None) & (Service.status == Status.DEFUNCT)


def for_editors() -> list[ToSettle]:
    """Groups that said that they have stopped, the longest ago first, until their listing is retired or runs again."""
    question = select(GroupEnding).join(GroupEnding.service).where(STILL_SO).order_by(GroupEnding.created_at)
    return [ToSettle(one.id, one.service_id, one.created_at, _words(one)) for one in db.session.scalars(question)]


def how_many() -> int:
    """How many of them there are."""
    return db.session.scalar(select(func.count(GroupEnding.id)).join(GroupEnding.service).where(STILL_SO))


def find(actor, ending_id: uuid.UUID) -> GroupEnding:
    """A group's word that it has stopped, for an editor. Raises Missing."""
    found = db.session.get(GroupEnding, ending_id) if may(actor, Permission.EDIT_DIRECTORY) else None
    if found is None:
        raise Missing
    return found


def is_open(ending: GroupEnding) -> bool:
    """Whether its listing still says that it is closed for good, and is in the directory."""
    return ending.service.retired_at is None and ending.service.status is Status.DEFUNCT


def _words(ending: GroupEnding) -> str:
    said = (
        "The group says that it has stopped",
        ending.reason,
        ending.who_now and f"Who does it now: {ending.who_now}",
    )
    return ". ".join(words.strip().rstrip(".") for words in said if words) + "."
