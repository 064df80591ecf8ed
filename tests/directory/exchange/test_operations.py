"""Records go into the directory each on its own; the same file again changes nothing."""

import copy
import json
import re

import pytest
from sqlalchemy import text

from core.db import db, transaction
from directory.exchange.operations import Outcome, take_in
from directory.listings import operations as listings
from directory.listings import queries
from directory.listings.document import to_document
from tests.directory.exchange.test_normalise import FEEDS, REAL, needs
from tests.directory.listings.examples import CHOIR, EDITOR

NO_TWOS = "alter table service add constraint no_twos check (name <> 'Club 2')"
NO_TWOS_SQLITE = """create trigger no_twos before insert on service when new.name = 'Club 2'
begin select raise(abort, 'no twos'); end"""


def outcomes(records, source="feed"):
    return [report.outcome for report in take_in(EDITOR, records, source=source)]


def reports(records, source="feed"):
    return list(take_in(EDITOR, records, source=source))


def club(number: int, **more) -> dict:
    return {"id": f"club-{number}", "name": f"Club {number}"} | more


def test_added_then_unchanged_then_changed(app):
    assert outcomes([CHOIR, club(1)]) == [Outcome.ADDED, Outcome.ADDED]
    assert outcomes([CHOIR, club(1)]) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert outcomes([CHOIR, club(1, name="Club One")]) == [Outcome.UNCHANGED, Outcome.CHANGED]
    assert queries.index(EDITOR)[1] == 2


def test_nothing_is_lost_on_the_way_in(app):
    outcomes([CHOIR])
    document = to_document(queries.find(queries.from_source("feed", CHOIR["id"], CHOIR["id"])[0]))
    document.pop("last_modified")
    assert document == CHOIR


def test_a_broken_record_stops_no_other(app):
    strange = ["text", None, 7, [[]], {"id": "x"}, club(1), {"id": "y", "name": "y", "phones": [{"number": "1"}] * 3}]
    assert outcomes(strange) == [Outcome.REFUSED] * 5 + [Outcome.ADDED] * 2


def test_what_the_database_refuses_stops_no_other(app):
    with transaction():
        sqlite = db.session.connection().dialect.name == "sqlite"
        db.session.execute(text(NO_TWOS_SQLITE if sqlite else NO_TWOS))
    found = reports([club(1), club(2, organization={"id": "o", "name": "Only here"}), club(3)])
    assert [one.outcome for one in found] == [Outcome.ADDED, Outcome.REFUSED, Outcome.ADDED]
    assert "the database refused it" in found[1].reason
    assert queries.index(EDITOR)[1] == 2
    assert queries.organization_named("Only here") is None


def test_two_records_with_one_id(app):
    assert outcomes([club(1), club(1), club(1, name="Another")]) == [Outcome.ADDED, Outcome.UNCHANGED, Outcome.REFUSED]


def test_an_editors_change_stands_until_the_source_says_something_new(app):
    outcomes([CHOIR])
    service_id = queries.from_source("feed", CHOIR["id"], CHOIR["id"])[0]
    with transaction():
        service = queries.find(service_id)
        changed = to_document(service) | {"name": "Better name"}
        listings.change_listing(EDITOR, service, version=service.version, document=changed)
    assert outcomes([CHOIR]) == [Outcome.UNCHANGED]
    assert queries.find(service_id).name == "Better name"
    assert outcomes([CHOIR | {"alert": "Closed on Friday"}]) == [Outcome.CHANGED]


def test_a_shallow_list_takes_nothing_away(app):
    outcomes([CHOIR])
    organization = {"id": CHOIR["organization"]["id"], "name": "Tidemark", "description": "Run by its members."}
    shallow = {"id": CHOIR["id"], "name": "Renamed", "status": "active", "organization": organization}
    assert outcomes([shallow]) == [Outcome.CHANGED]
    document = to_document(queries.find(queries.from_source("feed", CHOIR["id"], CHOIR["id"])[0]))
    assert document["name"] == "Renamed"
    for kept in ("schedules", "service_at_locations", "contacts", "attributes"):
        assert document[kept] == CHOIR[kept]
    assert document["organization"]["organization_identifiers"]


def test_ids_that_another_listing_uses_are_not_taken_away(app):
    other = copy.deepcopy(CHOIR) | {"id": "5d0c7d2c-2f0e-4a57-9a53-0000000000ff", "name": "Copy"}
    assert outcomes([CHOIR, other]) == [Outcome.ADDED, Outcome.ADDED]
    assert outcomes([CHOIR, other]) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    for record in (CHOIR, other):
        document = to_document(queries.find(queries.from_source("feed", record["id"], record["id"])[0]))
        assert len(document["schedules"]) == len(document["contacts"]) == 1


def test_every_outcome_is_reported_once(app):
    found = reports([club(number) for number in range(60)] + ["bad"])
    assert [one.number for one in found] == list(range(1, 62))
    assert json.dumps([one._asdict() for one in found])


def _looks_like_markup(words) -> bool:
    return bool(re.search(r"</?[a-zA-Z]+[ />]|&nbsp;", words or ""))


@pytest.mark.page_only
@needs(REAL)
def test_the_real_feed_goes_in_and_every_page_opens(app, browse):
    records = json.loads(REAL.read_text())
    first = outcomes(records)
    assert len(first) == len(records)
    assert first.count(Outcome.ADDED) + first.count(Outcome.REFUSED) == len(records)
    assert first.count(Outcome.ADDED) > 700
    again = outcomes(records)
    assert again.count(Outcome.UNCHANGED) == first.count(Outcome.ADDED)
    assert Outcome.CHANGED not in again
    browser = browse()
    for record in records:
        service_id = queries.from_source("feed", record["id"], record["id"])[0]
        page = browser.open(f"/directory/listings/{service_id}")
        assert not page.soup.find(string=_looks_like_markup)


@pytest.mark.parametrize("name", ["service_full.json", "service_list.json"])
@needs(FEEDS / "oruk-3.0-examples" / "service_full.json")
def test_the_standards_own_examples(app, name):
    found = json.loads((FEEDS / "oruk-3.0-examples" / name).read_text())
    records = found.get("contents", [found])
    assert outcomes(records) == [Outcome.ADDED] * len(records)
    assert outcomes(records) == [Outcome.UNCHANGED] * len(records)
