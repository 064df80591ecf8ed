"""A listing as it was: its document now, with the changes since then undone one by one."""

import copy
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from directory.listings.document import HIDDEN

_STEP = re.compile(r"(?P<name>[^.\[\]]+)(?:\[(?P<item>[^\]]*)\])?(?:\.|$)")
_PLACE = re.compile(r"service_at_locations\[(?P<id>[^\]]*)\]")
# Who last said that the listing is right, and when: what somebody knows today does not become unknown.
_CONFIRMATION = frozenset({"assured_date", "assurer_email"})


class Past(NamedTuple):
    """What a listing said at a moment; `hidden` are the places of which the history does not tell."""

    document: dict
    hidden: frozenset[str]


class Gone(NamedTuple):
    """A term that there is no more, and the term that it is part of now, if it was merged."""

    name: str
    into: str | None


def before(document: dict, changes: Iterable[dict[str, list]]) -> Past:
    """What the listing that says `document` now said before `changes`, which are given the newest first.

    A place that is confidential, or was when it changed, is as it is now: the history does not tell what it said.
    """
    changes = list(changes)
    then, hidden = copy.deepcopy(document), _confidential(document) | _masked(changes)
    for change in changes:
        for path, (old, _) in sorted(change.items(), key=_ids_last):
            if _place(path) not in hidden:
                _put(then, path, old)
    return Past(_with_present_places(_without_empty(then), document, hidden), frozenset(hidden))


def put(document: dict, changes: dict[str, list]) -> dict:
    """The document with what stands second in each of these differences, as `document.differences` gives them."""
    after = copy.deepcopy(document)
    for path, (said, _) in sorted(((path, (new, old)) for path, (old, new) in changes.items()), key=_ids_last):
        _put(after, path, said)
    return _without_empty(after)


def restorable(changes: dict[str, list]) -> dict[str, list]:
    """Those of the differences that may be put back: a confirmation is not taken away."""
    return {path: pair for path, pair in changes.items() if path not in _CONFIRMATION}


def with_terms_of_today(then: dict, now: dict, terms: dict[str, dict]) -> tuple[dict, list[Gone]]:
    """What the listing said then, as far as its topics can come back, and the terms that cannot.

    `terms` says what each term id of `then` means today, that of a merged term the other one; ids that mean nothing
    are not in it. What now stands in the place of a term that is gone stays.
    """
    kept, gone = [], []
    for one in sorted(then.get("attributes", []), key=lambda one: _merged(one, terms)):
        said = one.get("taxonomy_term")
        if _merged(one, terms):
            gone.append(Gone(said.get("name", ""), terms.get(said["id"], {}).get("name")))
            kept += _in_its_place(one, kept, now.get("attributes", []), terms)
        else:
            kept.append(one | {"taxonomy_term": terms[said["id"]]} if said else one)
    return _without_empty(then | {"attributes": kept}), gone


def _merged(attribute: dict, terms: dict[str, dict]) -> bool:
    """Whether its term was merged into another, or is gone."""
    said = (attribute.get("taxonomy_term") or {}).get("id")
    return bool(said) and terms.get(said, {}).get("id") != said


def _in_its_place(one: dict, kept: list[dict], now: list[dict], terms: dict[str, dict]) -> list[dict]:
    """What stands for an attribute whose term is gone: what it is now, or has the term now, or one with the other term.

    None if that is among what is `kept`.
    """
    today = terms.get(one["taxonomy_term"]["id"])
    alike = [other for other in [*kept, *now] if today and _says(other, today, one.get("value"))]
    same = [other for other in now if other["id"] == one["id"]]
    found = next(iter(alike or same), today and one | {"taxonomy_term": today})
    return [found] if found and found["id"] not in {other["id"] for other in kept} else []


def _says(attribute: dict, term: dict, value: str | None) -> bool:
    said = (attribute.get("taxonomy_term") or {}).get("id")
    return said == term["id"] and (not value or attribute.get("value") == value)


def groups(changes: dict[str, list]) -> dict[str, dict[str, list]]:
    """The differences by what is put back together: one field, a whole item of a list, or another organisation."""
    moved = "organization.id" in changes
    found: dict[str, dict[str, list]] = {}
    for path, pair in changes.items():
        head, bracket, _ = path.partition("]")
        together = "organization" if moved and path.startswith("organization.") else head + bracket
        found.setdefault(together, {})[path] = pair
    return found


def _confidential(document: dict) -> set[str]:
    places = document.get("service_at_locations", [])
    return {place["id"] for place in places if place.get("location", {}).get("confidential")}


def _masked(changes: Iterable[dict[str, list]]) -> set[str]:
    """The places that were confidential when one of these changes was made."""
    masked = {_place(path) for change in changes for path, pair in change.items() if HIDDEN in pair}
    return {place for place in masked if place}


def _place(path: str) -> str | None:
    found = _PLACE.match(path)
    return found and found["id"]


def _with_present_places(then: dict, now: dict, hidden: set[str]) -> dict:
    """`then`, but with the hidden places as they are now: put back, or left away."""
    known = [place for place in then.pop("service_at_locations", []) if place.get("id") not in hidden]
    kept = [place for place in now.get("service_at_locations", []) if place["id"] in hidden]
    return then | ({"service_at_locations": known + kept} if known or kept else {})


def _ids_last(change: tuple[str, Iterable]) -> tuple[bool, int]:
    """An item is known by its id until everything else of it is undone, what is inside it first."""
    path, (old, _) = change
    return old is None and path.endswith("].id"), -path.count(".")


def _put(document: dict, path: str, value: Any) -> None:
    """Let the document say `value`, or nothing where it is None, at the end of `path`."""
    steps = [(found["name"], found["item"]) for found in _STEP.finditer(path)]
    part = document
    for name, item in steps[:-1]:
        part = part.setdefault(name, {}) if item is None else _item(part.setdefault(name, []), item)
        if not isinstance(part, dict):
            return
    if value is None:
        part.pop(steps[-1][0], None)
    else:
        part[steps[-1][0]] = value


def _item(items: list, key: str) -> Any:
    """The item known by `key`: its id, or its number where its kind has no ids."""
    for number, item in enumerate(items):
        if isinstance(item, dict) and item.get("id", str(number)) == key:
            return item
    items.append({} if key.isdigit() else {"id": key})
    return items[-1]


def _without_empty(part: Any) -> Any:
    if isinstance(part, dict):
        kept = {name: _without_empty(value) for name, value in part.items()}
        return {name: value for name, value in kept.items() if value not in ({}, [], None)}
    if isinstance(part, list):
        return [kept for one in part if (kept := _without_empty(one)) not in ({}, None)]
    return part
