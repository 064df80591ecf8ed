"""From an uploaded file to a table: its header and its rows of text, or one sentence about what is wrong with it."""

import codecs
import csv
import json
import re
import subprocess
import sys
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import NamedTuple

from core.text import printable, tidy

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 4_000_000
LONGEST_CELL = 50_000  # characters
LONGEST_HEADER = 200
MOST_LETTERS = 20_000_000  # characters of all cells together
SECONDS = 10

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # xlsx and ods are zip files, xls is an OLE file
OTHER_KINDS = {
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "packed with gzip",
}
OF_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".ods")
DELIMITERS = ",;\t|^~"
LOOKED_AT = 20
SHEETS = Path(__file__).with_name("sheets.py")

_CELL = re.compile(rb"""\br=["']([A-Za-z]{1,5})?(\d{1,9})["']""")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated=["'](\d+)["']""")


class NotReadable(Exception):
    """The file is no table that can be taken; the message says why, and what to do."""


class Table(NamedTuple):
    """The words over the columns, and the rows that say something: (number in the file, from 1; its cells)."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def table(content: bytes, file_name: str = "") -> Table:
    """The table in a file of any kind that we take. Raises NotReadable."""
    if not content.strip():
        raise NotReadable("The file is empty")
    if len(content) > LARGEST_FILE:
        raise NotReadable(f"The file is larger than {LARGEST_FILE // 1024**2} MB. Split it into several files")
    _refuse_other_kinds(content, file_name.lower())
    return _checked(_of_workbook(content) if content.startswith(WORKBOOKS) else _of_text(_decoded(content)))


def _refuse_other_kinds(content: bytes, file_name: str) -> None:
    """Bytes of anything can be read as letters of some kind; nobody wants to match columns of those."""
    for start, kind in OTHER_KINDS.items():
        if content.startswith(start):
            raise NotReadable(f"The file is {kind}, not a table. Choose a CSV, XLSX, XLS or ODS file")
    if file_name.endswith(OF_WORKBOOKS) and not content.startswith(WORKBOOKS):
        raise NotReadable("The file is called a workbook, and is none. Open it in a spreadsheet and save it again")


def _checked(rows: list[list[str]]) -> Table:
    """The rows under the header; empty ones are left out, the others keep their numbers."""
    numbered = [(number, [_cell(text, number) for text in row]) for number, row in enumerate(rows, start=1)]
    said = [(number, row) for number, row in numbered if any(row)]
    if len(said) < 2:
        raise NotReadable("The file needs a row with the names of its columns, and at least one row under it")
    wide = max(_wide(row) for _, row in said)
    if wide > MOST_COLUMNS:
        raise NotReadable(f"The file has more than {MOST_COLUMNS} columns. Leave out those that are not needed")
    if len(said) - 1 > MOST_ROWS:
        raise NotReadable(f"The file has more than {MOST_ROWS:,} rows. Split it into several files")
    if sum(len(text) for _, row in said for text in row) > MOST_LETTERS:
        raise NotReadable(f"The file holds more than {MOST_LETTERS:,} letters. Split it into several files")
    full = [(number, [*row[:wide], *[""] * (wide - len(row))]) for number, row in said]
    return Table(_header(full[0][1]), full[1:])


def _wide(row: list[str]) -> int:
    return max((number for number, text in enumerate(row, start=1) if text), default=0)


def _cell(text: str, number: int) -> str:
    if len(text) > LONGEST_CELL:
        raise NotReadable(f"Row {number} has a cell of more than {LONGEST_CELL:,} letters. Is a quotation mark open?")
    return printable(tidy(text))


def _header(row: list[str]) -> list[str]:
    """The words over the columns; a column without any is told by its number."""
    return [" ".join(text.split())[:LONGEST_HEADER] or f"Column {at}" for at, text in enumerate(row, start=1)]


def _decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows' own letters."""
    encoding = _encoding(content)
    try:
        text = content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if "\0" in text:
        raise NotReadable("This is not a table: it holds characters that no text has. Save it as CSV or as XLSX")
    return text


def _encoding(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = content[:400]
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if len(start) >= 8 and zeros.count(0) > len(zeros) * 0.6:
            return encoding
    return "utf-8-sig"


def _of_text(text: str) -> list[list[str]]:
    delimiter, text = _delimiter(text)
    rows: list[list[str]] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            rows.append(row)
            _refuse_more(len(rows), len(row))
    except csv.Error as problem:
        raise NotReadable(_csv_words(str(problem), len(rows) + 1)) from None
    return rows


def _refuse_more(rows: int, columns: int) -> None:
    """Stop reading what is too much already; empty rows and columns at the end are forgiven."""
    if rows > 3 * MOST_ROWS:
        raise NotReadable(f"The file has more than {MOST_ROWS:,} rows. Split it into several files")
    if columns > 5 * MOST_COLUMNS:
        raise NotReadable(f"The file has more than {MOST_COLUMNS} columns. Leave out those that are not needed")


def _csv_words(problem: str, row: int) -> str:
    if "end of data" in problem:
        return f"A quotation mark that opens in row {row} is never closed. Close it, or take it out"
    if "larger than field limit" in problem:
        return f"Row {row} has a cell that is far too long. Is a quotation mark open?"
    if "expected after" in problem:
        return f"Row {row} has a quotation mark inside a quoted cell. Write it twice, or save the file as XLSX"
    return f"Row {row} cannot be read as a table. Open the file in a spreadsheet and save it as XLSX"


def _delimiter(text: str) -> tuple[str, str]:
    """What stands between the cells, and the text without the line in which Excel may say so."""
    if said := re.match(r"sep=(.)\r?\n", text):
        return said[1], text[said.end() :]
    return max(DELIMITERS, key=lambda one: _columns(text[:20_000], one)), text


def _columns(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first rows this delimiter cuts into as many cells as the header, if more than one; how many."""
    try:
        found = list(zip(range(LOOKED_AT), csv.reader(StringIO(text, newline=""), delimiter=delimiter), strict=False))
    except csv.Error:
        return 0, 0
    wide = len(found[0][1]) if found else 0
    return (sum(len(row) == wide for _, row in found), wide) if wide > 1 else (0, 0)


def _of_workbook(content: bytes) -> list[list[str]]:
    if content.startswith(WORKBOOKS[0]):
        _refuse_bomb(content)
    command = [sys.executable, "-I", str(SHEETS), str(2 * MOST_ROWS), str(2 * MOST_COLUMNS)]
    try:
        answer = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=True)
        found = json.loads(answer.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise NotReadable("The file takes too long or too much memory to open. Save it as CSV") from None
    if "problem" in found:
        raise NotReadable(f"The file cannot be opened. {found['problem']} Save it as CSV or as XLSX")
    return found["rows"]


def _refuse_bomb(content: bytes) -> None:
    """Unpack a zip file piece by piece, before anything else opens it; what it says of its own size is not believed."""
    left = LARGEST_UNPACKED
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if not any(name.startswith("xl/") or name == "content.xml" for name in archive.namelist()):
                raise NotReadable("The file is a zip file without a workbook in it. Unpack it, and send the table")
            for part in archive.infolist():
                part.file_size = LARGEST_UNPACKED + 1
                with archive.open(part) as packed:
                    found = packed.read(left + 1)
                left -= len(found)
                if left < 0:
                    raise NotReadable(f"Unpacked, the file is larger than {LARGEST_UNPACKED // 1024**2} MB")
                _refuse_wide_sheet(found)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        raise NotReadable("The file is damaged, or protected by a password. Save it as CSV or as XLSX") from None


def _refuse_wide_sheet(part: bytes) -> None:
    """One cell far out makes a sheet of all the empty cells before it."""
    rows, columns = 1, 1
    for letters, digits in _CELL.findall(part):
        rows, columns = max(rows, int(digits)), max(columns, _number(letters))
    for digits in _REPEATED.findall(part):
        columns = max(columns, 1 if int(digits) >= 1000 else int(digits))
    if rows * columns > MOST_CELLS:
        raise NotReadable(f"A sheet has {rows:,} rows and {columns:,} columns, more than can be read. Save it as CSV")


def _number(letters: bytes) -> int:
    """27 of AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
