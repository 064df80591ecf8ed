"""Terms of taxonomies, found by their id or their name, and added where they are new."""

import uuid
from collections.abc import Iterable

from sqlalchemy import case, func, select

from core.db import db
from directory.listings import shape
from directory.listings.taxonomies import FIXED_NAMES, OWN, Taxonomy, TaxonomyTerm
from directory.listings.values import read

HOUSES = uuid.UUID("5f0f6c1e-6b0e-5c0b-9a53-0b1d9c7e4a21")


def find_or_add(document: dict | None) -> TaxonomyTerm | None:
    """The term that an attribute's `taxonomy_term` means; one without a taxonomy is one of our own topics.

    A term that is known already stays as it is: what a listing says of it changes nothing for the others. One that
    was merged into another means that other.
    """
    if not document or not (document.get("id") or document.get("name")):
        return None
    known = _by_id(document) or _by_name(document)
    return kept(known) if known else _add(document)


def kept(term: TaxonomyTerm) -> TaxonomyTerm:
    """The term itself, or the one that it was merged into."""
    return db.session.get_one(TaxonomyTerm, term.merged_into_id) if term.merged_into_id else term


def kept_ids(term_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """For each of these ids that is a term: the id of the term that it means today, itself unless it was merged."""
    meant = func.coalesce(TaxonomyTerm.merged_into_id, TaxonomyTerm.id)
    rows = db.session.execute(select(TaxonomyTerm.id, meant).where(TaxonomyTerm.id.in_(list(term_ids))))
    return dict(rows.all())


def id_for(name: str) -> uuid.UUID:
    """The id of a new taxonomy: of ours it is the same in every house, so that what one publishes another can ask."""
    return uuid.uuid5(HOUSES, name) if name in FIXED_NAMES else uuid.uuid4()


def bring(name: str, taxonomy_id: uuid.UUID, term_id: uuid.UUID) -> None:
    """Add a taxonomy that a listing brings along under the id that it has there, if its term and it are new here."""
    known = select(Taxonomy.id).where((Taxonomy.name == name) | (Taxonomy.id == taxonomy_id))
    if name in FIXED_NAMES or db.session.scalar(known) or db.session.get(TaxonomyTerm, term_id):
        return
    db.session.add(Taxonomy(id=taxonomy_id, name=name, extra={}))
    db.session.flush()


def taxonomy_named(name: str) -> Taxonomy:
    """The taxonomy called `name`, added if it is new."""
    taxonomy = db.session.scalar(select(Taxonomy).where(Taxonomy.name == name))
    if taxonomy is None:
        taxonomy = Taxonomy(id=id_for(name), name=name, extra={})
        db.session.add(taxonomy)
        db.session.flush()
    return taxonomy


def _by_id(document: dict) -> TaxonomyTerm | None:
    return db.session.get(TaxonomyTerm, uuid.UUID(document["id"])) if document.get("id") else None


def _by_name(document: dict) -> TaxonomyTerm | None:
    """By name within its taxonomy, capitals aside: feeds write one audience in several ways.

    Of several that are called alike, the one with its code; then one that was not merged; then the oldest.
    """
    return db.session.scalar(
        select(TaxonomyTerm)
        .join(Taxonomy)
        .where(
            Taxonomy.name == (document.get("taxonomy") or OWN),
            func.lower(TaxonomyTerm.name) == (document.get("name") or "").lower(),
        )
        .order_by(
            case((TaxonomyTerm.code == document.get("code"), 0), else_=1),
            case((TaxonomyTerm.merged_into_id.is_(None), 0), else_=1),
            TaxonomyTerm.created_at,
            TaxonomyTerm.id,
        )
        .limit(1)
    )


def _add(document: dict) -> TaxonomyTerm:
    known = {*shape.TERM.fields, *shape.TERM.repeats}
    term = TaxonomyTerm(
        id=uuid.UUID(document["id"]) if document.get("id") else uuid.uuid4(),
        taxonomy_id=taxonomy_named(document.get("taxonomy") or OWN).id,
        extra={name: value for name, value in document.items() if name not in known},
    )
    for name, kind in shape.TERM.fields.items():
        if name not in ("id", "taxonomy"):
            setattr(term, name, read(kind, document.get(name)))
    term.name = term.name or document["id"]
    db.session.add(term)
    db.session.flush()
    return term
