"""What editors do with taxonomies: add, change, move and merge, so that no listing loses a topic."""

import uuid

from sqlalchemy import func, select, update

from accounts.roles import Permission, may
from core import audit
from core.db import check_version, db
from core.refusals import Missing, Refused, Stale
from directory.listings import retagging
from directory.listings.taxonomies import AUDIENCE, FIXED_NAMES, Taxonomy, TaxonomyTerm
from directory.listings.terms import id_for, taxonomy_named
from directory.taxonomies import queries, starter

FACTS = ("description", "uri", "source", "licence", "attribution")


def add_taxonomy(actor, *, name: str, edition: str = "", **facts: str) -> Taxonomy:
    """Add an empty taxonomy; `edition` is what its publisher calls this version of it. Raises Refused."""
    must_edit(actor)
    _refuse_taken_taxonomy(name)
    taxonomy = Taxonomy(id=id_for(name.strip()), name=name.strip(), extra={})
    put_facts(taxonomy, edition, facts)
    db.session.add(taxonomy)
    audit.record(actor, "taxonomy.added", taxonomy, name=taxonomy.name)
    return taxonomy


def change_taxonomy(actor, taxonomy: Taxonomy, *, version: int, name: str, edition: str, **facts: str) -> int:
    """Change what is said of a taxonomy; returns how many listings its new name touches. Raises Refused, Stale."""
    must_edit(actor)
    if taxonomy.revision != version:
        raise Stale
    renamed = name.strip() != taxonomy.name
    if renamed:
        _refuse_fixed_name(taxonomy)
        _refuse_taken_taxonomy(name, taxonomy)
    touched = queries.listings_in(taxonomy) if renamed else []
    taxonomy.name = name.strip()
    put_facts(taxonomy, edition, facts)
    audit.record(actor, "taxonomy.changed", taxonomy, name=taxonomy.name, listings=len(touched))
    retagging.refresh(touched)
    return len(touched)


def add_term(actor, taxonomy: Taxonomy, *, name: str, parent_id: uuid.UUID | None = None, **facts) -> TaxonomyTerm:
    """Add a term; `facts` are its id, description, code and term_uri, as far as they are known. Raises Refused."""
    must_edit(actor)
    _check_place(taxonomy, None, name, parent_id)
    term = TaxonomyTerm(
        id=facts.pop("id", None) or uuid.uuid4(),
        taxonomy_id=taxonomy.id,
        name=name.strip(),
        parent_id=parent_id,
        extra={},
        **{field: value or None for field, value in facts.items()},
    )
    db.session.add(term)
    db.session.flush()
    audit.record(actor, "term.added", term, name=term.name, taxonomy=taxonomy.name)
    return term


def change_term(
    actor, term: TaxonomyTerm, *, version: int, name: str, parent_id: uuid.UUID | None = None, **facts: str
) -> int:
    """Rename or move a term, whose id stays; returns how many listings that touches. Raises Refused, Stale."""
    must_edit(actor)
    check_version(term, version)
    _must_stand(term)
    if (name.strip(), parent_id) != (term.name, term.parent_id):
        _check_place(term.taxonomy_detail, term, name, parent_id)
    before = term.name
    for field, value in {"name": name.strip(), "parent_id": parent_id, **facts}.items():
        if getattr(term, field) != (value or None):
            setattr(term, field, value or None)
    if term not in db.session.dirty or not db.session.is_modified(term):
        return 0
    touched = queries.listings_of([term.id])
    audit.record(actor, "term.changed", term, before=before, name=term.name, listings=len(touched))
    retagging.refresh(touched, queries.listings_of(queries.under_id(term.id)))
    return len(touched)


def merge_terms(actor, term: TaxonomyTerm, *, version: int, into_id: uuid.UUID) -> int:
    """Make every listing that has `term` have the term `into_id` instead; returns how many there are.

    The id and the name of `term` mean the other from now on, also in what feeds bring. What stood under it stands
    under the other. Raises Refused, Stale; Missing where there is no such term.
    """
    must_edit(actor)
    check_version(term, version)
    _must_stand(term)
    into = queries.find_term(into_id)
    if into is term:
        raise Refused("Choose another term than this one", field="into_id")
    touched, below = queries.listings_of([term.id]), queries.under_id(term.id)
    retagging.move(actor, term, into, why=f"“{term.name}” was merged into “{into.name}”")
    _move_what_leads_to(term, into)
    term.merged_into_id = into.id
    audit.record(actor, "term.merged", term, name=term.name, into=str(into.id), listings=len(touched))
    retagging.refresh(touched, queries.listings_of(below))
    return len(touched)


def install_starter(actor) -> int:
    """Put our own taxonomies in; returns how many terms were new. What an editor has changed since stays as it is."""
    must_edit(actor)
    new = 0
    for said in starter.taxonomies():
        taxonomy = taxonomy_named(said["name"])
        if taxonomy.source is None:
            put_facts(taxonomy, said["edition"], {field: said.get(field) for field in FACTS})
        new += _install(actor, taxonomy, said["terms"])
    return new


def _install(actor, taxonomy: Taxonomy, terms: list[dict]) -> int:
    """Add the terms that are not there; one that a listing brought gets the code and the parent that it lacks."""
    standing = queries.terms_of(taxonomy, merged=True)
    by_code = {term.code: term for term in standing if term.code}
    by_name = {term.name.lower(): term for term in standing}
    new = 0
    for said in terms:
        parent = by_code.get(said.get("parent"))
        term = by_code.get(said["code"]) or by_name.get(said["name"].lower())
        if term is None:
            new += 1
            facts = {field: said.get(field) for field in ("name", "code", "description")}
            term = add_term(
                actor, taxonomy, id=uuid.UUID(said["id"]), parent_id=parent and queries.find_term(parent.id).id, **facts
            )
        elif term.code is None:
            term.code, term.parent_id = said["code"], term.parent_id or (parent and parent.id)
        by_code[said["code"]] = term
        _lead_here(actor, queries.find_term(term.id), said.get("also", ()))
    return new


def _lead_here(actor, term: TaxonomyTerm, names: list[str]) -> None:
    """Let these names, as feeds write them, mean `term`; a name that is merged already stays where it is."""
    audience = taxonomy_named(AUDIENCE) if names else None
    for name in names:
        known = db.session.scalar(
            select(TaxonomyTerm).where(
                TaxonomyTerm.taxonomy_id == audience.id, func.lower(TaxonomyTerm.name) == name.lower()
            )
        )
        if known is None:
            db.session.add(TaxonomyTerm(taxonomy_id=audience.id, name=name, merged_into_id=term.id, extra={}))
        elif known.merged_into_id is None:
            merge_terms(actor, known, version=known.version, into_id=term.id)


def put_facts(taxonomy: Taxonomy, edition: str | None, facts: dict[str, str | None]) -> None:
    """Say of the taxonomy what `facts` say, and nothing else."""
    taxonomy.version = edition or None
    for field in FACTS:
        setattr(taxonomy, field, facts.get(field) or None)


def _move_what_leads_to(term: TaxonomyTerm, into: TaxonomyTerm) -> None:
    """Terms merged into `term` before, and terms under it, follow; none comes to stand under itself."""
    if into.parent_id == term.id:
        into.parent_id = term.parent_id
    db.session.flush()
    leading = update(TaxonomyTerm).where(TaxonomyTerm.merged_into_id == term.id)
    db.session.execute(leading.values(merged_into_id=into.id))
    under = update(TaxonomyTerm).where(TaxonomyTerm.parent_id == term.id, TaxonomyTerm.id != into.id)
    db.session.execute(under.values(parent_id=into.id if into.taxonomy_id == term.taxonomy_id else None))
    db.session.expire_all()


def _check_place(taxonomy: Taxonomy, term: TaxonomyTerm | None, name: str, parent_id: uuid.UUID | None) -> None:
    """Raise Refused for a name that is empty or taken there, and for a parent that is not to be had."""
    if not name.strip():
        raise Refused("Enter the name of the term", field="name")
    if parent_id and str(parent_id) not in queries.parents_for(taxonomy, term):
        raise Refused("Choose a term that this one may stand under", field="parent_id")
    for other in queries.terms_of(taxonomy):
        if other is not term and other.parent_id == parent_id and other.name.lower() == name.strip().lower():
            raise Refused(f"There is a term called {other.name} here already", field="name")


def _must_stand(term: TaxonomyTerm) -> None:
    if term.merged_into_id:
        raise Refused("This term was merged into another")


def _refuse_fixed_name(taxonomy: Taxonomy) -> None:
    if taxonomy.name in FIXED_NAMES:
        raise Refused(f"{taxonomy.name} keeps its name: search and feeds know it by that", field="name")


def _refuse_taken_taxonomy(name: str, taxonomy: Taxonomy | None = None) -> None:
    if not name.strip():
        raise Refused("Enter the name of the taxonomy", field="name")
    known = queries.called(name.strip())
    if known is not None and known is not taxonomy:
        raise Refused(f"There is a taxonomy called {known.name} already", field="name")


def must_edit(actor) -> None:
    """Raise Missing unless the actor keeps the directory."""
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing
