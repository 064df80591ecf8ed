"""A list of terms on its way into a taxonomy: kept as a file, shown as a plan, taken in."""

import datetime as dt
import uuid
from collections import Counter
from typing import NamedTuple

from sqlalchemy import delete

from core import audit, clock
from core.db import db
from core.refusals import Refused
from directory.listings import retagging
from directory.listings.taxonomies import Taxonomy, TaxonomyFile, TaxonomyTerm
from directory.taxonomies import operations, queries
from directory.taxonomies.plan import Known, Plan, Step, plan
from directory.taxonomies.sheet import NotReadable, Publication, Sheet, decoded, read

KEPT = dt.timedelta(days=1)
NAMELESS = "Enter what this taxonomy is called"


class Preview(NamedTuple):
    """What taking a file in would do, and how many listings it would touch; `taxonomy` None where it will be new."""

    name: str
    publication: Publication
    taxonomy: Taxonomy | None
    plan: Plan
    listings: int


def keep_file(actor, *, content: bytes, name: str = "") -> TaxonomyFile:
    """Keep a file until the editor has seen what it would do, a day at most. Raises Refused.

    Without a name the list is called what we know it to be called.
    """
    operations.must_edit(actor)
    sheet = _read(content)
    called = name.strip() or sheet.publication.name
    if not called:
        raise Refused(NAMELESS, field="name")
    forget(clock.now())
    file = TaxonomyFile(taxonomy_name=called, text=decoded(content))
    db.session.add(file)
    audit.record(actor, "taxonomy-file.uploaded", file, name=called)
    return file


def preview(file: TaxonomyFile) -> Preview:
    """What taking the file in would do as things stand."""
    return _preview(read(file.text.encode()), file.taxonomy_name)


def import_file(actor, file: TaxonomyFile) -> tuple[Taxonomy, Plan]:
    """Take the file in, and throw it away. Raises Refused."""
    taken = import_list(actor, content=file.text.encode(), name=file.taxonomy_name)
    db.session.delete(file)
    return taken


def discard_file(actor, file: TaxonomyFile) -> None:
    """Throw the file away unused."""
    operations.must_edit(actor)
    audit.record(actor, "taxonomy-file.discarded", file)
    db.session.delete(file)


def import_list(actor, *, content: bytes, name: str = "") -> tuple[Taxonomy, Plan]:
    """Take a list of terms in; what it does not name stays, and what it names already keeps its id.

    The same list again changes nothing. Every listing that has a term which changes is written anew. Raises Refused.
    """
    operations.must_edit(actor)
    found = _preview(_read(content), name)
    if not found.name:
        raise Refused(NAMELESS, field="name")
    taxonomy = found.taxonomy or operations.add_taxonomy(actor, name=found.name)
    if taxonomy.source is None and found.publication.source:
        operations.put_facts(taxonomy, found.publication.edition, found.publication._asdict())
    changing = _written_anew(found.plan)
    below = {term_id for changed in changing for term_id in queries.under_id(changed)}
    touched, found_otherwise = queries.listings_of(changing), queries.listings_of(below)
    for step in (*found.plan.added, *found.plan.renamed, *found.plan.changed):
        _put(taxonomy, step)
    if found.plan.writes:
        counts = {kind: len(getattr(found.plan, kind)) for kind in ("added", "renamed", "changed", "refused")}
        audit.record(actor, "taxonomy.imported", taxonomy, listings=len(touched), **counts)
    retagging.refresh(touched, found_otherwise)
    return taxonomy, found.plan


def forget(moment: dt.datetime) -> int:
    """Throw away files that waited for a day; returns how many."""
    return db.session.execute(delete(TaxonomyFile).where(TaxonomyFile.created_at < moment - KEPT)).rowcount


def told(taken: Plan) -> str:
    """What became of the rows, in words: "280 added, 3 renamed, 1 refused"."""
    kinds = ("added", "renamed", "changed", "unchanged", "refused")
    counts = Counter({kind: len(getattr(taken, kind)) for kind in kinds})
    counts["unchanged"] += len(taken.merged)
    return ", ".join(f"{counts[kind]:,} {kind}" for kind in kinds)


def _read(content: bytes) -> Sheet:
    try:
        return read(content)
    except NotReadable as problem:
        raise Refused(str(problem), field="file") from None


def _preview(sheet: Sheet, name: str) -> Preview:
    called = name.strip() or sheet.publication.name
    taxonomy = queries.called(called) if called else None
    terms = queries.terms_of(taxonomy, merged=True) if taxonomy else []
    found = plan(sheet.rows, [Known(*(getattr(term, field) for field in Known._fields)) for term in terms])
    return Preview(called, sheet.publication, taxonomy, found, len(queries.listings_of(_written_anew(found))))


def _written_anew(found: Plan) -> list[uuid.UUID]:
    """The terms of which listings publish something else than before."""
    return [step.term_id for step in (*found.renamed, *found.changed)]


def _put(taxonomy: Taxonomy, step: Step) -> None:
    if step.known is None:
        db.session.add(TaxonomyTerm(id=step.term_id, taxonomy_id=taxonomy.id, extra={}, **step.says))
        return
    term = db.session.get_one(TaxonomyTerm, step.term_id)
    for name, value in step.changes.items():
        setattr(term, name, value)
