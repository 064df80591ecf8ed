"""A table goes in row by row: what can be read is kept, what cannot is told, and the same again changes nothing."""

import datetime as dt

import pytest

from accounts.actors import System
from accounts.roles import Role
from core import clock
from core.db import db, transaction
from core.refusals import Missing, Refused, Stale
from directory.exchange.tables import export, operations, queries
from directory.exchange.tables.models import WaitingTable
from directory.listings import operations as listings
from directory.listings import queries as listing_queries
from directory.listings.document import to_document
from tests.directory.exchange.tables.conftest import GROUPS
from tests.directory.listings.examples import CHOIR, EDITOR, REFUGE, add


def found(name: str):
    (listing,), _ = listing_queries.index(EDITOR, words=name)
    return listing


def test_rows_are_added_once_and_the_wrong_one_is_explained(bring_in):
    counts, problems = bring_in(GROUPS, organisation="Eastney Forum")
    assert counts == {"added": 2, "refused": 1}
    assert [(row, column) for row, column, _ in problems] == [
        *((4, "Postcode"), (4, "Telephone"), (4, "E-mail"), (4, "Group name")),
    ]
    kites = to_document(found("Kite Makers"))
    assert kites["organization"]["name"] == "Eastney Forum"
    assert kites["schedules"][0]["byday"] == "WE" and kites["schedules"][0]["closes_at"] == "12:00"
    assert kites["phones"][0]["number"] == "+44 1632 960001"
    tea = to_document(found("Tea and Talk"))
    assert tea["schedules"][0]["description"] == "by arrangement"
    assert tea["organization"]["id"] == kites["organization"]["id"]
    assert bring_in(GROUPS, organisation="Eastney Forum")[0] == {"unchanged": 2, "refused": 1}


def test_a_newer_version_changes_only_what_it_says_and_an_editors_change_stands_until_then(bring_in):
    bring_in(GROUPS)
    with transaction():
        kites = found("Kite Makers")
        document = to_document(kites) | {"description": "From an editor.", "alert": "Closed in May"}
        listings.change_listing(EDITOR, kites, version=kites.version, document=document)
    assert bring_in(GROUPS)[0] == {"unchanged": 2, "refused": 1}
    newer = GROUPS.replace("£2 per session", "£3 per session")
    assert bring_in(newer)[0] == {"changed": 1, "unchanged": 1, "refused": 1}
    after = to_document(found("Kite Makers"))
    assert after["cost_options"][0]["amount"] == 3
    assert (after["description"], after["alert"]) == ("From an editor.", "Closed in May")


def test_two_rows_about_one_listing(bring_in):
    rows = "Name,Postcode,Cost\nA,PO1 2DY,Free\nA,PO1 2DY,Free\na,po12dy,£1\nA,PO5 3HN,Free\n"
    counts, problems = bring_in(rows)
    assert counts == {"added": 2, "unchanged": 1, "refused": 1}
    assert problems == [[4, "Name", "row 2 is about the same listing, and says something else"]]


def test_each_wrong_row_is_told_even_where_two_say_the_same(bring_in):
    counts, problems = bring_in(
        "Name,Postcode,Email\n,PO1 2DY,\n,PO1 2DY,\n,PO1 2DY,a@b.example\nA,PO1 2DY,x\nA,PO1 2DY,x\n"
    )
    assert counts == {"refused": 5}
    assert [row for row, _, _ in problems] == [2, 3, 4, 5, 6]


def test_export_then_import_is_a_fixed_point(app, bring_in):
    add(CHOIR)
    add(REFUGE)
    bring_in(GROUPS)
    text = "".join(export.lines(queries.public_records()))
    assert "Secret Lane" not in text and "PO1 2DY" in text and "'+44 1632 960001" in text
    assert bring_in(text, source="Back again")[0] == {"unchanged": 4}
    assert "".join(export.lines(queries.public_records())) == text


def test_a_confidential_address_is_not_overwritten(app, bring_in):
    refuge = add(REFUGE)
    counts, problems = bring_in(f"Listing id,Name,Address\n{refuge},A safe house,1 High Street\n")
    assert counts == {"refused": 1} and "confidential" in problems[0][2]
    assert "Secret Lane" in str(to_document(listing_queries.find(refuge)))


def test_a_table_that_is_none_is_refused_beside_its_file(app):
    for content in (b"", b"Name\n", b'Name\n"open', b"a\0b\nc"):
        with pytest.raises(Refused) as refusal:
            operations.keep_table(EDITOR, file=content, file_name="x.csv", source="x")
        assert refusal.value.field == "file"


def test_columns_must_be_matched_with_a_name_and_none_twice(keep):
    table = queries.find(EDITOR, keep(GROUPS))
    for matching in ([""] * 6, ["name", "name", "", "", "", ""], ["name"], ["name", "shoe", "", "", "", ""]):
        with pytest.raises(Refused):
            operations.match_columns(EDITOR, table, version=table.version, matching=matching, for_all={})
    with pytest.raises(Stale):
        operations.match_columns(EDITOR, table, version=0, matching=["name"] + [""] * 5, for_all={})


def test_what_is_imported_is_forgotten_and_so_is_what_waits_for_more_than_a_day(keep, bring_in):
    bring_in(GROUPS)
    assert db.session.query(WaitingTable).one().content is None
    keep(GROUPS)
    with transaction():
        assert operations.forget(clock.now() + dt.timedelta(hours=23)) == 0
        assert operations.forget(clock.now() + dt.timedelta(hours=25)) == 2


def test_only_an_editor_may(keep):
    table = queries.find(EDITOR, keep(GROUPS))
    with pytest.raises(Missing):
        operations.import_table(System(Role.CLINICIAN), table, version=table.version)
    with pytest.raises(Missing):
        queries.find(System(Role.CLINICIAN), table.id)


def test_a_table_is_not_imported_twice_at_once(keep):
    table = queries.find(EDITOR, keep(GROUPS))
    with transaction():
        table.working_at = clock.now()
    with pytest.raises(Refused, match="being imported"):
        operations.import_table(EDITOR, table, version=table.version)
