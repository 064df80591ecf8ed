"""Files of terms read: our own columns, the publishers' whom we know, and what is no list of terms."""

from pathlib import Path

import pytest

from directory.taxonomies.sheet import LARGEST_FILE, LGA, MOST_ROWS, SERVICES, SITUATIONS, NotReadable, Row, read

SHARED = Path(__file__).parents[4] / "shared" / "spec" / "taxonomies"


def published(name: str) -> bytes:
    """A file of a publisher, which is not part of this repository."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"../shared/spec/taxonomies/{name} is not here")
    return path.read_bytes()


def test_our_own_columns_in_any_order_and_only_a_name_is_needed():
    sheet = read(b"Parent,Name,Code\n,Music,m\nm, Singing  aloud ,s\n\n")
    assert sheet.rows == [Row(2, "Music", "m", ""), Row(3, "Singing aloud", "s", "m")]
    assert read(b"name\nMusic\n").rows == [Row(2, "Music")]
    assert not read(b"name\nMusic\n").publication.source


@pytest.mark.parametrize(
    "content",
    [
        "name;code\nCafé;c\n".encode(),
        "name\tcode\nCafé\tc\n".encode("utf-8-sig"),
        "name,code\nCafé,c\n".encode("cp1252"),
    ],
)
def test_files_as_spreadsheets_write_them(content):
    assert read(content).rows == [Row(2, "Café", "c")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"code,description\n1,x\n", "first row must name the columns"),
        (b"name\n", "no rows"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "first row must name the columns"),
        (b"name\n" + b"a\n" * (MOST_ROWS + 1), "more than 10,000 rows"),
        (b"n" * (LARGEST_FILE + 1), "larger than 1 MB"),
        (b'name\n"' + b"a" * 200_000 + b'"\n', "no table of text"),
    ],
)
def test_what_is_no_list_of_terms(content, words):
    with pytest.raises(NotReadable, match=words):
        read(content)


@pytest.mark.parametrize(
    ("name", "rows", "publication"),
    [
        ("open_eligibility_2014_services.csv", 291, SERVICES),
        ("open_eligibility_2014_human_situations.csv", 94, SITUATIONS),
        ("lga_esd_service_types_v4_2013.csv", 1519, LGA),
    ],
)
def test_the_lists_of_publishers_are_known_with_what_their_licences_want(name, rows, publication):
    sheet = read(published(name))
    assert len(sheet.rows) == rows and sheet.publication == publication
    assert all(row.name and row.code for row in sheet.rows)
    assert publication.licence and publication.attribution
