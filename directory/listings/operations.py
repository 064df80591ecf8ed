"""The one door through which a listing changes: add, change, confirm, retire, reopen."""

import uuid

from sqlalchemy import delete, update

from accounts.actors import LONGEST_NAME
from accounts.roles import Permission, may
from core import audit, clock
from core.db import check_version, db
from core.refusals import Missing, Refused
from directory.listings import entries, past, positions, queries, spoken
from directory.listings.document import differences, to_document, without_secrets
from directory.listings.models import ListingAlias, ListingChange, ListingRedirect, Service
from directory.listings.noting import note
from directory.listings.shape import Kind
from directory.listings.taking_part import tags
from directory.listings.values import read
from directory.listings.words import Act
from directory.listings.writing import write
from directory.places.geocoding import Geocoder
from directory.places.operations import locate_address

NAMELESS = "Enter the name of the listing"


def add_listing(
    actor,
    *,
    document: dict,
    keeper_id: uuid.UUID | None = None,
    source: str | None = None,
    source_id: str | None = None,
    source_hash: str | None = None,
    why: str = "",
) -> Service:
    """Add the listing that `document` describes (Open Referral UK's shape, see shape.py). Raises Refused.

    `keeper_id` is the accounts organisation whose representatives will keep the listings of its organization.
    The actor is an editor; at the shell, `System(Role.DIRECTORY_EDITOR)`.
    """
    _must_edit(actor)
    service = Service(
        id=_new_id(document),
        last_modified=_modified(document, source),
        source=source,
        source_id=source_id,
        source_hash=source_hash,
        standing=None,
    )
    _write(service, document)
    db.session.add(service)
    if keeper_id and service.organization:
        service.organization.keeper_id = keeper_id
    db.session.flush()
    after = to_document(service)
    note(actor, service, Act.ADDED, without_secrets(differences({}, after), after), why=why)
    entries.rewrite(service)
    return service


def change_listing(actor, service: Service, *, version: int, document: dict, why: str = "") -> Service:
    """Make the listing say what `document` says; nothing is written down if that is what it says already.

    A location that other listings share is changed for this one only. Raises Stale, Refused; Missing where the
    listing is not the actor's to change.
    """
    _must_keep(actor, service)
    check_version(service, version)
    refuse_other_organization(actor, service, document)
    _refuse_own_topics(actor, service, document)
    document = _with_own_places(service, document)
    return _change(actor, service, document, why)


def restore_listing(
    actor, service: Service, *, version: int, change: ListingChange, groups: list[str], why: str
) -> list[str]:
    """Let the listing say again what it said right after `change`: what is in these groups of its differences.

    That is a new change; the history stays. A confidential place stays as it is, a term that is gone stays away, and
    nobody's confirmation is taken back. `groups` are keys of `past.groups`; returns those of which nothing came back.
    Raises Stale, Missing; Refused where nothing would come back, or a session without its place.
    """
    _must_edit(actor)
    check_version(service, version)
    if not why.strip():
        raise Refused("Say why you put this back", field="why")
    if not groups:
        raise Refused("Choose what to put back", field="groups")
    now, offered = to_document(service), past.groups(queries.restorable(service, change).changes)
    wanted = {path: pair for name in groups for path, pair in offered.get(name, {}).items()}
    document = _with_organization_there(_with_places_there(past.put(now, wanted), now), now)
    _refuse_without_place(document, now, groups, offered)
    change_listing(actor, service, version=version, document=document, why=why.strip())
    changed = differences(now, to_document(service))
    if not changed:
        raise Refused("Nothing was put back: what you chose cannot come back, or stands there already", field="groups")
    return [name for name in groups if not changed.keys() & offered.get(name, {}).keys()]


def locate_listing(actor, service: Service, *, version: int, geocoder: Geocoder | None = None) -> Service:
    """Ask a server on the internet where the listing's address is, and give the place that position.

    Only where an administrator allowed it; nothing is locked while the server thinks. Raises Refused where the
    address is not known or nobody may ask, Stale, Missing.
    """
    _must_edit(actor)
    check_version(service, version)
    address = positions.unplaced(to_document(service))
    if address is None:
        raise Refused("Every address of this listing has its place on the map")
    point = locate_address(actor, address, geocoder=geocoder)
    if point is None:
        raise Refused("Nobody there knows this address. Check it, or give it a postcode")
    document = positions.placed(to_document(service), address, point)
    return change_listing(actor, service, version=version, document=document, why="Address looked up online")


def change_from_source(actor, service: Service, *, document: dict, source_hash: str, why: str = "") -> bool:
    """Take over what the listing's source says now, shared places included; whether anything changed."""
    _must_edit(actor)
    service.source_hash = source_hash
    before = service.last_modified
    _change(actor, service, document, why, modified=_modified(document, service.source))
    return service.last_modified != before


def entrust_listing(actor, service: Service, *, keeper_id: uuid.UUID | None) -> Service:
    """Let the representatives of the group `keeper_id`, or nobody, keep the listings of its organization."""
    _must_edit(actor)
    if service.organization is None or service.organization.keeper_id == keeper_id:
        return service
    service.organization.keeper_id = keeper_id
    audit.record(actor, "listing.entrusted", service, keeper=str(keeper_id))
    return service


def confirm_listing(actor, service: Service, *, version: int) -> Service:
    """Write down that somebody who knows says today that the listing is right. Raises Stale, Refused, Missing."""
    _must_keep(actor, service)
    check_version(service, version)
    _must_be_open(service)
    before = to_document(service)
    # Everybody reads by whom: the organisation. Who of it did so is for history, which only editors read.
    service.confirmed_at, service.confirmed_by_id = clock.now(), actor.id
    service.confirmed_by_name = (actor.organisation_name or actor.name)[:LONGEST_NAME]
    service.assured_date = clock.today()
    note(actor, service, Act.CONFIRMED, differences(before, to_document(service)))
    entries.rewrite(service)
    return service


def retire_listing(
    actor, service: Service, *, version: int, reason: str, forwarding_id: uuid.UUID | None = None
) -> Service:
    """Take the listing out of the directory; its page stays, says so and leads to the listing `forwarding_id`.

    That may be retired too if it leads on to one that is not, and never back to this one. Raises Stale, Refused.
    """
    _must_edit(actor)
    check_version(service, version)
    _must_be_open(service)
    if not reason.strip():
        raise Refused("Say why this listing is retired", field="reason")
    onward = _onward(service, forwarding_id) if forwarding_id else None
    service.retired_at, service.retired_reason, service.last_modified = clock.now(), reason.strip(), clock.now()
    service.forwarding_id = forwarding_id
    changes = {"forwarding": [None, onward.name]} if onward else {}
    note(actor, service, Act.RETIRED, changes, why=service.retired_reason)
    entries.rewrite(service)
    return service


def merge_away(actor, service: Service, *, version: int, into: Service) -> Service:
    """Retire a listing that is `into` as well: its id leads there for ever, and its source's record is no new listing.

    Whatever led to `service` leads to `into` from now on, so that no chain grows. Raises Stale, Refused.
    """
    reason = f"It is the same as “{into.name}”"
    retire_listing(actor, service, version=version, reason=reason, forwarding_id=into.id)
    db.session.execute(delete(ListingRedirect).where(ListingRedirect.old_id == into.id))
    for kind in (ListingRedirect, ListingAlias):
        db.session.execute(update(kind).where(kind.service_id == service.id).values(service_id=into.id))
    db.session.add(ListingRedirect(old_id=service.id, service_id=into.id))
    if service.source and service.source_id:
        db.session.add(ListingAlias(source=service.source, source_id=service.source_id, service_id=into.id))
    audit.record(actor, "listing.merged", service, into=str(into.id))
    db.session.flush()
    return service


def reopen_listing(actor, service: Service, *, version: int, why: str = "") -> Service:
    """Put a retired listing back into the directory. Raises Stale, Refused."""
    _must_edit(actor)
    check_version(service, version)
    if service.retired_at is None:
        raise Refused("This listing is not retired")
    service.retired_at, service.retired_reason, service.last_modified = None, None, clock.now()
    service.forwarding_id = None
    _unmerge(service)
    note(actor, service, Act.REOPENED, {}, why=why)
    entries.rewrite(service)
    return service


def _unmerge(service: Service) -> None:
    """A listing that comes back is no other's any more."""
    db.session.execute(delete(ListingRedirect).where(ListingRedirect.old_id == service.id))
    own = (ListingAlias.source == service.source) & (ListingAlias.source_id == service.source_id)
    db.session.execute(delete(ListingAlias).where(own))


def _onward(service: Service, forwarding_id: uuid.UUID) -> Service:
    """The listing to send people to, if the way there ends at an open one that is not `service`."""
    way = queries.onward(forwarding_id)
    if not way or any(one.id == service.id for one in way):
        raise Refused("Choose a listing that does not lead back to this one", field="forwarding_id")
    if way[-1].retired_at:
        raise Refused("The listing that you chose is retired and leads nowhere. Choose another", field="forwarding_id")
    return way[0]


def _change(actor, service: Service, document: dict, why: str, modified=None) -> Service:
    before = to_document(service)
    _write(service, document)
    after = to_document(service)
    changes = without_secrets(differences(before, after), before, after)
    if not changes:
        return service
    service.last_modified = modified if modified and modified > service.last_modified else clock.now()
    note(actor, service, Act.CHANGED, changes, why=why)
    entries.rewrite(service)
    if any(path.startswith(("organization.name", "service_at_locations")) for path in changes):
        entries.rewrite(*queries.beside(service))
    return service


def _write(service: Service, document: dict) -> None:
    if not str(document.get("name") or "").strip():
        raise Refused(NAMELESS, field="name")
    write(service, positions.fill(document))


def _new_id(document: dict) -> uuid.UUID:
    wanted = read(Kind.ID, document.get("id")) or uuid.uuid4()
    if db.session.get(Service, wanted):
        raise Refused("There is a listing with this id already")
    return wanted


def _modified(document: dict, source: str | None):
    """When the source says that it last changed it, otherwise now."""
    return (source and read(Kind.MOMENT, document.get("last_modified"))) or clock.now()


def _with_own_places(service: Service, document: dict) -> dict:
    """The document with a place of its own wherever it says something new of a place that others share."""
    shared = queries.shared_places(service)
    places = [_own_place(place, shared) for place in document.get("service_at_locations") or []]
    return document | {"service_at_locations": places}


def _own_place(place: dict, shared: dict[str, dict]) -> dict:
    location = place.get("location") or {}
    common = shared.get(location.get("id"))
    if common is None or not differences(common, location):
        return place
    return place | {"location": _without_ids(location)}


def _with_places_there(document: dict, now: dict) -> dict:
    """The document with the places that come back as `_place_back` says."""
    present = {place["id"]: place for place in now.get("service_at_locations", [])}
    places = document.get("service_at_locations", [])
    there = queries.locations({uuid.UUID(wanted) for place in places if (wanted := _location_id(place))})
    back = [_place_back(place, present.get(place["id"]), there) for place in places]
    return document | {"service_at_locations": [place for place in back if place]}


def _place_back(place: dict, present: dict | None, there: dict[str, dict]) -> dict | None:
    """The location that it was, if that says the same still, otherwise one of its own; none that is confidential."""
    known = there.get(_location_id(place))
    if known is None or _location_id(place) == _location_id(present or {}):
        return place
    if known.get("confidential"):
        return present
    return place | {"location": _without_ids(place["location"])} if differences(known, place["location"]) else place


def _location_id(place: dict) -> str | None:
    return (place.get("location") or {}).get("id")


def _with_organization_there(document: dict, now: dict) -> dict:
    """Another organization comes back as it is today: what it says is not this listing's to put back."""
    wanted = (document.get("organization") or {}).get("id")
    if wanted == (now.get("organization") or {}).get("id") or not queries.organization_there(wanted):
        return document
    return document | {"organization": {"id": wanted}}


def _refuse_without_place(document: dict, now: dict, groups: list[str], offered: dict[str, dict]) -> None:
    """No session comes back without its place, and no place goes from under a session that stays."""
    there, present = _place_ids(document), _place_ids(now)
    for session in document.get("schedules", []):
        place = session.get("service_at_location_id")
        own, its_place = f"schedules[{session['id']}]", f"service_at_locations[{place}]"
        if not place or place in there or (place not in present and own not in groups):
            continue
        words = f"“{spoken.session(session)}”"
        if its_place in groups and place in present:
            raise Refused(f"{words} is at the place that would go. Tick that session as well", field="groups")
        if its_place in offered and its_place not in groups:
            raise Refused(f"{words} was at a place that is gone. Tick its place as well", field="groups")
        raise Refused(f"{words} was at a place that cannot come back. Leave that session out", field="groups")


def _place_ids(document: dict) -> set[str]:
    return {place["id"] for place in document.get("service_at_locations", []) if place.get("id")}


def _without_ids(part: dict) -> dict:
    """The same words in new rows; a term of a taxonomy stays the term that it is."""
    fresh = {name: value for name, value in part.items() if name != "id"}
    for name, value in fresh.items():
        if isinstance(value, list):
            fresh[name] = [_without_ids(item) if isinstance(item, dict) else item for item in value]
    return fresh


def refuse_other_organization(actor, service: Service, document: dict) -> None:
    """A representative may not hand a listing to an organization that another group keeps. Raises Refused."""
    if may(actor, Permission.EDIT_DIRECTORY):
        return
    if (document.get("organization") or {}).get("id") != str(service.organization_id):
        raise Refused("Ask the directory’s editors to move this listing to another organisation", field="organisation")


def _refuse_own_topics(actor, service: Service, document: dict) -> None:
    """A group does not tag itself: it suggests topics, and an editor decides (docs/decisions/topics.md)."""
    if not may(actor, Permission.EDIT_DIRECTORY) and tags(document) != tags(to_document(service)):
        raise Refused("An editor decides on topics. You can suggest topics for your listing", field="topics")


def _must_edit(actor) -> None:
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing


def _must_keep(actor, service: Service) -> None:
    if not queries.may_change(actor, service.id):
        raise Missing


def _must_be_open(service: Service) -> None:
    if service.retired_at:
        raise Refused("This listing is retired. Reopen it first")
