"""Things of which a listing has several: laid out as items of a page, and put back into the document."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from directory.listings.sections import asking
from directory.listings.sections.outline import PLACES, Ask, Part, for_whom
from directory.listings.shape import Shape
from directory.listings.where_and_when import SECRET

MOST = 60


@dataclass
class Item:
    """One of several, by the prefix of its questions' names; `said` is what the page may show of it."""

    prefix: str
    part: Part
    of: Shape
    said: dict
    editor: bool
    inner: list["Items"] = field(default_factory=list)

    @property
    def asks(self) -> list[Ask]:
        return list(for_whom(self.part.asks, self.editor))

    @property
    def known(self) -> bool:
        """Whether the listing has it already."""
        return "id" in self.said

    @property
    def secret(self) -> bool:
        """Whether it is a place whose address nobody is shown."""
        return self.part is PLACES and bool(asking.at(self.said, "location.confidential"))

    def name(self, ask: Ask) -> str:
        """The name of the question in the form."""
        return named(self.prefix, ask.path)

    def shown(self, ask: Ask) -> Any:
        """The answer with which the question is drawn."""
        return asking.shown(self.of, self.said, ask)


@dataclass
class Items:
    """All of one kind."""

    prefix: str
    part: Part
    items: list[Item]


def named(*path: str) -> str:
    """The name of a question: the way to its answer, with hyphens. A form has a `status` of its own (HTTP's)."""
    name = "-".join(filter(None, path)).replace(".", "-")
    return "running" if name == "status" else name


def lay_out(part: Part, of: Shape, owner: dict, editor: bool, posted: Mapping[str, str], prefix: str = "") -> Items:
    """The items of `owner` that the page asks about: those there are, as posted, and an empty one where that helps."""
    prefix, of = named(prefix, part.path), asking.inside(of, part.path)
    known = {one["id"]: _showable(part, one) for one in asking.at(owner, part.path) or []}
    ids = _posted_ids(prefix, posted)
    blank = [None] * (len(ids or []) == 0 and not known and part.begin)
    wanted = [*(ids or []), *(one for one in known if one not in (ids or [])), *blank]
    if posted.get("go") == f"add {prefix}" and len(wanted) < MOST:
        wanted.append(None)
    items = [
        _item(part, of, known.get(key, part.new), editor, posted, named(prefix, str(n)))
        for n, key in enumerate(wanted, 1)
    ]
    return Items(prefix, part, items)


def _posted_ids(prefix: str, posted: Mapping[str, str]) -> list[str] | None:
    count = posted.get(f"{prefix}-count", "")
    if not (count.isascii() and count.isdigit()):
        return None
    found = [posted.get(f"{prefix}-{number}-id", "") for number in range(1, min(int(count), MOST) + 1)]
    return ["" if one in found[:number] else one for number, one in enumerate(found)]


def _item(part: Part, of: Shape, said: dict, editor: bool, posted: Mapping[str, str], prefix: str) -> Item:
    inner = [lay_out(one, of, said, editor, posted, prefix) for one in for_whom(part.parts, editor)]
    return Item(prefix, part, of, said, editor, inner)


def _showable(part: Part, item: dict) -> dict:
    """Of a confidential place, nothing but that."""
    if part is PLACES and (item.get("location") or {}).get("confidential"):
        return {"id": item["id"], "location": {"confidential": True, "location_type": "physical"}}
    return item


def put_back(items: Items, owner: dict, answers: dict[str, Any], *, hidden: bool = False) -> None:
    """Let `owner` have the items that the answers say. Where the old ones are hidden, none is no answer."""
    known = {one["id"]: one for one in asking.at(owner, items.part.path) or []}
    kept = []
    for item in items.items:
        if not answers.get(f"{item.prefix}-remove"):
            kept += _answered(item, known.get(item.said.get("id")), answers)
    if kept or (known and not hidden):
        asking.put(owner, items.part.path, kept)


def _answered(item: Item, real: dict | None, answers: dict[str, Any]) -> list[dict]:
    """The item with the answers in it, alone in a list; an empty one where a new one was left empty."""
    after = copy.deepcopy(_opened(item, real, answers) if real else item.part.new)
    fresh = copy.deepcopy(after)
    for ask in item.asks:
        answer = answers.get(item.name(ask), item.shown(ask))
        if answer != item.shown(ask):
            asking.change(item.of, after, ask, answer)
    for inner in item.inner:
        put_back(inner, after, answers, hidden=item.secret)
    _forget_position(fresh, after)
    if after == fresh:
        return [real] if real else []
    return [after] if _says_something(after) else []


def _opened(item: Item, real: dict, answers: dict[str, Any]) -> dict:
    """A place that is confidential no longer begins anew: what was hidden does not come out."""
    if item.secret and answers.get(f"{item.prefix}-where", SECRET) != SECRET:
        return {"id": real["id"], "location": {"location_type": "physical"}}
    return real


def _forget_position(before: dict, after: dict) -> None:
    """A new postcode is a new position, to be found again, unless somebody typed one."""
    old, new = before.get("location") or {}, after.get("location") or {}
    if _postcodes(old) == _postcodes(new):
        return
    for name in ("latitude", "longitude"):
        if old.get(name) == new.get(name):
            new.pop(name, None)


def _postcodes(location: dict) -> list[str | None]:
    return [one.get("postal_code") for one in location.get("addresses", [])]


def _says_something(part: dict) -> bool:
    """Whether anything but its id stands in it."""
    for name, value in part.items():
        if isinstance(value, dict):
            if _says_something(value):
                return True
        elif name != "id":
            return True
    return False
