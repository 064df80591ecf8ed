"""Lists of services and of their places as JSON: one page of what was asked for, or all of it in lines."""

import itertools
import uuid
from collections.abc import Callable, Iterable, Iterator

from directory.exchange.published import pages, queries, selection
from directory.exchange.published.parameters import Asked

# How many there are, and the JSON of those that stand somewhere among them.
Found = tuple[int, Callable[[slice], Iterable[str]]]


def services(asked: Asked) -> str | Iterator[str]:
    """A page of services or, some hundred at a time, lines. Raises selection.NotFound."""
    if asked.lines and not asked.minimal and not selection.filtered(asked):
        # Not even the numbers of all services are in memory.
        return queries.let_go(pages.lines(_shown(records, asked)) for records in queries.all_records())
    return _told(asked, *(_stamps(asked) if asked.minimal else _services(asked)))


def places(asked: Asked) -> str | Iterator[str]:
    """The same of services at their locations. Raises selection.NotFound."""
    return _told(asked, *_places(asked))


def _told(asked: Asked, total: int, items: Callable[[slice], Iterable[str]]) -> str | Iterator[str]:
    if asked.lines:
        return queries.let_go(pages.lines(items(here)) for here in queries.lots(total))
    return pages.page(items(asked.here), total=total, number=asked.page, size=asked.size)


def _stamps(asked: Asked) -> Found:
    found = selection.stamps(asked)
    return len(found.moments), lambda here: itertools.starmap(pages.minimal_item, found.some(here))


def _services(asked: Asked) -> Found:
    numbers = selection.services(asked)
    return len(numbers), lambda here: _shown(queries.records(numbers[here]), asked)


def _shown(records: Iterable[str], asked: Asked) -> Iterable[str]:
    return records if asked.full else map(pages.service_item, records)


def _places(asked: Asked) -> Found:
    known, wanted = selection.at_locations(asked)
    if asked.minimal:
        return len(wanted), lambda here: itertools.starmap(
            pages.minimal_item, selection.place_stamps(known, wanted[here])
        )
    return len(wanted), lambda here: _place_items(known, wanted[here], asked)


def _place_items(known: queries.AtLocations, wanted: Iterable[int], asked: Asked) -> Iterator[str]:
    records = queries.records_by_number(known.numbers[wanted])
    for at in wanted:
        text = records.get(int(known.numbers[at]))
        own_id = str(uuid.UUID(bytes=bytes(known.ids[at])))
        item = text and pages.place_item(text, own_id, full=asked.full)
        if item:
            yield item
