"""The pages of a table: upload, match, look, import; what was chosen is never lost."""

import time

import pytest

from core import clock
from core.db import transaction
from directory.exchange.tables import queries
from directory.exchange.tables.reading import LARGEST_FILE
from directory.listings import queries as listings
from tests.directory.exchange.tables.conftest import GROUPS
from tests.directory.listings.examples import CHOIR, EDITOR, REFUGE, add

TABLES = "/directory/tables"


def multipart(answers: dict[str, str], content: bytes, name: str) -> dict:
    """A body with a file as a browser sends it. (Werkzeug's own test client leaves large files open.)"""
    parts = [f'--cut\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{answers[key]}\r\n' for key in answers]
    head = f'--cut\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = "".join([*parts, head]).encode() + content + b"\r\n--cut--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=cut"}


def upload(browser, content: bytes, *, status=303):
    page = browser.open(f"{TABLES}/new")
    answers = {name: values[0] for name, values in page.fields().items() if name != "file"} | {"source": "Groups"}
    return browser.post(f"{TABLES}/new", **multipart(answers, content, "groups.csv"), status=status)


@pytest.fixture
def editor(browse, people):
    return browse(people.directory_editor)


def test_from_the_file_to_the_listings(editor):
    page = editor.open(upload(editor, GROUPS.encode()).location)
    assert page.heading == "Match the columns"
    assert "For example: Kite Makers · Tea and Talk" in page.words
    assert page.fields()["column_5"] == ["email"]
    page = editor.send(page, {"all_organisation": "Eastney Forum"})
    assert page.heading == "What would happen"
    assert "Would be added 2" in page.words and "Cannot be imported 1" in page.words
    assert "“PO99” is not a full UK postcode" in page.words
    assert "Row 2: Kite Makers (added)" in page.words and "Eastney Forum" in page.words
    assert listings.index(EDITOR)[1] == 0
    page = editor.send(page)
    assert page.heading == "Imported" and "Added 2" in page.words and "“nobody” is not an email address" in page.words
    assert listings.index(EDITOR)[1] == 2
    assert editor.open(page.response.request.path + "/preview").heading == "Imported"


def test_what_was_chosen_stays_beside_its_error(editor):
    page = editor.open(upload(editor, GROUPS.encode()).location)
    page = editor.send(page, {"column_0": "town", "column_2": "town", "all_topics": "Tea"}, status=422)
    assert "Choose which column has the name of the listing" in page.errors().values()
    assert page.errors()["column_2"] == "“Town or city” is already “Group name”. Choose another, or leave it out"
    assert page.fields()["column_2"] == ["town"] and page.fields()["all_topics"] == ["Tea"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b'Name,Town\n"Kites,Southsea\n', "never closed"),
        (b"Name,Town\nKites\0,Southsea\n", "not a table"),
        (b"PK\x03\x04 nothing more", "damaged"),
        (b"Name\n" + b"A" * LARGEST_FILE, "larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_table_is_explained_beside_its_question(editor, content, words):
    page = upload(editor, content, status=409)
    assert words in page.errors()["file"]
    assert page.fields()["source"] == ["Groups"]


def test_no_file_and_a_body_that_is_far_too_large(editor):
    page = editor.open(f"{TABLES}/new")
    assert editor.send(page, {"source": "Groups"}, status=422).errors() == {"file": "Choose a file"}
    page = upload(editor, b"A" * (LARGEST_FILE * 2), status=413)
    assert "larger than 5 MB" in page.words
    assert page.soup.find("a", string="Go back to the form")["href"] == f"{TABLES}/new"


def test_another_file_under_the_same_once_only_key_is_another_table(editor):
    page = editor.open(f"{TABLES}/new")
    keys = {name: values[0] for name, values in page.fields().items() if name != "file"} | {"source": "Groups"}
    sent = [
        editor.post(f"{TABLES}/new", **multipart(keys, one, "a.csv")) for one in (b"Name\nA", b"Name\nA", b"Name\nB")
    ]
    assert [one.status for one in sent] == [303, 303, 409]
    assert sent[0].location == sent[1].location


def test_five_hundred_rows_are_looked_at_in_two_seconds(editor, keep):
    rows = [f"Group {number},PO1 2DY,Wednesdays 10-12,£2,0163296{number:04}" for number in range(500)]
    table_id = keep("\n".join(["Name,Postcode,When,Cost,Phone", *rows]))
    began = time.perf_counter()
    assert "Would be added 500" in editor.open(f"{TABLES}/{table_id}/preview").words
    assert time.perf_counter() - began < 2


def test_the_export_opens_safely_and_tells_nothing_confidential(editor):
    add(CHOIR | {"name": "=1+1", "alert": "@SUM(A1)"})
    add(REFUGE)
    answer = editor.open(f"{TABLES}/listings.csv").response
    text = answer.get_data(as_text=True)
    assert answer.mimetype == "text/csv" and "attachment" in answer.headers["Content-Disposition"]
    assert ",'=1+1," in text and ",'@SUM(A1)," in text and "Secret Lane" not in text and "checker@" not in text
    assert "A safe house" not in editor.open(f"{TABLES}/listings.csv?words=nothinglikethis").response.get_data(
        as_text=True
    )


def test_an_import_under_way_says_how_far_it_is_and_one_that_stopped_goes_on(editor, keep):
    table_id = keep(GROUPS)
    path = f"{TABLES}/{table_id}"
    with transaction():
        table = queries.find(EDITOR, table_id)
        table.rows_done, table.working_at = 2, clock.now()
    assert "2 of 3 rows were done" in editor.open(f"{path}/preview").words
    with transaction():
        queries.find(EDITOR, table_id).working_at = clock.now() - queries.SILENCE
    assert "stopped after 2 of 3 rows" in editor.open(path).words
    assert editor.send(editor.open(f"{path}/preview")).heading == "Imported"


def test_a_table_thrown_away_is_gone(editor, keep):
    path = f"{TABLES}/{keep(GROUPS)}"
    assert editor.open(path).heading == "Not imported yet"
    editor.send(editor.open(f"{path}/discard"))
    editor.open(path, status=404)
