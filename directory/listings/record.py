"""A listing as the public record that leaves this house: Open Referral UK 3.0, nested and whole."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from directory.listings import shape
from directory.listings.models import Service
from directory.listings.shape import Kind, Shape
from directory.listings.uri import as_uri
from directory.listings.values import written

# Whoever checks the directory is no part of what it says to everyone (ASVS 8.2.3).
NOT_PUBLIC = frozenset({"assurer_email", "confidential"})
COUNTRY = "GB"

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def record_of(service: Service) -> dict:
    """The public record of `service`, in the shape of Open Referral UK 3.0's `/services/{id}`.

    What HSDS 3 has beyond it is there too; what is empty is left out, unless the schema requires it. Of a confidential
    place it tells only that there is one.
    """
    return _part(service, PLAN)


def part_record(row, of: Shape) -> dict:
    """The public record of one of the things that listings share: shape.ORGANIZATION, TERM or TAXONOMY."""
    return _part(row, next(plan for known, plan in SHARED if known is of))


class Plan(NamedTuple):
    """How one object is written: its fields, what repeats its owner, what is inside, what must be there or hidden."""

    fields: tuple[tuple[str, Callable[[Any], Any]], ...]
    repeats: tuple[str, ...]
    ones: tuple[tuple[str, "Plan"], ...]
    lists: tuple[tuple[str, "Plan"], ...]
    complete: Callable[[dict], None] | None
    secret: Callable[[Any], bool]


def _part(row, plan: Plan) -> dict:
    if plan.secret(row):
        return {"id": str(row.id), "service_id": str(row.service_id)}
    found = _own(row, plan)
    for name, inner in plan.ones:
        if (one := getattr(row, name)) is not None:
            found[name] = _part(one, inner)
    for name, inner in plan.lists:
        if rows := getattr(row, name):
            found[name] = [_part(one, inner) for one in rows]
    if plan.complete:
        plan.complete(found)
    return found


def _own(row, plan: Plan) -> dict:
    """The row's own fields, and the ids of the rows that it hangs on where the standard repeats them."""
    found: dict[str, Any] = {"id": str(row.id)}
    for name, write in plan.fields:
        value = getattr(row, name)
        if value is not None and value != "" and (value := write(value)) is not None:
            found[name] = value
    for name in plan.repeats:
        if (value := getattr(row, name, None)) is not None:
            found[name] = str(value)
    return found


def _described(found: dict) -> None:
    """The schema requires a description, of organizations and terms that have none as well."""
    found.setdefault("description", "")


def _typed(found: dict) -> None:
    """The schema requires a type beside the scheme, which says the same in a code (org-id.guide)."""
    found.setdefault("identifier_type", found.get("identifier_scheme", ""))


def _addressed(found: dict) -> None:
    """The UK has no states: the county stands there, or the city (Open Referral UK's own advice)."""
    found.setdefault("state_province", found.get("region") or found.get("city") or "")
    for name in ("address_1", "city", "postal_code"):
        found.setdefault(name, "")
    found.setdefault("country", COUNTRY)


def _secret(place) -> bool:
    return place.location is not None and place.location.confidential


def _writer(kind) -> Callable[[Any], Any]:
    if kind is Kind.LINK:
        return as_uri
    if kind is Kind.EMAIL:
        return lambda text: text if _EMAIL.fullmatch(text) else None
    return lambda value: written(kind, value)


def _plan(of: Shape) -> Plan:
    return Plan(
        fields=tuple(
            (name, _writer(kind)) for name, kind in of.fields.items() if name != "id" and name not in NOT_PUBLIC
        ),
        repeats=tuple(sorted(of.repeats)),
        ones=tuple((name, _plan(inner)) for name, inner in of.ones.items()),
        lists=tuple((name, _plan(inner)) for name, inner in of.lists.items()),
        complete=next((complete for known, complete in COMPLETE if known is of), None),
        secret=_secret if of is shape.SERVICE_AT_LOCATION else lambda _row: False,
    )


COMPLETE = (
    (shape.ORGANIZATION, _described),
    (shape.TERM, _described),
    (shape.TAXONOMY, _described),
    (shape.IDENTIFIER, _typed),
    (shape.ADDRESS, _addressed),
)
PLAN = _plan(shape.SERVICE)
SHARED = [(of, _plan(of)) for of in (shape.ORGANIZATION, shape.TERM, shape.TAXONOMY)]
