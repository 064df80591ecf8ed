"""What is asked of the topics that groups suggest: which wait, what became of a group's own, and their names."""

import uuid
from collections.abc import Iterable

from sqlalchemy import Select, func, select

from accounts.roles import Permission, may
from core.db import db
from core.refusals import Missing
from directory.listings.models import Service
from directory.listings.taxonomies import TaxonomyTerm
from directory.listings.to_settle import ToSettle
from directory.upkeep.suggestions.models import TopicSuggestion
from directory.upkeep.suggestions.words import State

SHOWN = 5


def find(actor, suggestion_id: uuid.UUID) -> TopicSuggestion:
    """One suggestion, decided or not, for an editor. Raises Missing."""
    found = db.session.get(TopicSuggestion, suggestion_id) if may(actor, Permission.EDIT_DIRECTORY) else None
    if found is None:
        raise Missing
    return found


def waiting(service: Service) -> TopicSuggestion | None:
    """What the group suggested for this listing last, if nobody has decided."""
    question = select(TopicSuggestion).where(TopicSuggestion.service_id == service.id)
    still_open = question.where(TopicSuggestion.state == State.OPEN)
    return db.session.scalar(still_open.order_by(TopicSuggestion.created_at.desc(), TopicSuggestion.id).limit(1))


def decided(service: Service) -> list[TopicSuggestion]:
    """What became of the latest suggestions for this listing, the newest first."""
    question = select(TopicSuggestion).where(TopicSuggestion.service_id == service.id)
    done = question.where(TopicSuggestion.state != State.OPEN)
    return list(db.session.scalars(done.order_by(TopicSuggestion.decided_at.desc()).limit(SHOWN)))


def for_editors() -> list[ToSettle]:
    """All that wait for an editor, the oldest first."""
    columns = (TopicSuggestion.id, TopicSuggestion.service_id, TopicSuggestion.created_at, TopicSuggestion.words)
    question = _open(select(*columns, TopicSuggestion.topics))
    rows = db.session.execute(question.order_by(TopicSuggestion.created_at, TopicSuggestion.id)).all()
    known = names(one for row in rows for one in row.topics)
    return [ToSettle(row.id, row.service_id, row.created_at, in_words(row.topics, row.words, known)) for row in rows]


def how_many() -> int:
    """How many wait for an editor."""
    return db.session.scalar(_open(select(func.count(TopicSuggestion.id))))


def _open(question: Select) -> Select:
    """Nobody need decide on a listing that is retired."""
    joined = question.join(Service, Service.id == TopicSuggestion.service_id)
    return joined.where(TopicSuggestion.state == State.OPEN, Service.retired_at.is_(None))


def names(term_ids: Iterable[str]) -> dict[str, str]:
    """The names of these topics, by their ids; one that is gone by now is left out."""
    wanted = {uuid.UUID(one) for one in term_ids}
    return {
        str(term.id): term.label for term in db.session.scalars(select(TaxonomyTerm).where(TaxonomyTerm.id.in_(wanted)))
    }


def in_words(topics: Iterable[str], words: str, known: dict[str, str]) -> str:
    """The topics by name, and then the group's own words."""
    return ", ".join(filter(None, (*(known[one] for one in topics if one in known), words and f"“{words}”")))


def alike(words: str) -> list[str]:
    """The ids of our own topics that are called as one of these words, between commas, is."""
    called = {" ".join(one.split()).lower() for one in words.split(",")} - {""}
    question = select(TaxonomyTerm.id).where(func.lower(TaxonomyTerm.name).in_(called))
    return [str(one) for one in db.session.scalars(question.where(TaxonomyTerm.merged_into_id.is_(None)))]
