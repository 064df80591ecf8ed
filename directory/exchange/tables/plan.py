"""What importing a table would do, row after row: each is added, changed, unchanged or refused, and why."""

import copy
import hashlib
import uuid
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from directory.exchange.normalise import OUR_IDS, Refusal, normalise
from directory.exchange.operations import Outcome, fingerprint
from directory.exchange.tables import telling
from directory.exchange.tables.columns import ID, NAME, POSTCODE
from directory.exchange.tables.escape import unescaped
from directory.exchange.tables.filling import Problem, filled
from directory.exchange.tables.models import WaitingTable
from directory.listings import queries as listings
from directory.listings.document import differences, to_document
from directory.listings.models import Service
from directory.listings.record import record_of

TOGETHER = 200

Row = tuple[int, list[str]]


class Planned(NamedTuple):
    """One row and what would become of it.

    `cells` are by the names of our columns; `document` is what the listing would say. `service` is the listing that
    is there already. `problems` name our column, "" for the row as a whole.
    """

    number: int
    outcome: Outcome
    cells: dict[str, str]
    problems: list[Problem]
    source_id: str = ""
    document: dict | None = None
    service: Service | None = None


class Plan:
    """Works out row after row what importing would do, knowing what the rows before have said."""

    def __init__(self, table: WaitingTable) -> None:
        self.source = table.source
        self.matching = list(table.matching or [])
        self.for_all = {name: text for name, text in table.for_all.items() if text}
        self.seen: dict[str, tuple[int, dict]] = {}
        self.organisations: dict[str, dict] = {}

    def of(self, rows: Iterable[Row]) -> Iterator[Planned]:
        """What would become of each row."""
        waiting = iter(rows)
        while batch := list(islice(waiting, TOGETHER)):
            named = [(number, cells, _source_id(cells)) for number, cells in self._cells(batch)]
            known = self._known([source_id for _, _, source_id in named])
            for number, cells, source_id in named:
                yield self._row(number, cells, source_id, known.get(source_id))

    def _cells(self, rows: list[Row]) -> Iterator[tuple[int, dict[str, str]]]:
        for number, texts in rows:
            said = {name: unescaped(text) for name, text in zip(self.matching, texts, strict=False) if name and text}
            yield number, self.for_all | said

    def _known(self, source_ids: list[str]) -> dict[str, Service]:
        """The listings that are there already, by what the table calls them."""
        found = listings.all_from_source(self.source, {one: self._own_id(one) for one in source_ids})
        services = listings.several(found.values())
        return {one: services[service_id] for one, service_id in found.items()}

    def _own_id(self, source_id: str) -> uuid.UUID:
        try:
            return uuid.UUID(source_id)
        except ValueError:
            return uuid.uuid5(OUR_IDS, f"{self.source}\n{source_id}")

    def _row(self, number: int, cells: dict[str, str], source_id: str, service: Service | None) -> Planned:
        if not (cells.get(NAME) or cells.get(ID)):
            return self._new(number, cells, source_id)
        earlier, same = self.seen.setdefault(source_id, (number, cells))
        if earlier != number:
            return self._again(number, cells, earlier, same)
        if service is None:
            return self._new(number, cells, source_id)
        return self._there(number, cells, source_id, service)

    def _again(self, number: int, cells: dict[str, str], earlier: int, same: dict[str, str]) -> Planned:
        """A second row about one listing is nothing new, or cannot be told from the first."""
        problems = filled({}, cells)[1] if same == cells else []
        if same != cells:
            words = f"row {earlier} is about the same listing, and says something else"
            problems = [Problem(ID if cells.get(ID) else NAME, words)]
        return Planned(number, Outcome.REFUSED if problems else Outcome.UNCHANGED, cells, problems)

    def _new(self, number: int, cells: dict[str, str], source_id: str) -> Planned:
        document, problems = filled({}, cells)
        if not problems:
            try:
                document = normalise(document | {"id": source_id}, self.source).document | self._organisation(document)
                return Planned(number, Outcome.ADDED, cells, [], source_id, document)
            except Refusal as refusal:
                problems = [Problem("", str(refusal))]
        return Planned(number, Outcome.REFUSED, cells, problems, source_id)

    def _there(self, number: int, cells: dict[str, str], source_id: str, service: Service) -> Planned:
        if service.source == self.source and service.source_hash == said_hash(cells):
            return Planned(number, Outcome.UNCHANGED, cells, [], source_id, service=service)
        if service.retired_at:
            return Planned(number, Outcome.REFUSED, cells, [Problem(NAME, _retired(service))], source_id)
        before = to_document(service)
        document, problems = filled(before, _news(cells, telling.cells(record_of(service))))
        if problems:
            return Planned(number, Outcome.REFUSED, cells, problems, source_id)
        document |= self._organisation(document)
        outcome = Outcome.CHANGED if differences(before, document) else Outcome.UNCHANGED
        return Planned(number, outcome, cells, [], source_id, document, service)

    def _organisation(self, document: dict) -> dict:
        """The organisation that a row names, the same one for all rows: the directory's, or a new one."""
        said = document.get("organization")
        if not said:
            return {}
        key = said["name"].lower()
        if "id" in said:
            self.organisations.setdefault(key, said)
            return {}
        if key not in self.organisations:
            new = {"id": str(uuid.uuid5(OUR_IDS, f"organisation\n{key}")), "name": said["name"]}
            self.organisations[key] = listings.organization_named(said["name"]) or new
        found = copy.deepcopy(self.organisations[key])
        _add_numbers(found, said.get("organization_identifiers", []))
        self.organisations[key] = found
        return {"organization": found}


def _retired(service: Service) -> str:
    """Why nothing is written to a listing that is retired."""
    if merged := listings.moved_to(service.id):
        return f"this listing was merged into “{listings.find(merged).name}”: take the row out"
    return "this listing is retired: put it back on its own page first"


def _add_numbers(organisation: dict, numbers: list[dict]) -> None:
    """Give the organisation the numbers of registers that a row names; one of the same register gives way."""
    schemes = {one["identifier_scheme"] for one in numbers}
    known = organisation.get("organization_identifiers", [])
    there = {(one.get("identifier_scheme"), one["identifier"]) for one in known}
    new = [one for one in numbers if (one["identifier_scheme"], one["identifier"]) not in there]
    if new:
        kept = [
            one for one in known if schemes.get(one.get("identifier_scheme"), one["identifier"]) == one["identifier"]
        ]
        organisation["organization_identifiers"] = [*kept, *new]


def said_hash(cells: dict[str, str]) -> str:
    """A short name for what a row says."""
    return fingerprint({"cells": cells})


def _news(cells: dict[str, str], current: dict[str, str]) -> dict[str, str]:
    """The cells that say something else than the listing, as our export would write it."""
    return {name: text for name, text in cells.items() if _plain(text) != _plain(current.get(name, ""))}


def _plain(text: str) -> str:
    return " ".join(text.split())


def _source_id(cells: dict[str, str]) -> str:
    """What the table calls the listing: the cell of its id column, otherwise made from name and postcode."""
    if given := _plain(cells.get(ID, ""))[:200]:
        return given
    words = "\n".join("".join(cells.get(name, "").casefold().split()) for name in (NAME, POSTCODE))
    return f"row-{hashlib.sha256(words.encode()).hexdigest()[:32]}"
