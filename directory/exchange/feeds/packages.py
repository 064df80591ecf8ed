"""Records from a file or a folder: JSON as it is, and the tables of an HSDS CSV package put together again."""

import csv
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from directory.exchange import reading
from directory.exchange.reading import NotReadable
from directory.exchange.tables.escape import unescaped

LARGEST_PACKAGE = 128 * 1024**2
LARGEST_CELL = 1_000_000
MOST_FILES = 200
MOST_COLUMNS = 200
DESCRIPTION = "datapackage.json"
SINGULAR = {
    "accessibilities": "accessibility",
    "address": "addresses",
    "attribute": "attributes",
    "contact": "contacts",
    "cost_option": "cost_options",
    "fundings": "funding",
    "language": "languages",
    "location": "locations",
    "organization": "organizations",
    "organization_identifier": "organization_identifiers",
    "phone": "phones",
    "required_document": "required_documents",
    "schedule": "schedules",
    "service": "services",
    "service_area": "service_areas",
    "service_at_location": "service_at_locations",
    "taxonomy": "taxonomies",
    "taxonomy_term": "taxonomy_terms",
}
TABLES = frozenset(SINGULAR.values())

Tables = dict[str, dict[str, dict]]


def records(path: Path) -> Iterator[Any]:
    """The records of a JSON file, of a folder of HSDS's tables or of a zip file of them. Raises NotReadable."""
    try:
        if path.is_dir() or path.name == DESCRIPTION:
            yield from services(_from_folder(path if path.is_dir() else path.parent))
        elif _is_zip(path):
            yield from services(_from_zip(path))
        else:
            yield from reading.records(path)
    except OSError as problem:
        raise NotReadable(f"{path.name} cannot be read: {problem.strerror}.") from None


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


class _Room:
    """How much may still be read of a package, whatever its files say of their size."""

    def __init__(self) -> None:
        self.left = LARGEST_PACKAGE

    def read(self, file: IO[bytes], name: str) -> bytes:
        """All of a file. Raises NotReadable where the package holds more than is read of any."""
        found = file.read(self.left + 1)
        self.left -= len(found)
        if self.left < 0:
            raise NotReadable(f"The package holds more than {LARGEST_PACKAGE // 1024**2} MB: {name} is too much.")
        return found


def _from_folder(folder: Path) -> Tables:
    room = _Room()
    files = {path.name: path for path in sorted(folder.iterdir()) if path.is_file() and not path.is_symlink()}
    described = {}
    if DESCRIPTION in files:
        with files[DESCRIPTION].open("rb") as file:
            described = _described(room.read(file, DESCRIPTION))
    return _tables(_read_files(files, described, room))


def _read_files(files: dict[str, Path], described: dict, room: _Room) -> Iterator[tuple[str, str, bytes]]:
    for name, path in files.items():
        table = described.get(name, _table_of(name))
        if table in TABLES:
            with path.open("rb") as file:
                content = room.read(file, name)
            yield table, name, content


def _from_zip(path: Path) -> Tables:
    """Nothing is unpacked to the disk, so that a name in the file can lead nowhere."""
    room = _Room()
    with _opened(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MOST_FILES:
            raise NotReadable(f"{path.name} holds more than {MOST_FILES} files.")
        names = {_inside(entry.filename): entry for entry in entries}
        described = {}
        if DESCRIPTION in names:
            with archive.open(names[DESCRIPTION]) as file:
                described = _described(room.read(file, DESCRIPTION))
        return _tables(_read_entries(archive, names, described, room))


def _read_entries(archive, names: dict, described: dict, room: _Room) -> Iterator[tuple[str, str, bytes]]:
    for name, entry in names.items():
        table = described.get(name, _table_of(name))
        if table in TABLES:
            with archive.open(entry) as file:
                content = room.read(file, name)
            yield table, name, content


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError) as problem:
        raise NotReadable(f"{path.name} is not a zip file that can be read ({type(problem).__name__}).") from None


def _inside(name: str) -> str:
    """The file's own name; a package whose names lead out of it is not trusted with the rest."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name:
        raise NotReadable("The package holds a file whose name leads out of it.")
    return path.name


def _table_of(name: str) -> str:
    if not name.lower().endswith(".csv"):
        return ""
    stem = name.lower().removesuffix(".csv")
    return SINGULAR.get(stem, stem)


def _described(content: bytes) -> dict[str, str]:
    """Which file is which table, where the package's own description says so."""
    try:
        resources = json.loads(content).get("resources") or []
        named = [(one["path"], one["name"]) for one in resources if isinstance(one, dict) and "path" in one]
        return {_inside(path): SINGULAR.get(name, name) for path, name in named if isinstance(path, str)}
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
        raise NotReadable(f"{DESCRIPTION} does not describe a package.") from None


def _tables(files: Iterable[tuple[str, str, bytes]]) -> Tables:
    """The rows of every table by their ids; rows without one, and empty cells, say nothing."""
    found: Tables = defaultdict(dict)
    for table, name, content in files:
        for row in _rows(name, content):
            found[table][row["id"]] = row | found[table].get(row["id"], {})
    if not found["services"]:
        raise NotReadable("The package holds no services: a table services.csv was expected.")
    return found


def _rows(name: str, content: bytes) -> list[dict[str, str]]:
    try:
        with _long_cells():
            lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
            return list(_named(name, lines))
    except UnicodeDecodeError:
        raise NotReadable(f"{name} is not a text in UTF-8.") from None
    except csv.Error as problem:
        raise NotReadable(f"{name} is not a table that can be read: {problem}.") from None


@contextmanager
def _long_cells() -> Iterator[None]:
    """Descriptions are longer than csv reads of itself; its limit is everybody's, so it is put back."""
    before = csv.field_size_limit(LARGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _named(name: str, lines: Iterator[list[str]]) -> Iterator[dict[str, str]]:
    """The cells of each row by the names of their columns."""
    header = [cell.strip() for cell in next(lines, [])]
    if len(header) > MOST_COLUMNS:
        raise NotReadable(f"{name} has more than {MOST_COLUMNS} columns.")
    for cells in lines:
        row = {column: _cell(cell) for column, cell in zip(header, cells, strict=False) if cell.strip()}
        if row.get("id"):
            yield row


def _cell(cell: str) -> str:
    """The words; so that +44 is no sum, some exporters put quotation marks around it, and ours an apostrophe first."""
    cell = cell.strip()
    return cell[1:-1] if len(cell) > 2 and cell[0] == cell[-1] == '"' else unescaped(cell)


def services(tables: Tables) -> Iterator[dict]:
    """Every service with all that hangs on it, as HSDS's JSON has it."""
    package = _Package(tables)
    for row in tables["services"].values():
        yield package.service(row)


class _Package:
    """The tables, with what points at each row at hand."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._by: dict[tuple[str, str], dict[str, list[dict]]] = {}

    def of(self, table: str, column: str, value: str) -> list[dict]:
        """Copies of the rows of `table` that point at `value` with `column`."""
        if (table, column) not in self._by:
            found: dict[str, list[dict]] = defaultdict(list)
            for row in self.tables.get(table, {}).values():
                if row.get(column):
                    found[row[column]].append(row)
            self._by[table, column] = found
        return [dict(row) for row in self._by[table, column].get(value, ())]

    def service(self, row: dict) -> dict:
        """One service; what hangs only on one of its places or contacts is found there."""
        own = row["id"]
        places = [self._place(place) for place in self.of("service_at_locations", "service_id", own)]
        contacts = self._with("contacts", own, places)
        for contact in contacts:
            contact["phones"] = [self._phone(phone) for phone in self.of("phones", "contact_id", contact["id"])]
        in_contacts = {phone["id"] for contact in contacts for phone in contact["phones"]}
        phones = [self._phone(phone) for phone in self._with("phones", own, places) if phone["id"] not in in_contacts]
        return row | {
            "organization": self._organization(row.get("organization_id", "")),
            "service_at_locations": places,
            "contacts": contacts,
            "phones": phones,
            "schedules": self._with("schedules", own, places),
            "attributes": self._attributes(own),
            **{
                table: self.of(table, "service_id", own)
                for table in ("service_areas", "cost_options", "funding", "languages", "required_documents")
            },
        }

    def _with(self, table: str, service_id: str, places: list[dict]) -> list[dict]:
        """The rows of the service, and those that hang only on one of its places; each once."""
        found = self.of(table, "service_id", service_id)
        for place in places:
            found += [row for row in self.of(table, "service_at_location_id", place["id"]) if not row.get("service_id")]
        return list({row["id"]: row for row in found}.values())

    def _place(self, place: dict) -> dict:
        location = self.tables.get("locations", {}).get(place.get("location_id", ""))
        return place | {"location": self._location(location)} if location else place

    def _location(self, location: dict) -> dict:
        own = location["id"]
        spoken = [row for row in self.of("languages", "location_id", own) if not row.get("service_id")]
        hanging = {table: self.of(table, "location_id", own) for table in ("addresses", "accessibility")}
        return location | hanging | {"languages": spoken, "attributes": self._attributes(own)}

    def _phone(self, phone: dict) -> dict:
        spoken = [row for row in self.of("languages", "phone_id", phone["id"]) if not row.get("service_id")]
        return phone | {"languages": spoken}

    def _organization(self, own: str) -> dict | None:
        organization = self.tables.get("organizations", {}).get(own)
        if organization is None:
            return None
        numbers = self.of("organization_identifiers", "organization_id", own)
        return organization | {"organization_identifiers": numbers, "attributes": self._attributes(own)}

    def _attributes(self, own: str) -> list[dict]:
        return [
            row | {"taxonomy_term": self._term(row.get("taxonomy_term_id", ""))}
            for row in self.of("attributes", "link_id", own)
        ]

    def _term(self, own: str) -> dict | None:
        term = self.tables.get("taxonomy_terms", {}).get(own)
        if term is None:
            return None
        taxonomy = self.tables.get("taxonomies", {}).get(term.get("taxonomy_id", ""), {})
        return term | {"taxonomy": term.get("taxonomy") or taxonomy.get("name")}
