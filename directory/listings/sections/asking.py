"""Between one object of a listing's document and the answers about it: what is shown, what an answer changes."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import Any

from core.text import tidy
from directory.listings.answers import dialled
from directory.listings.registers import REGISTERS
from directory.listings.sections.outline import Ask
from directory.listings.shape import Kind, Shape
from directory.listings.where_and_when import AT_A_PLACE, REMOTE, SECRET

POSTAL = "postal"
TYPES = {AT_A_PLACE: "physical", SECRET: "physical", REMOTE: "virtual", POSTAL: "postal"}
TEXTS = {Kind.LINE, Kind.TEXT, Kind.LINK, Kind.EMAIL, Kind.TIME, Kind.ID}


def inside(of: Shape, path: str) -> Shape:
    """The shape of what is found at `path` inside an object of the shape `of`."""
    for name in path.split("."):
        of = of.ones.get(name) or of.lists[name]
    return of


def kind_of(of: Shape, ask: Ask) -> type[StrEnum] | Kind | str:
    """What may be answered: the kind of the field, or "where" and "attributes", which are no single field."""
    *way, name = ask.path.split(".")
    for one in way:
        of = of.ones[one]
    return name if name in ("where", "attributes") else of.fields[name]


def at(part: dict, path: str) -> Any:
    """What stands at `path`; None if nothing does."""
    for name in path.split("."):
        part = (part or {}).get(name)
    return part


def put(part: dict, path: str, value: Any) -> None:
    """Let `value` stand at `path`; nothing said is nothing kept."""
    *way, name = path.split(".")
    for one in way:
        part = part.setdefault(one, {})
    if value in (None, "", []):
        part.pop(name, None)
    else:
        part[name] = value


def shown(of: Shape, part: dict, ask: Ask) -> Any:
    """The answer with which the question is drawn."""
    kind, value = kind_of(of, ask), at(part, ask.path)
    if kind == "where":
        return _where(part)
    if kind == "attributes":
        return "\n".join(map(_term, value or []))
    if kind is Kind.DATE:
        return dt.date.fromisoformat(value) if value else None
    if kind in (Kind.NUMBER, Kind.WHOLE):
        return value
    return dialled(value or "") if ask.path == "number" else tidy(value or "")


def change(of: Shape, part: dict, ask: Ask, answer: Any) -> None:
    """Let the object say `answer`."""
    kind = kind_of(of, ask)
    if kind == "where":
        put(part, "location.location_type", TYPES[answer])
        put(part, "location.confidential", answer == SECRET or None)
    elif kind == "attributes":
        put(part, ask.path, _terms(at(part, ask.path) or [], answer))
    elif ask.path == "identifier_scheme" and answer in REGISTERS:
        part |= {"identifier_scheme": answer, "identifier_type": REGISTERS[answer].number}
    else:
        put(part, ask.path, answer.isoformat() if isinstance(answer, dt.date) else answer)


def _where(place: dict) -> str:
    location = place.get("location") or {}
    if location.get("confidential"):
        return SECRET
    return {"virtual": REMOTE, "postal": POSTAL}.get(location.get("location_type"), AT_A_PLACE)


def _term(attribute: dict) -> str:
    term = attribute.get("taxonomy_term") or {}
    return ": ".join(filter(None, (term.get("taxonomy"), term.get("name")))) or attribute.get("value", "")


def _terms(known: list[dict], text: str) -> list[dict]:
    """The attributes that a line each stands for: those known by their words, and new ones."""
    there = {_term(one): one for one in known}
    lines = dict.fromkeys(filter(None, map(str.strip, text.split("\n"))))
    return [there.get(line) or {"taxonomy_term": _new_term(line)} for line in lines]


def _new_term(line: str) -> dict:
    taxonomy, colon, name = line.partition(":")
    return {"taxonomy": taxonomy.strip(), "name": name.strip()} if colon and name.strip() else {"name": line}


def is_id(text: str) -> bool:
    """Whether `text` is a UUID."""
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False
