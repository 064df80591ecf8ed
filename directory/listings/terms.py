"""Terms of taxonomies, found by their id or their name, and added where they are new."""

import uuid

from sqlalchemy import func, select

from core.db import db
from directory.listings import shape
from directory.listings.taxonomies import OWN, Taxonomy, TaxonomyTerm
from directory.listings.values import read


def find_or_add(document: dict | None) -> TaxonomyTerm | None:
    """The term that an attribute's `taxonomy_term` means; one without a taxonomy is one of our own topics.

    A term that is known already stays as it is: what a listing says of it changes nothing for the others.
    """
    if not document or not (document.get("id") or document.get("name")):
        return None
    return _by_id(document) or _by_name(document) or _add(document)


def taxonomy_named(name: str) -> Taxonomy:
    """The taxonomy called `name`, added if it is new."""
    taxonomy = db.session.scalar(select(Taxonomy).where(Taxonomy.name == name))
    if taxonomy is None:
        taxonomy = Taxonomy(name=name, extra={})
        db.session.add(taxonomy)
        db.session.flush()
    return taxonomy


def _by_id(document: dict) -> TaxonomyTerm | None:
    return db.session.get(TaxonomyTerm, uuid.UUID(document["id"])) if document.get("id") else None


def _by_name(document: dict) -> TaxonomyTerm | None:
    """By name within its taxonomy, capitals aside: feeds write one audience in several ways."""
    return db.session.scalar(
        select(TaxonomyTerm)
        .join(Taxonomy)
        .where(
            Taxonomy.name == (document.get("taxonomy") or OWN),
            func.lower(TaxonomyTerm.name) == (document.get("name") or "").lower(),
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
