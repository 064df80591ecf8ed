"""What is asked of answers: which groups have stopped, for an editor to retire their listings."""

import uuid
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from core.db import db
from directory.listings.models import Service
from directory.listings.words import Status
from directory.upkeep.answers.models import GroupEnding


class Row(NamedTuple):
    """Something for an editor to settle about one listing."""

    id: uuid.UUID
    service_id: uuid.UUID
    since: datetime
    words: str


def for_editors() -> list[Row]:
    """Groups that said that they have stopped, the longest ago first, until their listing is retired or runs again."""
    still_so = Service.retired_at.is_(None) & (Service.status == Status.DEFUNCT)
    question = select(GroupEnding).join(GroupEnding.service).where(still_so).order_by(GroupEnding.created_at)
    return [Row(one.id, one.service_id, one.created_at, _words(one)) for one in db.session.scalars(question)]


def _words(ending: GroupEnding) -> str:
    said = (
        "The group says that it has stopped",
        ending.reason,
        ending.who_now and f"Who does it now: {ending.who_now}",
    )
    return ". ".join(words.strip().rstrip(".") for words in said if words) + "."
