"""Every question asked of the listings: which are public, which somebody may change, what became of them."""

import datetime as dt
import itertools
import json
import uuid
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from accounts.models import Organisation
from accounts.roles import Kind, Permission, may
from core import clock
from core.db import db
from core.refusals import Missing
from core.text import printable
from directory.listings import past, positions, trust_facts
from directory.listings.document import differences, part_to_document, to_document, without_secrets
from directory.listings.models import (
    ListingAlias,
    ListingChange,
    ListingRedirect,
    Service,
    listing_clock,
    listing_entry,
)
from directory.listings.parts import Location, Organization, ServiceAtLocation
from directory.listings.record import record_of
from directory.listings.shape import LOCATION, ORGANIZATION, TERM
from directory.listings.taxonomies import OWN, Taxonomy, TaxonomyTerm
from directory.listings.terms import kept_ids as kept_term_ids
from directory.listings.trust_facts import Facts
from directory.listings.words import STEPS, Status
from directory.places.queries import geocoding_allowed

PAGE = 20
LONGEST_QUESTION = 200  # characters; a database refuses a pattern of many thousands


def public() -> Select:
    """The listings offered to everyone: running, and not retired."""
    return select(Service).where(Service.retired_at.is_(None), Service.status == Status.ACTIVE)


def kept_by(actor) -> Select:
    """The listings of the organizations that the actor's group keeps, retired ones too, and those that it `keeps`."""
    by_the_group = (Organization.keeper_id == actor.organisation_id) & Organization.keeper_id.is_not(None)
    kept = select(Service).outerjoin(Organization, Service.organization_id == Organization.id)
    return kept.where(by_the_group | Service.id.in_(actor.keeps) if actor.keeps else by_the_group)


def visible_to(actor) -> Select:
    """The listings that a list may show this actor: an editor sees every one, everybody else the public ones."""
    return select(Service) if may(actor, Permission.EDIT_DIRECTORY) else public()


def find(service_id: uuid.UUID) -> Service:
    """One listing, retired or not: its own page says so. Raises Missing."""
    return _one(select(Service).where(Service.id == service_id))


class Front(NamedTuple):
    """What a listing's own page is drawn from: its public record, and what the house knows besides."""

    id: uuid.UUID
    record: dict
    retired_at: dt.datetime | None
    retired_reason: str | None
    forwarding_id: uuid.UUID | None
    confirmed_at: dt.datetime | None
    confirmed_by_name: str | None
    keeper_id: uuid.UUID | None
    trust: Facts

    @property
    def public(self) -> bool:
        """Whether it is offered to everyone."""
        return self.retired_at is None and self.record.get("status") == Status.ACTIVE


# Of tables, not of mapped classes: every page of a listing asks this, and a mapping would take longer than the answer.
_service, _organization = Service.__table__.c, Organization.__table__.c
_FRONT = (
    select(
        *(_service.id, listing_entry.c.record, listing_entry.c.card, _service.retired_at, _service.retired_reason),
        *(_service.forwarding_id, _service.confirmed_at, _service.confirmed_by_name, _organization.keeper_id),
    )
    .select_from(Service.__table__)
    .outerjoin(listing_entry, listing_entry.c.service_id == _service.id)
    .outerjoin(Organization.__table__, _organization.id == _service.organization_id)
    .where(_service.id == bindparam("service_id"))
)


def front(service_id: uuid.UUID) -> Front:
    """The listing for its own page, retired or not, in one question of the database. Raises Missing."""
    found = db.session.execute(_FRONT, {"service_id": service_id}).first()
    if found is None:
        raise Missing
    record, card = json.loads(found.record or "{}"), json.loads(found.card or "{}")
    said = {name: value for name, value in found._mapping.items() if name != "card"}
    return Front(**said | {"record": record or record_of(find(service_id)), "trust": _trust(service_id, card)})


def _trust(service_id: uuid.UUID, card: dict) -> Facts:
    """What is known of a listing beside what it says, as its entry has it; a retired one's entry is empty."""
    kept = card.get("trust")
    return trust_facts.read(kept) if kept else trust_facts.of(find(service_id), clock.today())


def find_kept(actor, service_id: uuid.UUID) -> Service:
    """One of the listings that the actor's group keeps; every other is Missing."""
    if not may(actor, Permission.KEEP_OWN_LISTINGS):
        raise Missing
    return _one(kept_by(actor).where(Service.id == service_id))


def find_for_change(actor, service_id: uuid.UUID) -> Service:
    """A listing that this actor may change: an editor any, a group representative the group's own. Raises Missing."""
    return find(service_id) if may(actor, Permission.EDIT_DIRECTORY) else find_kept(actor, service_id)


def may_change(actor, service_id: uuid.UUID) -> bool:
    """Whether `find_for_change` would find this listing for this actor."""
    if may(actor, Permission.EDIT_DIRECTORY):
        return True
    kept = kept_by(actor).with_only_columns(Service.id).where(Service.id == service_id)
    return may(actor, Permission.KEEP_OWN_LISTINGS) and db.session.scalar(kept) is not None


def _one(question: Select) -> Service:
    found = db.session.scalar(question)
    if found is None:
        raise Missing
    return found


def index(actor, *, words: str = "", page: int = 1) -> tuple[list[Service], int]:
    """Listings by name, twenty a page, with the total; each of `words` stands in its name or its organisation's."""
    question = named(visible_to(actor), words)
    total = db.session.scalar(select(func.count()).select_from(question.with_only_columns(Service.id).subquery()))
    return _by_name(question, page), total


def _by_name(question: Select, page: int = 1) -> list[Service]:
    rows = question.order_by(func.lower(Service.name), Service.id).offset((page - 1) * PAGE).limit(PAGE)
    return list(db.session.scalars(rows))


def named(question: Select, words: str) -> Select:
    """The same question, of listings that have each of `words` in their name or their organisation's."""
    question = question.outerjoin(Organization, Service.organization_id == Organization.id)
    for word in printable(words[:LONGEST_QUESTION]).split()[:8]:
        name = func.lower(Service.name + " " + func.coalesce(Organization.name, ""))
        question = question.where(name.contains(word.lower(), autoescape=True))
    return question


def history(service: Service) -> list[ListingChange]:
    """Every change of a listing, the newest first."""
    question = select(ListingChange).where(ListingChange.service_id == service.id)
    return list(db.session.scalars(question.order_by(ListingChange.created_at.desc(), ListingChange.id)))


def onward(service_id: uuid.UUID | None) -> list[Service]:
    """The listing with that id and each that the one before it leads to, up to the end; empty where there is none."""
    way: list[Service] = []
    known: set[uuid.UUID] = set()
    while service_id and service_id not in known and (found := db.session.get(Service, service_id)):
        known.add(service_id)
        way.append(found)
        service_id = found.forwarding_id
    return way


def instead(service: "Service | Front") -> Service | None:
    """Where to go instead of a retired listing: the end of the way that it leads, if that is open."""
    way = onward(service.forwarding_id)
    return way[-1] if way and way[-1].public else None


def others_named(actor, service: Service, words: str, chosen: str | None) -> dict[str, str]:
    """The open listings but `service` with `words` in their names, and before them the one `chosen`: {id: name}.

    Nobody is sent to a retired one; where one is `chosen` already, it stays, so that the page can say what is wrong.
    """
    still_here = visible_to(actor).where(Service.retired_at.is_(None))
    found = _by_name(named(still_here, words)) if words.strip() else []
    if chosen and (known := db.session.get(Service, uuid.UUID(chosen)) if _is_id(chosen) else None):
        found.insert(0, known)
    return {str(one.id): _with_organization(one) for one in found if one.id != service.id}


def _is_id(text: str) -> bool:
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


def _with_organization(service: Service) -> str:
    names = (service.name, service.organization and service.organization.name, service.retired_at and "retired")
    return ", ".join(filter(None, names))


def change_of(service: Service, change_id: uuid.UUID) -> ListingChange:
    """One change of this listing. Raises Missing."""
    found = db.session.get(ListingChange, change_id)
    if found is None or found.service_id != service.id:
        raise Missing
    return found


def as_it_was(service: Service, change: ListingChange | None) -> past.Past:
    """What the listing said right after `change`; what it says now where that is None."""
    since = itertools.takewhile(lambda one: change and one.id != change.id, history(service))
    return past.before(to_document(service), [one.changes for one in since if one.act not in STEPS])


def told_history(service: Service) -> list[tuple[ListingChange, dict[str, list]]]:
    """Its history; of a place that is confidential today only that it changed, even before it was confidential."""
    now = to_document(service)
    return [(change, without_secrets(change.changes, now)) for change in history(service)]


class Difference(NamedTuple):
    """What a listing says differently at two moments, nothing confidential; whether a place is left out for that."""

    changes: dict[str, list]
    hidden: bool


def difference(service: Service, earlier: str | None, later: str | None) -> Difference:
    """What it says right after the change `later` against `earlier`; ids that are none of its changes mean today."""
    known = {str(change.id): change for change in history(service)}
    one, other = (as_it_was(service, known.get(key or "")) for key in (earlier, later))
    hidden = bool(one.hidden | other.hidden)
    return Difference(without_secrets(differences(one.document, other.document), one.document, other.document), hidden)


class Restorable(NamedTuple):
    """What can be put back of a moment, today's words first, and how a page may tell it; what cannot, and why."""

    changes: dict[str, list]
    shown: dict[str, list]
    hidden: bool
    gone: list[past.Gone]


def restorable(service: Service, change: ListingChange) -> Restorable:
    """What of the listing right after `change` can come back: no confirmation, and no term that is gone."""
    now, was = to_document(service), as_it_was(service, change)
    then, gone = past.with_terms_of_today(was.document, now, _terms_today(was.document))
    changes = past.restorable(differences(now, then))
    return Restorable(changes, without_secrets(changes, now, then), bool(was.hidden), gone)


def _terms_today(document: dict) -> dict[str, dict]:
    """What the terms of the listing's topics mean today: {id: the term's part of a document}."""
    ids = {uuid.UUID(one["taxonomy_term"]["id"]) for one in document.get("attributes", []) if "taxonomy_term" in one}
    meant = kept_term_ids(ids)
    rows = db.session.scalars(select(TaxonomyTerm).where(TaxonomyTerm.id.in_(meant.values())))
    known = {row.id: part_to_document(row, TERM) for row in rows}
    return {str(term_id): known[kept_id] for term_id, kept_id in meant.items()}


def locations(location_ids: set[uuid.UUID]) -> dict[str, dict]:
    """The locations with these ids that there are: {id: its part of a document}."""
    rows = db.session.scalars(select(Location).where(Location.id.in_(location_ids)))
    return {str(row.id): part_to_document(row, LOCATION) for row in rows}


def organization_there(organization_id: str | None) -> bool:
    """Whether there is such an organization."""
    return bool(organization_id) and db.session.get(Organization, uuid.UUID(organization_id)) is not None


def from_source(source: str, source_id: str, service_id: str) -> tuple[uuid.UUID, str | None] | None:
    """The id, and what its source said last, of the listing that came from there, or that has the id already."""
    known = select(Service.id, Service.source_hash)
    found = db.session.execute(known.where(Service.source == source, Service.source_id == source_id)).first()
    return found or db.session.execute(known.where(Service.id == uuid.UUID(service_id))).first()


def all_from_source(source: str, ids: dict[str, uuid.UUID]) -> dict[str, uuid.UUID]:
    """The ids of the listings that came from there, or that have the id already; `ids` are {the source's: ours}."""
    by_id = db.session.scalars(select(Service.id).where(Service.id.in_(ids.values())))
    own = {service_id: source_id for source_id, service_id in ids.items()}
    found = {own[service_id]: service_id for service_id in by_id}
    from_there = select(Service.source_id, Service.id).where(Service.source == source, Service.source_id.in_(ids))
    return found | {row.source_id: row.id for row in db.session.execute(from_there)}


def moved_to(service_id: uuid.UUID) -> uuid.UUID | None:
    """The listing that this one was merged into, at the end of any chain; None where it was not."""
    here, passed = service_id, {service_id}
    while (there := _next(here)) and there not in passed:
        passed.add(there)
        here = there
    return here if here != service_id else None


def _next(service_id: uuid.UUID) -> uuid.UUID | None:
    return db.session.scalar(select(ListingRedirect.service_id).where(ListingRedirect.old_id == service_id))


def kept_ids(service_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """For each of these ids, in their order: that of the listing that was kept, itself unless it was merged.

    One question for all of them: no way has two steps, as `operations.merge_away` keeps it.
    """
    ids = list(service_ids)
    question = select(ListingRedirect.old_id, ListingRedirect.service_id).where(ListingRedirect.old_id.in_(ids))
    return {one: one for one in ids} | dict(db.session.execute(question).all() if ids else ())


def kept_id(column: ColumnElement[uuid.UUID]) -> ColumnElement[uuid.UUID]:
    """The same within a question: the id of the listing that was kept of the one that `column` names."""
    merged = select(ListingRedirect.service_id).where(ListingRedirect.old_id == column)
    return func.coalesce(merged.correlate_except(ListingRedirect).scalar_subquery(), column)


def merged_away(source: str, source_id: str) -> uuid.UUID | None:
    """The listing that was kept when the one that this source calls so was merged into it; None if it was not."""
    question = select(ListingAlias.service_id).where(ListingAlias.source == source)
    return db.session.scalar(question.where(ListingAlias.source_id == source_id))


def several(ids) -> dict[uuid.UUID, Service]:
    """The listings with these ids, retired ones too, with everything that hangs on them."""
    return {service.id: service for service in db.session.scalars(select(Service).where(Service.id.in_(ids)))}


def organisation_names() -> list[str]:
    """The names of all organizations, for choosing one while typing."""
    return list(db.session.scalars(select(Organization.name).distinct().order_by(Organization.name)))


def organization_named(name: str) -> dict | None:
    """The organization called `name`, capitals aside, as its part of a document; the oldest if there are several."""
    question = select(Organization).where(func.lower(Organization.name) == name.lower())
    found = db.session.scalar(question.order_by(Organization.created_at, Organization.id).limit(1))
    return found and part_to_document(found, ORGANIZATION)


def topics() -> dict[str, str]:
    """Our own topics, which any listing may be given: {id: name}."""
    question = _terms().where(Taxonomy.name == OWN).order_by(func.lower(TaxonomyTerm.name))
    return {str(row.id): row.label for row in db.session.scalars(question)}


def _terms() -> Select:
    """The terms that may be given to a listing: those that were not merged into another."""
    return select(TaxonomyTerm).join(Taxonomy).where(TaxonomyTerm.merged_into_id.is_(None))


def imported_terms() -> dict[str, str]:
    """The terms of the taxonomies that feeds brought, each with the name of its taxonomy: {id: words}."""
    question = _terms().where(Taxonomy.name != OWN)
    rows = db.session.scalars(question.order_by(Taxonomy.name, func.lower(TaxonomyTerm.name)))
    return {str(row.id): f"{row.taxonomy}: {row.label}" for row in rows}


def keepers() -> dict[str, str]:
    """The groups that may be given listings to keep: {id: name}."""
    question = select(Organisation.id, Organisation.name).where(Organisation.kind == Kind.GROUP)
    return {str(row.id): row.name for row in db.session.execute(question.order_by(Organisation.name))}


def shared_places(service: Service) -> dict[str, dict]:
    """The locations of `service` that other listings use too: {id: its part of a document}."""
    own = [place.location_id for place in service.service_at_locations if place.location_id]
    question = (
        select(Location)
        .where(Location.id.in_(own))
        .where(Location.id.in_(select(ServiceAtLocation.location_id).where(ServiceAtLocation.service_id != service.id)))
    )
    return {str(row.id): part_to_document(row, LOCATION) for row in db.session.scalars(question)}


def beside(service: Service) -> list[Service]:
    """The other listings of the same organization or at the same locations."""
    places = [place.location_id for place in service.service_at_locations if place.location_id]
    at_them = select(ServiceAtLocation.service_id).where(ServiceAtLocation.location_id.in_(places))
    same = (Service.organization_id == service.organization_id) & Service.organization_id.is_not(None)
    question = select(Service).where(Service.id != service.id, same | Service.id.in_(at_them))
    return list(db.session.scalars(question))


def keeping(actor, keeper_id: uuid.UUID | None) -> str:
    """How this actor may change a listing that the group `keeper_id` keeps: as "editor", as "keeper", or not at all."""
    if may(actor, Permission.EDIT_DIRECTORY):
        return "editor"
    return (
        "keeper"
        if keeper_id and may(actor, Permission.KEEP_OWN_LISTINGS) and keeper_id == actor.organisation_id
        else ""
    )


def address_to_locate(service_id: uuid.UUID) -> str | None:
    """The address of this listing that may be looked up online; None if nothing is to be or nobody may."""
    return positions.unplaced(to_document(find(service_id))) if geocoding_allowed() else None


def is_behind() -> bool:
    """Whether there are listings and no entries of them: after an update from a version that had none."""
    first = select(Service.id).limit(1)
    return db.session.scalar(first) is not None and db.session.scalar(select(listing_clock.c.tick)) is None
