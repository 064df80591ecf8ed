"""From a document to rows: nested rows are matched by their ids, added, changed and taken away."""

import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from core.db import db
from core.refusals import Refused
from directory.listings import parts, shape, terms
from directory.listings.models import Service
from directory.listings.shape import Kind, Shape
from directory.listings.taxonomies import Attribute
from directory.listings.values import read
from directory.listings.words import LocationType, Status

ROWS = {
    "service_at_locations": parts.ServiceAtLocation,
    "schedules": parts.Schedule,
    "service_areas": parts.ServiceArea,
    "cost_options": parts.CostOption,
    "contacts": parts.Contact,
    "phones": parts.Phone,
    "languages": parts.Language,
    "funding": parts.Funding,
    "attributes": Attribute,
    "organization_identifiers": parts.OrganizationIdentifier,
    "addresses": parts.Address,
    "accessibility": parts.Accessibility,
}
NEVER_EMPTY = {
    "status": Status.ACTIVE,
    "location_type": LocationType.PHYSICAL,
    "address_type": LocationType.PHYSICAL,
    "confidential": False,
}
# Without it the row would say nothing at all.
SAYS_IT_ALL = {"phones": "number", "funding": "source", "organization_identifiers": "identifier"}


def write(service: Service, document: dict) -> None:
    """Make `service` and what hangs on it say what `document` says, and nothing else. Raises Refused."""
    with db.session.no_autoflush:
        _write_part(service, document, shape.SERVICE, set())


def _write_part(row, document: dict, of: Shape, used: set) -> None:
    """Write one row and what is inside it; `used` are the ids given to new rows on the way."""
    for name, kind in of.fields.items():
        if name not in ("id", "last_modified"):
            _set(row, name, _value(name, kind, document.get(name)))
    known = {*of.fields, *of.ones, *of.lists, *of.repeats}
    _set(row, "extra", {name: value for name, value in document.items() if name not in known})
    for name, inner in of.ones.items():
        _set(row, name, ONES[name](document.get(name), inner, used))
    for name, inner in of.lists.items():
        _write_list(row, name, document.get(name) or [], inner, used)


def _set(row, name: str, value: Any) -> None:
    """Set only what differs: what stays the same is then no change to the database."""
    if value is None:
        value = NEVER_EMPTY.get(name)
    if getattr(row, name) != value:
        setattr(row, name, value)


def _value(name: str, kind: type[StrEnum] | Kind, value: Any) -> Any:
    try:
        return read(kind, value)
    except (ValueError, OverflowError, TypeError):
        raise Refused(f"This cannot stand in “{name}”: {str(value)[:80]}") from None


def _write_list(row, name: str, items: list[dict], of: Shape, used: set) -> None:
    items = [item for item in items if name not in SAYS_IT_ALL or item.get(SAYS_IT_ALL[name])]
    present = {item.id: item for item in getattr(row, name)}
    wanted = [_row(row, name, item, present, used) for item in items]
    for number, (one, item) in enumerate(zip(wanted, items, strict=True)):
        _set(one, "sequence", number)
        if name == "attributes":
            _set(one, "link_entity", row.__tablename__)
        _write_part(one, item, of, used)
    # A new row is told of its empty lists too: nobody then asks the database for what cannot be there.
    if wanted != list(getattr(row, name)) or name not in vars(row):
        setattr(row, name, wanted)


def _row(owner, name: str, item: dict, present: dict, used: set) -> Any:
    """The row for `item`: the present one with its id, or a new one; no row is taken away from another listing."""
    kind = ROWS[name]
    if not item.get("id"):
        return kind(id=uuid.uuid4())
    wanted = _value("id", Kind.ID, item["id"])
    own = uuid.uuid5(owner.id, str(wanted))
    for known in (wanted, own):
        if known in present:
            return present.pop(known)
    free = wanted if (kind, wanted) not in used and not _taken(kind, wanted) else own
    free = uuid.uuid4() if (kind, free) in used else free
    used.add((kind, free))
    return kind(id=free)


def _taken(kind: type, wanted: uuid.UUID) -> bool:
    return db.session.scalar(select(kind.id).where(kind.id == wanted)) is not None


def _shared(kind: type, document: dict | None, of: Shape, used: set) -> Any:
    """A row that several listings may share: the one with that id, or a new one. An id alone changes nothing in it."""
    if not document:
        return None
    wanted = _value("id", Kind.ID, document.get("id")) or uuid.uuid4()
    row = db.session.get(kind, wanted)
    if row is None:
        row = kind(id=wanted)
    elif document.keys() <= {"id"}:
        return row
    _write_part(row, document, of, used)
    if row not in db.session:
        db.session.add(row)
        db.session.flush()
    return row


def _organization(document: dict | None, of: Shape, used: set) -> parts.Organization | None:
    found = _shared(parts.Organization, document, of, used)
    if found is not None and not found.name:
        raise Refused("The organisation has no name", field="organisation")
    return found


ONES = {
    "organization": _organization,
    "location": lambda document, of, used: _shared(parts.Location, document, of, used),
    "taxonomy_term": lambda document, _of, _used: terms.find_or_add(document),
}
