"""What becomes of a listing when its source speaks again: three documents in, one out, with what must be asked."""

import re
import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

from directory.listings import shape
from directory.listings.shape import Shape

# When a source says that it changed something is the source's to say; the latest look at a listing is the one that
# counts, whoever had it.
SETTLED: dict[str, Callable[[Any, Any], Any]] = {
    "last_modified": lambda ours, theirs: theirs or ours,
    "assured_date": lambda ours, theirs: max(filter(None, (ours, theirs)), default=None),
}
_STEP = re.compile(r"\[([^\]]*)\]|\.?([^.\[\]]+)")


class Conflict(NamedTuple):
    """Two answers for one field, by its path (`schedules[0b42…].opens_at`); None is no answer."""

    path: str
    ours: Any
    theirs: Any


def merge(base: dict, ours: dict, theirs: dict) -> tuple[dict, list[Conflict]]:
    """Three-way merge of documents: what the source said before, what stands here, what the source says now.

    What only one side changed is taken; what both changed differently stays as it is here, and is a conflict. Items
    of lists are known by their ids. What a side leaves out, it says nothing of any more.
    """
    conflicts: list[Conflict] = []
    merged = _objects("", base, ours, theirs, conflicts)
    return merged, conflicts


def _objects(path: str, base: dict, ours: dict, theirs: dict, conflicts: list[Conflict]) -> dict:
    names = [*ours, *(name for name in theirs if name not in ours)]
    found = {}
    for name in names:
        inner = f"{path}.{name}" if path else name
        found[name] = _values(inner, base.get(name), ours.get(name), theirs.get(name), conflicts)
    return {name: value for name, value in found.items() if value is not None}


def _values(path: str, base: Any, ours: Any, theirs: Any, conflicts: list[Conflict]) -> Any:
    if path in SETTLED:
        return SETTLED[path](ours, theirs)
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    if _one_thing(base, ours, theirs):
        return _objects(path, base or {}, ours, theirs, conflicts)
    if _listed(base) and _listed(ours) and _listed(theirs):
        return _lists(path, base or [], ours or [], theirs or [], conflicts)
    conflicts.append(Conflict(path, ours, theirs))
    return ours


def _one_thing(base: Any, ours: Any, theirs: Any) -> bool:
    """Whether these are objects, and the same one: another organisation is no change of the first."""
    known = [one for one in (base, ours, theirs) if one is not None]
    objects = all(isinstance(one, dict) for one in known) and ours is not None and theirs is not None
    return objects and len({one.get("id") for one in known}) == 1


def _listed(value: Any) -> bool:
    """Whether it is a list of objects with ids of their own, or nothing."""
    if value is None:
        return True
    if not isinstance(value, list) or not all(isinstance(item, dict) and item.get("id") for item in value):
        return False
    return len({item["id"] for item in value}) == len(value)


def _lists(path: str, base: list, ours: list, theirs: list, conflicts: list[Conflict]) -> list | None:
    """Item by item: ours in our order, then what is new."""
    before, here, there = ({item["id"]: item for item in items} for items in (base, ours, theirs))
    merged = [
        _values(f"{path}[{own_id}]", before.get(own_id), here.get(own_id), there.get(own_id), conflicts)
        for own_id in [*here, *(own_id for own_id in there if own_id not in here)]
    ]
    return [item for item in merged if item is not None] or None


def value_at(document: dict, path: str) -> Any:
    """What stands at `path` in a document; None where nothing does."""
    here: Any = document
    for item_id, name in _STEP.findall(path):
        here = _item(here, item_id) if item_id else here.get(name) if isinstance(here, dict) else None
    return here


def with_value(document: dict, path: str, value: Any) -> dict:
    """The same document with `value` at `path`; None takes away what stands there. Nothing is changed in place.

    A way that leads through something that is not there any more leads nowhere: the document stays as it is.
    """
    return _put(document, _STEP.findall(path), value)


def _put(here: Any, steps: list[tuple[str, str]], value: Any) -> Any:
    if not steps:
        return value
    (item_id, name), rest = steps[0], steps[1:]
    if item_id:
        return _put_item(here or [], item_id, rest, value)
    if not isinstance(here, dict) or (rest and name not in here and not _begins_list(rest)):
        return here
    placed = here | {name: _put(here.get(name), rest, value)}
    return {key: inner for key, inner in placed.items() if inner not in (None, [])}


def _begins_list(steps: list[tuple[str, str]]) -> bool:
    return len(steps) == 1 and bool(steps[0][0])


def _put_item(here: list, item_id: str, rest: list, value: Any) -> list:
    if _item(here, item_id) is None:
        return here if rest or value is None else [*here, value]
    placed = [_put(item, rest, value) if item.get("id") == item_id else item for item in here]
    return [item for item in placed if item is not None]


def _item(items: Any, item_id: str) -> dict | None:
    return next((item for item in items or [] if isinstance(item, dict) and item.get("id") == item_id), None)


def aligned(document: dict, ours: dict, of: Shape = shape.SERVICE) -> dict:
    """A source's document with our ids for its parts, and our own record of the terms that it means.

    A part whose id another listing had already got one of its own here (see listings.writing); a term that was known
    here by its name stayed what it was.
    """
    found = dict(document)
    for name, inner in of.lists.items():
        if isinstance(document.get(name), list):
            known = {item.get("id"): item for item in ours.get(name) or []}
            found[name] = [_aligned_item(item, known, ours, inner) for item in document[name]]
    for name, inner in of.ones.items():
        one, own = document.get(name), ours.get(name)
        if one and own:
            found[name] = own if name == "taxonomy_term" and _same_term(one, own) else aligned(one, own, inner)
    return found


def _aligned_item(item: dict, known: dict, owner: dict, of: Shape) -> dict:
    own_id = item.get("id")
    if own_id and own_id not in known and owner.get("id"):
        given = str(uuid.uuid5(uuid.UUID(owner["id"]), own_id))
        own_id = given if given in known else own_id
    return aligned(item | {"id": own_id}, known[own_id], of) if own_id in known else item


def _same_term(one: dict, own: dict) -> bool:
    if one.get("id") and one["id"] == own.get("id"):
        return True
    named = [(term.get("taxonomy"), str(term.get("name")).lower()) for term in (one, own)]
    return named[0] == named[1] or (named[0][0] is None and named[0][1] == named[1][1])
