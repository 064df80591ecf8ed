"""What a document of the standard is made of: groups and items by the standard's names, each with its limits."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

MORE = "…"


@dataclass(frozen=True)
class Item:
    """One element: `of` reads it from what the group is about; None and "" are left out.

    Text that is longer than `longest` characters is shortened, a code never; `whole` is the place that has all of it.
    `many` elements are lists. Where a `needed` one is not held, the document says so. What `repeats` another is there
    only because that one was shortened.
    """

    name: str
    of: Callable[[Any], Any]
    longest: int | None = None
    code: bool = False
    many: bool = False
    needed: bool = False
    whole: str | None = None
    repeats: bool = False


@dataclass(frozen=True)
class Group:
    """Elements that stand together; `each` gives what every one of them is about, where they stand in a list."""

    name: str
    parts: tuple["Item | Group", ...]
    each: Callable[[Any], Iterable[Any]] | None = None
    about: Callable[[Any], Any] = lambda thing: thing
    repeats: bool = False


@dataclass(frozen=True)
class Shortened:
    """A text of `characters` that is shortened at `place`; `whole` is the element that has all of it, if any may."""

    place: str
    characters: int
    whole: str | None = None


@dataclass
class Written:
    """The elements of a document, what was shortened in it, and which mandatory elements are not held.

    For people to read (`whole`) nothing is shortened, and so nothing has to be repeated.
    """

    shortened: list[Shortened] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    whole: bool = False

    def parts(self, parts: Iterable[Item | Group], thing: Any, place: str = "") -> dict[str, Any]:
        """The elements of `thing`, by name and without those that are empty."""
        wanted = [part for part in parts if not (self.whole and part.repeats)]
        found = {part.name: self._part(part, thing, below(place, part.name)) for part in wanted}
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
        if self.whole:
            return value
        self.shortened.append(Shortened(place, len(value), item.whole))
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
