"""What taking in a list of terms would do to a taxonomy: pure, so that it can be shown before anything is written."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from directory.taxonomies.sheet import LONGEST_NAME, Row


class Known(NamedTuple):
    """A term that is there; `merged_into_id` where it was merged into another."""

    id: uuid.UUID
    name: str
    code: str | None = None
    parent_id: uuid.UUID | None = None
    description: str | None = None
    term_uri: str | None = None
    merged_into_id: uuid.UUID | None = None


class Step(NamedTuple):
    """What becomes of a row: the id of its term, the term as it stands if there is one, and what will be said of it."""

    row: Row
    term_id: uuid.UUID
    known: Known | None
    says: dict

    @property
    def changes(self) -> dict:
        """What will be said otherwise than now."""
        return {name: value for name, value in self.says.items() if getattr(self.known, name) != value}


class Refusal(NamedTuple):
    """A row that is left out, or only its code, and why."""

    row: Row
    why: str


@dataclass
class Plan:
    """Every row in one of the first six, and besides in `uncoded` if its code is an earlier row's.

    `left` counts the terms that the list does not name, which stay as they are.
    """

    added: list[Step] = field(default_factory=list)
    renamed: list[Step] = field(default_factory=list)
    changed: list[Step] = field(default_factory=list)
    unchanged: list[Step] = field(default_factory=list)
    merged: list[Step] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    uncoded: list[Refusal] = field(default_factory=list)
    left: int = 0

    @property
    def writes(self) -> bool:
        """Whether it changes anything."""
        return bool(self.added or self.renamed or self.changed)


class _Refused(Exception):
    """Why a row is left out."""


def plan(rows: Iterable[Row], known: Iterable[Known]) -> Plan:
    """What becomes of each row. A term is known by its code, else by its address, else by its name and its parent."""
    found, terms = Plan(), _Terms(known)
    rows = _with_own_codes(rows, found)
    owners = _owners(rows, terms, found)
    met = set(owners.values())
    steps = _steps(rows, owners, terms, found)
    _refuse_rings(steps, terms, found)
    for step in steps.values():
        _sort(step, found)
    found.left = sum(not term.merged_into_id and term.id not in met for term in terms.by_id.values())
    found.refused.sort(key=lambda refusal: refusal.row.number)
    return found


def _with_own_codes(rows: Iterable[Row], found: Plan) -> list[Row]:
    """The rows; one that has the code of an earlier row with another name has none: it is a misprint, not that term."""
    first: dict[str, Row] = {}
    own = []
    for row in rows:
        earlier = first.setdefault(row.code, row) if row.code else row
        if earlier.name.lower() != row.name.lower():
            found.uncoded.append(Refusal(row, f"Row {earlier.number} has its code, {row.code}, already"))
            row = row._replace(code=None)
        own.append(row)
    return own


class _Terms:
    """The terms that are there, by what a row may know of them."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.by_id = {term.id: term for term in known}
        self.by_code = {term.code: term for term in self.by_id.values() if term.code}
        self.by_address = {term.term_uri: term for term in self.by_id.values() if term.term_uri}
        self.by_name = defaultdict(list)
        for term in sorted(self.by_id.values(), key=lambda term: term.merged_into_id is not None):
            self.by_name[term.name.lower()].append(term)

    def meant_by(self, row: Row, alike: int) -> Known | None:
        """The term that a row is about; `alike` is how many rows have its name."""
        found = self.by_code.get(row.code) or self.by_address.get(row.term_uri or None)
        if found:
            return found
        called = [term for term in self.by_name[row.name.lower()] if not (row.code and term.code)]
        there = [term for term in called if self._stands_under(term, row.parent)]
        if there:
            return there[0]
        return called[0] if len(called) == 1 and alike == 1 else None

    def _stands_under(self, term: Known, parent: str | None) -> bool:
        above = self.by_id.get(term.parent_id)
        if not parent:
            return parent is None or above is None
        return above is not None and parent.lower() in {(above.code or "").lower(), above.name.lower()}

    def stands_for(self, term: Known) -> uuid.UUID:
        """The id of the term, or of the one that it was merged into."""
        return term.merged_into_id or term.id


def _owners(rows: list[Row], terms: _Terms, found: Plan) -> dict[int, uuid.UUID]:
    """The id of the term that each row is about, a new one where there is none, by the row's number."""
    alike = Counter(row.name.lower() for row in rows)
    owners: dict[int, uuid.UUID] = {}
    seen: dict = {}
    for row in rows:
        known = terms.meant_by(row, alike[row.name.lower()]) if row.name else None
        keys = [("code", row.code)] if row.code else [("name", row.name.lower(), (row.parent or "").lower())]
        keys += [known.id] if known else []
        if why := _wrong(row, next((seen[key] for key in keys if key in seen), None)):
            found.refused.append(Refusal(row, why))
            continue
        seen |= dict.fromkeys(keys, row.number)
        owners[row.number] = known.id if known else uuid.uuid4()
    return owners


def _wrong(row: Row, earlier: int | None) -> str:
    if not row.name:
        return "It has no name"
    if len(row.name) > LONGEST_NAME:
        return f"Its name is longer than {LONGEST_NAME} characters"
    return f"Row {earlier} is the same term" if earlier else ""


def _steps(rows: list[Row], owners: dict[int, uuid.UUID], terms: _Terms, found: Plan) -> dict[uuid.UUID, Step]:
    """What will be said of the term of each row, by the term's id."""
    parents = _Parents([row for row in rows if row.number in owners], owners, terms)
    steps = {}
    for row in rows:
        if row.number not in owners:
            continue
        term_id = owners[row.number]
        try:
            says = _says(row, parents)
        except _Refused as why:
            found.refused.append(Refusal(row, str(why)))
            continue
        steps[term_id] = Step(row, term_id, terms.by_id.get(term_id), says)
    return steps


def _says(row: Row, parents: "_Parents") -> dict:
    """What the row says of its term; what the file has no column for is not said."""
    optional = {"code": row.code, "description": row.description, "term_uri": row.term_uri}
    says = {"name": row.name} | {name: text or None for name, text in optional.items() if text is not None}
    if not row.code:
        says.pop("code", None)  # no code takes none away: feeds may know the term by it
    return says if row.parent is None else says | {"parent_id": parents.id_of(row)}


class _Parents:
    """The terms that a row can stand under: those of the list first, by code and then by name."""

    def __init__(self, rows: list[Row], owners: dict[int, uuid.UUID], terms: _Terms) -> None:
        self.codes = {code: terms.stands_for(term) for code, term in terms.by_code.items()}
        self.codes |= {row.code: _standing(owners[row.number], terms) for row in rows if row.code}
        self.names = defaultdict(set)
        for name, called in terms.by_name.items():
            self.names[name] |= {terms.stands_for(term) for term in called}
        for row in rows:
            self.names[row.name.lower()].add(_standing(owners[row.number], terms))

    def id_of(self, row: Row) -> uuid.UUID | None:
        """The id of what `row` stands under. Raises _Refused."""
        if not row.parent:
            return None
        if row.parent in self.codes:
            return self.codes[row.parent]
        called = self.names.get(row.parent.lower(), set())
        if len(called) != 1:
            why = f"Several terms are called “{row.parent}”" if called else f"There is no term “{row.parent}”"
            raise _Refused(f"{why} for it to stand under")
        return next(iter(called))


def _standing(term_id: uuid.UUID, terms: _Terms) -> uuid.UUID:
    known = terms.by_id.get(term_id)
    return terms.stands_for(known) if known else term_id


def _refuse_rings(steps: dict[uuid.UUID, Step], terms: _Terms, found: Plan) -> None:
    """Take out what would stand under itself, or under what was refused, until nothing does."""
    while wrong := next(filter(None, (_lost(step, steps, terms) for step in steps.values())), None):
        step, why = wrong
        del steps[step.term_id]
        found.refused.append(Refusal(step.row, why))


def _lost(step: Step, steps: dict[uuid.UUID, Step], terms: _Terms) -> tuple[Step, str] | None:
    passed = {step.term_id}
    above = step.says.get("parent_id")
    while above:
        if above in passed:
            return (step, "It would stand under itself") if above == step.term_id else None
        if above not in steps and above not in terms.by_id:
            return step, "What it stands under was refused"
        passed.add(above)
        above = _parent_of(above, steps, terms)
    return None


def _parent_of(term_id: uuid.UUID, steps: dict[uuid.UUID, Step], terms: _Terms) -> uuid.UUID | None:
    says = steps[term_id].says if term_id in steps else {}
    known = terms.by_id.get(term_id)
    return says.get("parent_id", known.parent_id if known else None)


def _sort(step: Step, found: Plan) -> None:
    """Put the step where it belongs."""
    if step.known is None:
        found.added.append(step)
    elif step.known.merged_into_id:
        found.merged.append(step)
    elif "name" in step.changes:
        found.renamed.append(step)
    elif step.changes:
        found.changed.append(step)
    else:
        found.unchanged.append(step)
