"""What a change of terms does to the listings that have them: attributes move, and every listing is written anew."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import delete, select, update

from core import clock
from core.db import db
from directory.listings import entries
from directory.listings.document import differences, part_to_document
from directory.listings.models import ListingChange, Service
from directory.listings.shape import TERM
from directory.listings.taxonomies import Attribute, TaxonomyTerm
from directory.listings.words import Act

AT_ONCE = 200  # listings in memory at a time, and values in one statement


class _Tag(NamedTuple):
    """An attribute: whose it is, and what it says beside its term."""

    id: uuid.UUID
    link_entity: str
    link_id: uuid.UUID
    value: str | None


def move(actor, term: TaxonomyTerm, into: TaxonomyTerm, *, why: str) -> None:
    """Give everything that says `term` the term `into` instead, once; the history of each listing says so.

    What the listings publish is not yet written anew: see `refresh`.
    """
    moving = _tags_with(term)
    doubles = set(_doubles(moving, _tags_with(into)))
    _note(actor, [tag for tag in moving if tag.link_entity == "service"], doubles, term, into, why)
    for ids in _batches([tag.id for tag in doubles]):
        db.session.execute(delete(Attribute).where(Attribute.id.in_(ids)))
    kept = update(Attribute).where(Attribute.taxonomy_term_id == term.id)
    db.session.execute(kept.values(taxonomy_term_id=into.id))
    db.session.expire_all()


def refresh(published: Sequence[uuid.UUID], found: Sequence[uuid.UUID] = ()) -> None:
    """Write the entries of these listings anew.

    What `published` listings publish has changed now, and they say so; `found` ones are only found otherwise, because
    a term above one of theirs has another name or another place.
    """
    db.session.flush()
    for ids in _batches(published):
        db.session.execute(update(Service).where(Service.id.in_(ids)).values(last_modified=clock.now()))
    for ids in _batches(sorted({*published, *found})):
        entries.rewrite(*db.session.scalars(select(Service).where(Service.id.in_(ids))))


def _batches(ids: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _tags_with(term: TaxonomyTerm) -> list[_Tag]:
    columns = select(Attribute.id, Attribute.link_entity, Attribute.link_id, Attribute.value)
    rows = columns.where(Attribute.taxonomy_term_id == term.id).order_by(Attribute.sequence, Attribute.id)
    return [_Tag(*row) for row in db.session.execute(rows)]


def _doubles(moving: Iterable[_Tag], there: Iterable[_Tag]) -> Iterator[_Tag]:
    """Those that would say nothing that their owner does not say already."""
    said = defaultdict(set)
    for tag in there:
        said[tag.link_entity, tag.link_id].add(tag.value or "")
    for tag in moving:
        known = said[tag.link_entity, tag.link_id]
        if (tag.value or "") in known or (known and not tag.value):
            yield tag
        known.add(tag.value or "")


def _note(actor, moving: Iterable[_Tag], doubles: set[_Tag], term: TaxonomyTerm, into: TaxonomyTerm, why: str) -> None:
    """A line in the history of each listing that had the term."""
    before = {"taxonomy_term": part_to_document(term, TERM)}
    moved, dropped = differences(before, {"taxonomy_term": part_to_document(into, TERM)}), differences(before, {})
    changes = defaultdict(dict)
    for tag in moving:
        said = dropped if tag in doubles else moved
        changes[tag.link_id] |= {f"attributes[{tag.id}].{path}": pair for path, pair in said.items()}
    db.session.add_all(
        ListingChange(
            created_at=clock.now(),
            service_id=service_id,
            act=Act.CHANGED,
            actor_id=actor.id,
            actor_name=actor.name,
            reason=why,
            changes=changed,
        )
        for service_id, changed in changes.items()
    )
    db.session.flush()
