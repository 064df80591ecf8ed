"""The small parts that resources are made of, written and read: codings, concepts, extensions, references."""

from collections.abc import Iterator
from typing import Any

# How what is inside a bundle is referred to: by an id that is the same everywhere.
INSIDE = "urn:uuid:"


def coding(system: str, code: str, display: str) -> dict:
    return {"system": system, "code": code, "display": display}


def concept(*codings: dict, text: str = "") -> dict:
    """A CodeableConcept; what is empty is left out."""
    return filled(coding=list(codings), text=text)


def extension(url: str, **value) -> dict:
    """An extension with one `value…`, or with extensions of its own."""
    return {"url": url, **value}


def reference(resource_id) -> dict:
    """A reference to another entry of the same bundle."""
    return {"reference": f"{INSIDE}{resource_id}"}


def filled(**elements) -> dict:
    """The elements that hold something: FHIR has no empty ones. False and 0 are something."""
    return {name: value for name, value in elements.items() if value not in (None, "", [], {})}


def text_of(value: Any) -> str:
    """`value` if it is a text that says something, otherwise nothing."""
    return value.strip() if isinstance(value, str) else ""


def codings(concepts: dict | list | None) -> Iterator[dict]:
    """The codings of a CodeableConcept or of several."""
    several = concepts if isinstance(concepts, list) else [concepts or {}]
    for one in several:
        yield from one.get("coding") or []


def codes(concepts: dict | list | None, system: str) -> list[str]:
    """The codes of `system` among them, in order."""
    return [one.get("code", "") for one in codings(concepts) if one.get("system") == system]


def words_of(one: dict) -> str:
    """What a CodeableConcept says to people: its text, otherwise what its codings display."""
    shown = "; ".join(filter(None, (text_of(code.get("display")) for code in one.get("coding") or [])))
    return text_of(one.get("text")) or shown


def extensions(element: dict, url: str) -> list[dict]:
    """The extensions called `url` of an element."""
    return [one for one in element.get("extension") or [] if one.get("url") == url]


def value(element: dict, url: str, kind: str) -> Any:
    """The value of the first extension called `url`, as `valueString` or another `kind`; None if there is none."""
    found = extensions(element, url)
    return found[0].get(kind) if found else None
