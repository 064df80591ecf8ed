"""A document is read as the rows that it was made from."""

import copy

import pytest
from sqlalchemy import event

from core.db import db
from directory.listings import operations, queries, shown, spoken
from directory.listings.document import to_document
from directory.listings.record import record_of
from directory.listings.said import Said, to_public
from tests.directory.listings.examples import CHOIR, EDITOR, REFUGE, add

FULL = copy.deepcopy(CHOIR) | {
    "cost_options": [{"amount": 2.5, "amount_description": "per session", "option": "members"}],
    "phones": [{"number": "01632 960009", "description": "Evenings"}],
    "service_areas": [{"name": "Southsea"}, {"service_area": "The coast"}],
    "fees_description": "Pay what you can.",
    "maximum_age": 90,
}
LOOKS = (shown.places, shown.sessions, shown.prices, shown.people, shown.languages, shown.areas, spoken.ages)


@pytest.mark.parametrize("document", [FULL, REFUGE, {"name": "Bare"}], ids=["full", "refuge", "bare"])
def test_a_record_is_shown_as_its_rows_are(app, document):
    service = queries.find(add(document))
    for said in (Said(record_of(service)), Said(to_public(to_document(service), {}))):
        assert [look(said) for look in LOOKS] == [look(service) for look in LOOKS]
        assert [one.label for terms in shown.topics(said).values() for one in terms] == [
            one.label for terms in shown.topics(service).values() for one in terms
        ]
        assert (said.name, said.description, said.status) == (service.name, service.description, service.status)
        assert said.assured_date == service.assured_date


def test_what_is_not_said_is_nothing_and_what_is_no_field_is_an_error():
    said = Said({"name": "Bare"})
    assert (said.description, said.organization, said.phones, said.assured_date) == (None, None, [], None)
    with pytest.raises(AttributeError):
        _ = said.colour


def test_terms_known_by_their_ids_get_their_names():
    ids = [{"taxonomy_term": {"id": CHOIR["organization"]["id"]}}, {"taxonomy_term": {"name": "New"}}]
    public = to_public({"attributes": ids, "assurer_email": "a@b.example"}, {CHOIR["organization"]["id"]: "Who: Men"})
    said = Said(public)
    assert [(one.taxonomy_term.taxonomy, one.taxonomy_term.label) for one in said.attributes] == [
        ("Who", "Men"),
        ("Topics", "New"),
    ]
    assert said.assurer_email is None


def test_the_public_page_asks_the_database_little(app, browse):
    choir = add(FULL)
    browser = browse()
    browser.open(f"/directory/listings/{choir}")
    asked = []
    engine = db.engine

    def note(_connection, _cursor, statement, *_):
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    browser.open(f"/directory/listings/{choir}")
    event.remove(engine, "before_cursor_execute", note)
    of = [one.partition("FROM ")[2].split()[0] for one in asked if one.startswith("SELECT")]
    assert of == ["service", "service_profile", "group_check", "geocoding_switch"], asked


def test_a_retired_listing_is_shown_from_its_rows(app):
    service = queries.find(add(FULL))
    open_still = queries.front(service.id)
    operations.retire_listing(EDITOR, service, version=service.version, reason="Over")
    retired = queries.front(service.id)
    assert (open_still.public, retired.public) == (True, False)
    assert retired.record["schedules"] == open_still.record["schedules"]
    assert (retired.retired_reason, Said(retired.record).name) == ("Over", "Tide Singers")
