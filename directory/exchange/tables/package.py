"""Listings as a package of tables, a CSV file for each kind of object, as HSDS 3 names them: a zip file."""

import csv
import io
import zipfile
from collections.abc import Iterable
from typing import Any

from directory.exchange.tables.escape import escaped

# The table that holds what stands under this name in a record, and what its rows are called when others point at them.
TABLES = {
    "accessibility": ("accessibility", "accessibility"),
    "addresses": ("addresses", "address"),
    "attributes": ("attributes", "attribute"),
    "contacts": ("contacts", "contact"),
    "cost_options": ("cost_options", "cost_option"),
    "funding": ("funding", "funding"),
    "languages": ("languages", "language"),
    "location": ("locations", "location"),
    "organization": ("organizations", "organization"),
    "organization_identifiers": ("organization_identifiers", "organization_identifier"),
    "phones": ("phones", "phone"),
    "schedules": ("schedules", "schedule"),
    "service": ("services", "service"),
    "service_areas": ("service_areas", "service_area"),
    "service_at_locations": ("service_at_locations", "service_at_location"),
    "taxonomy_term": ("taxonomy_terms", "taxonomy_term"),
}
Tables = dict[str, dict[str, dict[str, Any]]]


def package(records: Iterable[dict]) -> bytes:
    """The zip file that says what these public records say; what several share stands in it once."""
    tables: Tables = {}
    for record in records:
        _add(tables, "service", record)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in sorted(tables.items()):
            archive.writestr(f"{name}.csv", _table(list(rows.values())))
    return file.getvalue()


def _add(tables: Tables, name: str, item: dict, **points: str) -> None:
    """Put an object into its table, and what is inside it into theirs, pointing back at it."""
    table, called = TABLES[name]
    row: dict[str, Any] = {key: value for key, value in item.items() if not isinstance(value, dict | list)} | points
    for inner, value in item.items():
        if inner in TABLES and isinstance(value, dict):
            _add(tables, inner, value)
            row[f"{inner}_id"] = value["id"]
        elif inner in TABLES and isinstance(value, list):
            back = (
                {"link_id": item["id"], "link_entity": called}
                if inner == "attributes"
                else {f"{called}_id": item["id"]}
            )
            for one in value:
                _add(tables, inner, one, **back)
    tables.setdefault(table, {}).setdefault(item["id"], row)


def _table(rows: list[dict]) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[_cell(row.get(name)) for name in columns] for row in rows])
    return text.getvalue()


def _cell(value: Any) -> str:
    """Text that no spreadsheet runs; a number is one, whatever its sign."""
    if value is None:
        return ""
    return escaped(value) if isinstance(value, str) else str(value)
