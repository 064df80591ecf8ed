"""What is asked of the synonyms: all of them for a search, and one for an editor."""

import uuid

from sqlalchemy import select

from core.db import db
from core.refusals import Missing
from directory.search.synonyms.expansion import Groups
from directory.search.synonyms.models import SynonymGroup


def groups() -> Groups:
    """The words of every group, for `expansion.expand`; one statement."""
    rows = db.session.scalars(select(SynonymGroup.words).order_by(SynonymGroup.created_at, SynonymGroup.id))
    return tuple(tuple(words) for words in rows)


def every() -> list[SynonymGroup]:
    """Every group, by its first word."""
    return sorted(db.session.scalars(select(SynonymGroup)), key=lambda group: (group.words, group.id))


def find(group_id: uuid.UUID) -> SynonymGroup:
    """One group. Raises Missing."""
    group = db.session.get(SynonymGroup, group_id)
    if group is None:
        raise Missing
    return group
