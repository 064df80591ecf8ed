"""Which topics would narrow an answer down, and how many listings each would leave."""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from core.db import db
from directory.listings.taxonomies import TOPICAL, Attribute, Taxonomy, TaxonomyTerm

MOST_FACETS = 40
# Ids in one statement: both databases take more, but neither is quicker for it.
MOST_AT_ONCE = 5_000


@dataclass(frozen=True)
class Facet:
    """A topic, and how many of the listings that answer have it."""

    term: TaxonomyTerm
    count: int


def _tag_counts(ids) -> dict[uuid.UUID, int]:
    """How many of these services have each topic; a topic said twice of one counts once."""
    topical = select(TaxonomyTerm.id).join(Taxonomy).where(Taxonomy.name.in_(TOPICAL))
    rows = (
        select(Attribute.taxonomy_term_id, func.count(Attribute.link_id.distinct()))
        .where(Attribute.link_entity == "service", Attribute.taxonomy_term_id.in_(topical), Attribute.link_id.in_(ids))
        .group_by(Attribute.taxonomy_term_id)
    )
    return dict(db.session.execute(rows).all())


def counts_of(kept: Sequence[uuid.UUID] | None, matching: Select) -> Counter:
    """Tag counts of the listings in `kept`, or of all that match where `kept` is None."""
    counts: Counter = Counter()
    if kept is None:
        counts.update(_tag_counts(select(matching.subquery().c.id)))
    for chunk in _batched(kept or (), MOST_AT_ONCE):
        counts.update(_tag_counts(chunk))
    return counts


def _batched(items: Sequence, size: int) -> Iterator[Sequence]:
    """`items` in pieces of at most `size`."""
    return (items[start : start + size] for start in range(0, len(items), size))


def most_common(counts: Counter, chosen: Sequence[uuid.UUID]) -> list[Facet]:
    """The commonest topics that are not chosen yet, the commonest first."""
    open_to_choose = {term: count for term, count in counts.items() if term not in chosen}
    commonest = sorted(open_to_choose, key=lambda term: (-open_to_choose[term], term.hex))[:MOST_FACETS]
    terms = db.session.scalars(select(TaxonomyTerm).where(TaxonomyTerm.id.in_(commonest))) if commonest else ()
    facets = [Facet(term, open_to_choose[term.id]) for term in terms]
    return sorted(facets, key=lambda facet: (-facet.count, facet.term.label.lower(), facet.term.id.hex))
