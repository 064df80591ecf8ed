"""The benchmarks' country is the same at every run, and its rows say what Footbridge itself would have written."""

import pytest
from sqlalchemy import select

from benchmarks import generate
from benchmarks.country import Country, Spot
from core.db import db
from directory.exchange.reading import records
from directory.listings.entries import prepared
from directory.listings.models import Service, listing_entry, listing_text
from directory.listings.searchable import words_of
from directory.places.distances import Point
from directory.search import index, queries
from directory.search.query import SearchQuery

SOME = 20
ENGLAND = Country(
    home=[Spot("TR18 2AB", Point(50.12, -5.53)), Spot("TR1 1AA", Point(50.26, -5.05))],
    elsewhere=[Spot("PO1 2AB", Point(50.8, -1.09))],
)


@pytest.fixture
def country(app):
    with app.app_context():
        generate.fill(SOME, ENGLAND)
        yield list(generate.listings(SOME, ENGLAND))


def test_a_listing_is_the_same_at_every_run_and_in_a_directory_of_any_size(country):
    assert country == list(generate.listings(2 * SOME, ENGLAND))[:SOME]
    assert len({listing.id for listing in country}) == SOME


def test_the_prepared_entries_are_those_that_footbridge_makes_of_the_rows(country):
    kept = {row.service_id: row for row in db.session.execute(select(listing_entry))}
    for service in db.session.scalars(select(Service)):
        assert {name: getattr(kept[service.id], name) for name in prepared(service)} == prepared(service)
    assert len(kept) == SOME


def test_the_words_are_those_that_footbridge_looks_for(country):
    kept = {row.service_id: row._mapping for row in db.session.execute(select(listing_text))}
    for service in db.session.scalars(select(Service)):
        assert words_of(service).items() <= dict(kept[service.id]).items()
    index.current().check()


def test_search_finds_what_was_made(country):
    word = country[0].description.split()[-1]
    having = sum(word in f"{one.name} {one.organization.name} {one.description}".lower().split() for one in country)
    assert queries.search(SearchQuery(words=word)).total == having


def test_a_feed_has_the_same_listings(country, tmp_path):
    generate.write_feed(tmp_path / "feed.json", SOME, ENGLAND)
    assert list(records(tmp_path / "feed.json")) == [generate.record(listing) for listing in country]
