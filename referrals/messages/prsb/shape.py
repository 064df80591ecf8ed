"""What a document of the standard is made of: groups and items by the standard's names, each with its limits."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

MORE = "…"


@dataclass(frozen=True)
class Item:
    """One element: `of` reads it from what the group is about; None and "" are left out.

    Text that is longer than `longest` characters is shortened, a code never. `many` elements are lists. Where a
    `needed` one is not held, the document says so.
    """

    name: str
    of: Callable[[Any], Any]
    longest: int | None = None
    code: bool = False
    many: bool = False
    needed: bool = False


@dataclass(frozen=True)
class Group:
    """Elements that stand together; `each` gives what every one of them is about, where they stand in a list."""

    name: str
    parts: tuple["Item | Group", ...]
    each: Callable[[Any], Iterable[Any]] | None = None
    about: Callable[[Any], Any] = lambda thing: thing


@dataclass(frozen=True)
class Shortened:
    """A text of which the document has less than our own record; `characters` is how many it has there."""

    place: str
    characters: int


@dataclass
class Written:
    """The elements of a document, what was shortened in it, and which mandatory elements are not held."""

    shortened: list[Shortened]
    missing: list[str]

    def parts(self, parts: Iterable[Item | Group], thing: Any, place: str = "") -> dict[str, Any]:
        """The elements of `thing`, by name and without those that are empty."""
        found = {part.name: self._part(part, thing, below(place, part.name)) for part in parts}
        return {name: value for name, value in found.items() if value not in (None, "", [], {})}

    def _part(self, part: Item | Group, thing: Any, place: str) -> Any:
        if isinstance(part, Item):
            return self._item(part, part.of(thing), place)
        if part.each is None:
            return self.parts(part.parts, part.about(thing), place)
        return [one for one in (self.parts(part.parts, each, place) for each in part.each(thing)) if one]

    def _item(self, item: Item, value: Any, place: str) -> Any:
        if item.many:
            return [said for said in (self._text(item, one, place) for one in value) if said]
        said = self._text(item, value, place)
        if item.needed and said in (None, ""):
            self.missing.append(place)
        return said

    def _text(self, item: Item, value: Any, place: str) -> Any:
        if not isinstance(value, str) or item.longest is None or len(value) <= item.longest:
            return value
        if item.code:
            return None  # half a code would be another code
        self.shortened.append(Shortened(place, len(value)))
        return value[: item.longest - len(MORE)].rstrip() + MORE


def below(place: str, name: str) -> str:
    """The place of an element by the names that lead to it."""
    return f"{place} › {name}" if place else name


def rows(element: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every value under `element` with the names that lead to it, as a page shows them."""
    if isinstance(element, dict):
        for part, inside in element.items():
            yield from rows(inside, below(name, part))
    elif isinstance(element, list):
        for number, inside in enumerate(element, 1):
            yield from rows(inside, f"{name} ({number})" if len(element) > 1 else name)
    else:
        yield name, {True: "Yes", False: "No"}.get(element, element) if isinstance(element, bool) else str(element)
