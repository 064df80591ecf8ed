"""The terms of all taxonomies as search needs them: their names, and what stands above and below each."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from sqlalchemy import select

from core.db import db
from directory.listings.taxonomies import Taxonomy, TaxonomyTerm
from directory.search.columns import Table
from directory.search.snapshot import Snapshot


class Term(NamedTuple):
    """What pages say of a term, the name of its taxonomy, and the id of the term above it."""

    label: str
    taxonomy: str
    above: str | None


def terms(snapshot: Snapshot) -> dict[str, Term]:
    """Every term by its id; read once for a snapshot, for whatever brings a term to a listing ticks the clock."""
    if "terms" not in snapshot.read_once:
        rows = db.session.execute(
            select(TaxonomyTerm.id, TaxonomyTerm.name, Taxonomy.name, TaxonomyTerm.parent_id)
            .join(Taxonomy, Taxonomy.id == TaxonomyTerm.taxonomy_id)
            .where(TaxonomyTerm.merged_into_id.is_(None))
        )
        snapshot.read_once["terms"] = {
            str(term): Term(_label(name), taxonomy, above and str(above)) for term, name, taxonomy, above in rows
        }
    return snapshot.read_once["terms"]


def _label(name: str) -> str:
    return name.rpartition(">")[2].strip() or name


def with_those_below(snapshot: Snapshot, term: str) -> set[str]:
    """The ids of a term and of every term under it: whoever looks for crafts finds the knitters."""
    if "below" not in snapshot.read_once:
        below = defaultdict(set)
        for one in terms(snapshot):
            for above in _upwards(snapshot, one):
                below[above].add(one)
        snapshot.read_once["below"] = below
    return {term, *snapshot.read_once["below"].get(term, ())}


def _upwards(snapshot: Snapshot, term: str) -> Iterator[str]:
    """The ids of a term and of those above it, each once even where a feed made them go in a circle."""
    known, seen = terms(snapshot), set()
    while term in known and term not in seen:
        seen.add(term)
        yield term
        term = known[term].above


def with_those_above(snapshot: Snapshot) -> Table:
    """The terms of each listing and those above them, each once for a listing: what is counted."""
    if "above" not in snapshot.read_once:
        snapshot.read_once["above"] = _with_those_above(snapshot)
    return snapshot.read_once["above"]


def _with_those_above(snapshot: Snapshot) -> Table:
    own, known = snapshot.columns.terms, snapshot.known.terms
    rows, codes = [own.row], [own["code"]]
    for code, term in enumerate(list(known.words)):
        for above in list(_upwards(snapshot, term))[1:]:
            here = own.row[own["code"] == code]
            rows.append(here)
            codes.append(np.full(len(here), known.number(above), dtype=np.int32))
    width = len(known.words) + 1
    pairs = np.unique(np.concatenate(rows).astype(np.int64) * width + np.concatenate(codes))
    return Table((pairs // width).astype(np.int32), {"code": (pairs % width).astype(np.int32)})
