"""A listing's document read as its rows are read: by attribute, in Python's own kinds, and only what is asked for."""

import uuid
from typing import Any

from directory.listings import shape
from directory.listings.shape import Kind, Shape
from directory.listings.taxonomies import OWN
from directory.listings.values import read
from directory.listings.words import Status

# What a public record says of a place that has none in it: where that is, is nobody's business.
_SECRET = {"confidential": True}


class Said:
    """One object of a document: what it does not say is None, or an empty list."""

    __slots__ = ("_of", "_said")

    def __init__(self, said: dict, of: Shape = shape.SERVICE) -> None:
        self._said, self._of = said, of

    def __getattr__(self, name: str) -> Any:
        of, value = self._of, self._said.get(name)
        if (kind := of.fields.get(name)) is not None:
            return _field(kind, value)
        if (inner := of.lists.get(name)) is not None:
            return [Said(one, inner) for one in value or ()]
        if (inner := of.ones.get(name)) is not None:
            return self._one(name, value, inner)
        raise AttributeError(name)

    def _one(self, name: str, value: dict | None, inner: Shape) -> "Said | None":
        if self._of is shape.SERVICE_AT_LOCATION and value is None:
            value = _SECRET
        if inner is shape.TERM and value is not None:
            return Term(value, inner)
        return None if value is None else Said(value, inner)

    @property
    def extra(self) -> dict:
        """What its source said besides: no part of what is shown."""
        return {}

    @property
    def status(self) -> Status:
        """Whether it is running."""
        return Status(self._said.get("status") or Status.ACTIVE)

    @property
    def is_running(self) -> bool:
        """Whether people can join."""
        return self.status == Status.ACTIVE


class Term(Said):
    """A term of a taxonomy; one that names none is one of our own topics."""

    __slots__ = ()

    @property
    def taxonomy(self) -> str:
        """The name of its taxonomy."""
        return self._said.get("taxonomy") or OWN

    @property
    def label(self) -> str:
        """Its name as pages show it, see taxonomies.TaxonomyTerm."""
        name = self._said.get("name") or ""
        return name.rpartition(">")[2].strip() or name


def _field(kind, value: Any) -> Any:
    if kind is Kind.ID:
        return uuid.UUID(value) if value else None
    return False if kind is Kind.YES_NO and value is None else read(kind, value)


def to_public(document: dict, names: dict[str, str]) -> dict:
    """The document without what is not for everyone; `names` of the terms that it knows by their ids alone."""
    places = document.get("service_at_locations", [])
    open_places = [{} if (place.get("location") or {}).get("confidential") else place for place in places]
    attributes = [_named(one, names) for one in document.get("attributes", [])]
    return document | {"service_at_locations": open_places, "attributes": attributes, "assurer_email": None}


def _named(attribute: dict, names: dict[str, str]) -> dict:
    term = attribute.get("taxonomy_term") or {}
    if "name" in term or term.get("id") not in names:
        return attribute
    taxonomy, colon, name = names[term["id"]].rpartition(": ")
    return attribute | {"taxonomy_term": term | {"name": name, "taxonomy": taxonomy if colon else OWN}}
