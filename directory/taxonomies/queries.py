"""Every question asked of the taxonomies: which there are, a term and what is under it, which listings have it."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import Select, func, select

from core.db import db
from core.refusals import Missing
from directory.listings.models import Service
from directory.listings.parts import ServiceAtLocation
from directory.listings.taxonomies import FOR_WHOM, OWN, Attribute, Taxonomy, TaxonomyFile, TaxonomyTerm

AT_ONCE = 200  # values in one statement


class Standing(NamedTuple):
    """A taxonomy and how much there is of it."""

    taxonomy: Taxonomy
    terms: int
    listings: int


class Branch(NamedTuple):
    """A term where it stands in its tree: `depth` from 0, and how many listings have this very term."""

    term: TaxonomyTerm
    depth: int
    listings: int


def standing() -> list[Standing]:
    """Every taxonomy by name, our own two first."""
    counted = {row[0]: row[1:] for row in db.session.execute(_counts_by_taxonomy())}
    rows = db.session.scalars(select(Taxonomy).order_by(func.lower(Taxonomy.name)))
    found = [Standing(taxonomy, *counted.get(taxonomy.id, (0, 0))) for taxonomy in rows]
    first = {OWN: 0, FOR_WHOM: 1}
    return sorted(found, key=lambda one: first.get(one.taxonomy.name, len(first)))


def _counts_by_taxonomy() -> Select:
    return (
        select(
            TaxonomyTerm.taxonomy_id,
            func.count(TaxonomyTerm.id.distinct()),
            func.count(Service.id.distinct()),
        )
        .outerjoin(Attribute, (Attribute.taxonomy_term_id == TaxonomyTerm.id) & (Attribute.link_entity == "service"))
        .outerjoin(Service, (Service.id == Attribute.link_id) & Service.retired_at.is_(None))
        .where(TaxonomyTerm.merged_into_id.is_(None))
        .group_by(TaxonomyTerm.taxonomy_id)
    )


def find_taxonomy(taxonomy_id: uuid.UUID) -> Taxonomy:
    """One taxonomy. Raises Missing."""
    return _there(db.session.get(Taxonomy, taxonomy_id))


def find_term(term_id: uuid.UUID) -> TaxonomyTerm:
    """The term that this id means: itself, or the one that it was merged into. Raises Missing."""
    term = _there(db.session.get(TaxonomyTerm, term_id))
    return find_term(term.merged_into_id) if term.merged_into_id else term


def find_file(file_id: uuid.UUID) -> TaxonomyFile:
    """A file that an editor brought and that is not decided on yet. Raises Missing."""
    return _there(db.session.get(TaxonomyFile, file_id))


def _there(found):
    if found is None:
        raise Missing
    return found


def called(name: str) -> Taxonomy | None:
    """The taxonomy of that name, capitals aside."""
    return db.session.scalar(select(Taxonomy).where(func.lower(Taxonomy.name) == name.lower()))


def terms_of(taxonomy: Taxonomy, *, merged: bool = False) -> list[TaxonomyTerm]:
    """Its terms by name; with `merged`, those too that were merged into others."""
    question = select(TaxonomyTerm).where(TaxonomyTerm.taxonomy_id == taxonomy.id)
    if not merged:
        question = question.where(TaxonomyTerm.merged_into_id.is_(None))
    return list(db.session.scalars(question.order_by(func.lower(TaxonomyTerm.name), TaxonomyTerm.id)))


def tree(taxonomy: Taxonomy) -> list[Branch]:
    """Its terms, each followed by what is under it, by name."""
    counts = listing_counts(taxonomy)
    return [Branch(term, depth, counts.get(term.id, 0)) for term, depth in in_tree_order(terms_of(taxonomy))]


def in_tree_order(terms: Iterable[TaxonomyTerm]) -> Iterator[tuple[TaxonomyTerm, int]]:
    """Each term with its depth, followed by its children; one whose parent is not among them stands at the top.

    Terms that stand under each other in a ring, as a feed may bring them, come last, at the top.
    """
    left = {term.id: term for term in terms}
    children = defaultdict(list)
    for term in left.values():
        children[term.parent_id if term.parent_id in left else None].append(term)
    waiting = [(term, 0) for term in reversed(children[None])]
    while waiting:
        term, depth = waiting.pop()
        yield left.pop(term.id), depth
        waiting += [(child, depth + 1) for child in reversed(children[term.id])]
    yield from ((term, 0) for term in left.values())


def listing_counts(taxonomy: Taxonomy) -> dict[uuid.UUID, int]:
    """How many listings that are not retired have each term of it: {id of the term: how many}."""
    question = (
        select(Attribute.taxonomy_term_id, func.count(Service.id.distinct()))
        .join(TaxonomyTerm, TaxonomyTerm.id == Attribute.taxonomy_term_id)
        .join(Service, (Service.id == Attribute.link_id) & (Attribute.link_entity == "service"))
        .where(TaxonomyTerm.taxonomy_id == taxonomy.id, Service.retired_at.is_(None))
        .group_by(Attribute.taxonomy_term_id)
    )
    return dict(db.session.execute(question).all())


def under_id(term_id: uuid.UUID) -> list[uuid.UUID]:
    """The ids of all terms under this one, however deep, that were not merged."""
    found: list[uuid.UUID] = []
    above = [term_id]
    while above:
        question = select(TaxonomyTerm.id).where(TaxonomyTerm.parent_id.in_(above), TaxonomyTerm.id.not_in(found))
        above = list(db.session.scalars(question.where(TaxonomyTerm.merged_into_id.is_(None))))
        found += above
    return found


def listings_of(term_ids: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """The ids of all listings, retired ones too, that a change of these terms touches."""
    term_ids = list(term_ids)
    found: set[uuid.UUID] = set()
    for start in range(0, len(term_ids), AT_ONCE):
        some = select(TaxonomyTerm.id).where(TaxonomyTerm.id.in_(term_ids[start : start + AT_ONCE]))
        found.update(db.session.scalars(_listings_with(some)))
    return sorted(found)


def listings_in(taxonomy: Taxonomy) -> list[uuid.UUID]:
    """The ids of all listings, retired ones too, that have a term of this taxonomy."""
    terms = select(TaxonomyTerm.id).where(TaxonomyTerm.taxonomy_id == taxonomy.id)
    return sorted(db.session.scalars(_listings_with(terms)))


def _listings_with(terms: Select) -> Select:
    """The ids of the listings that say one of `terms` of themselves, of their organization or of a place of theirs."""
    tagged = select(Attribute.link_id).where(Attribute.taxonomy_term_id.in_(terms))
    at_places = select(ServiceAtLocation.service_id).where(
        ServiceAtLocation.location_id.in_(tagged.where(Attribute.link_entity == "location"))
    )
    return select(Service.id).where(
        Service.id.in_(tagged.where(Attribute.link_entity == "service"))
        | Service.organization_id.in_(tagged.where(Attribute.link_entity == "organization"))
        | Service.id.in_(at_places)
    )


def parents_for(taxonomy: Taxonomy, term: TaxonomyTerm | None = None) -> dict[str, str]:
    """The terms that a term of `taxonomy` may stand under, in tree order: {id: indented name}; never under itself."""
    ordered = list(in_tree_order(terms_of(taxonomy)))
    below = _below(ordered, term)
    return {str(one.id): "– " * depth + one.name for one, depth in ordered if one.id not in below}


def _below(ordered: Collection[tuple[TaxonomyTerm, int]], term: TaxonomyTerm | None) -> set[uuid.UUID]:
    """The ids of `term` and of everything under it."""
    below = {term.id} if term else set()
    for one, _ in ordered:  # parents come before their children
        if one.parent_id in below:
            below.add(one.id)
    return below


def targets_for(term: TaxonomyTerm) -> dict[str, str]:
    """What `term` may be merged into: terms of its own taxonomy, and of our two; {id: taxonomy and name}."""
    question = (
        select(TaxonomyTerm)
        .join(Taxonomy)
        .where(TaxonomyTerm.merged_into_id.is_(None), TaxonomyTerm.id != term.id)
        .where((Taxonomy.id == term.taxonomy_id) | Taxonomy.name.in_((OWN, FOR_WHOM)))
        .order_by(Taxonomy.name, func.lower(TaxonomyTerm.name), TaxonomyTerm.id)
    )
    return {str(one.id): f"{one.taxonomy}: {one.name}" for one in db.session.scalars(question)}


def merged_into(term: TaxonomyTerm) -> list[TaxonomyTerm]:
    """The terms that were merged into this one, by name."""
    question = select(TaxonomyTerm).where(TaxonomyTerm.merged_into_id == term.id)
    return list(db.session.scalars(question.order_by(func.lower(TaxonomyTerm.name))))


def coded(codes: Collection[str], *, taxonomy: str = OWN) -> list[TaxonomyTerm]:
    """The terms that have these codes in the taxonomy of that name, in the order of the codes, each once.

    One that was merged is the one it was merged into; a code that nothing has is left out.
    """
    question = select(TaxonomyTerm).join(Taxonomy).where(Taxonomy.name == taxonomy, TaxonomyTerm.code.in_(codes))
    found = {term.code: term for term in db.session.scalars(question)}
    return list(dict.fromkeys(find_term(found[code].id) for code in codes if code in found))


def in_use(terms: Iterable[TaxonomyTerm]) -> list[TaxonomyTerm]:
    """Those of them that a listing has."""
    terms = list(terms)
    question = select(Attribute.taxonomy_term_id).where(
        Attribute.taxonomy_term_id.in_([term.id for term in terms]), Attribute.link_entity == "service"
    )
    used = set(db.session.scalars(question.distinct()))
    return [term for term in terms if term.id in used]


def acknowledged() -> list[Taxonomy]:
    """The taxonomies whose words somebody must be thanked for."""
    return list(db.session.scalars(select(Taxonomy).where(Taxonomy.attribution.is_not(None)).order_by(Taxonomy.name)))
