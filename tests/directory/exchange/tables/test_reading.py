"""Files of every kind become the same table, and hostile ones one clear sentence."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.exchange.tables import reading
from directory.exchange.tables.reading import MOST_ROWS, NotReadable, table

ROWS = "Name{0}Town{0}Cost\nKites{0}Südsee – “Bay”{0}£2\n\n{0}{0}\nTea{0}Havant{0}\n"
CELLS = [(2, ["Kites", "Südsee – “Bay”", "£2"]), (5, ["Tea", "Havant", ""])]
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://'
    'schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}


def workbook(cells: str, **more: bytes) -> bytes:
    """An XLSX file whose one sheet has these cells; `more` are further parts, by their name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (PARTS | {"xl/worksheets/sheet1.xml": SHEET.format(cells)} | more).items():
            archive.writestr(name, text)
    return file.getvalue()


def words(at: str, text: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_encoding_and_any_delimiter(encoding, delimiter):
    found = table(ROWS.format(delimiter).encode(encoding))
    assert found.header == ["Name", "Town", "Cost"] and found.rows == CELLS


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_and_cells_with_lines_of_their_own(end):
    found = table(end.join(["Name,About", '"Kites, etc.","one\ntwo ""three"""', "Tea,"]).encode())
    assert found.rows == [(2, ["Kites, etc.", 'one\ntwo "three"']), (3, ["Tea", ""])]


def test_excels_own_line_and_columns_without_a_name():
    assert table(b"sep=;\r\nName;;Town\r\na;b;c\r\n").header == ["Name", "Column 2", "Town"]


def test_a_workbook_is_read_as_people_see_it():
    cells = f'<row r="1">{words("A1", "Name")}{words("B1", "Age")}{words("C1", "Sum")}</row>'
    cells += f'<row r="2">{words("A2", "Kites")}<c r="B2"><v>18</v></c><c r="C2"><f>1+1</f><v>2</v></c></row>'
    assert table(workbook(cells)).rows == [(2, ["Kites", "18", "2"])]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"Name\n", "at least one row"),
        (b"Name,Town\na\0b,c\n", "not a table"),
        (b'Name\n"Kites\n', "row 2 is never closed"),
        (b'Name\n"Kites" x\n', "Row 2 has a quotation mark"),
        (b"Name\n" + b"A" * 140_000, "Is a quotation mark open"),
        (b"Name\n" + b"A" * 60_000, "more than 50,000 letters"),
        (b"A," * 300 + b"\n" + b"b," * 300, "more than 200 columns"),
        (b"A," * 1_000_000 + b"\nb", "more than 200 columns"),
        (b"Name\n" + b"a\n" * (MOST_ROWS + 1), "more than 20,000 rows"),
        (b"Name\n" + b"a" * 5_300_000, "larger than 5 MB"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"\xd0\xcf\x11\xe0 and no more", "cannot be opened"),
        (workbook(words("A1", "x"), **{"xl/bomb.xml": b"0" * (61 * 1024**2)}), "larger than 60 MB"),
        (workbook(f"<row>{words('A1', 'x')}{words('XFD1048576', 'y')}</row>"), "1,048,576 rows"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_file_is_one_clear_sentence(content, said):
    with pytest.raises(NotReadable, match=said):
        table(content)


def test_a_workbook_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 0.001)
    with pytest.raises(NotReadable, match="too long or too much memory"):
        table(workbook(words("A1", "x")))


@given(st.binary(max_size=400))
def test_anything_is_a_table_or_a_sentence(content):
    content = content.replace(b"PK", b"").replace(b"\xd0\xcf", b"")
    try:
        found = table(content)
    except NotReadable:
        return
    assert all(len(row) == len(found.header) for _, row in found.rows)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n,x\ny,z", "a picture"),
        (b"GIF89a,x\ny,z", "a picture"),
        (b"%PDF-1.7,x\ny,z", "a PDF"),
        (b"\x1f\x8b\x08,x\ny,z", "gzip"),
    ],
)
def test_other_kinds_of_files_are_told_by_how_they_begin(content, said):
    with pytest.raises(NotReadable, match=said):
        table(content, "groups.csv")


def test_a_zip_file_and_a_name_without_a_workbook_in_it():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("groups.csv", "Name,Town\nKites,Havant\n")
    with pytest.raises(NotReadable, match="without a workbook"):
        table(file.getvalue())
    with pytest.raises(NotReadable, match="called a workbook"):
        table(b"Name,Town\nKites,Havant\n", "Groups.XLSX")
    assert table(b"Name,Town\nKites,Havant\n", "groups.xls").header == ["Name", "Town"]
