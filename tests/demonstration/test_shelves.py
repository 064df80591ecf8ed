"""The demonstration's listings: placed where their postcodes are, and kept by the groups that have somebody here."""

import pytest
from sqlalchemy import select

from accounts.actors import Actor
from accounts.queries import by_email
from core.db import db, transaction
from demonstration import house, shelves
from directory.collections import queries as collections
from directory.listings import queries
from directory.listings.models import Service
from directory.listings.words import Act
from directory.places import queries as places
from directory.taxonomies import queries as taxonomies
from directory.upkeep.suggestions import queries as suggestions
from directory.upkeep.waiting import queries as waiting
from tests.demonstration.conftest import A_TUESDAY


@pytest.fixture
def listings(demonstration):
    """The demonstration's listings by their keys."""
    return {one.url.rsplit("/", 1)[1]: one for one in db.session.scalars(select(Service))}


def acting(name):
    """Somebody of the demonstration, by name."""
    return Actor(by_email(house.email(name)).memberships[0])


def test_every_listing_is_found_by_its_key(listings):
    assert len(listings) == 69
    assert listings["capstan-shed"].name == "Capstan Men’s Shed"


def test_representatives_keep_their_groups_listings_and_no_others(demonstration):
    trevor, leila = acting("Trevor Hobbs"), acting("Leila Mansour")
    assert [one.name for one in db.session.scalars(queries.kept_by(trevor))] == ["Capstan Men’s Shed"]
    assert {one.name for one in db.session.scalars(queries.kept_by(leila))} == {
        "Keystone housing advice",
        "Renters’ Evening",
    }


def test_a_representative_said_that_the_cafe_is_full(listings):
    changes = queries.history(listings["keepsake-havant"])
    assert sorted(one.act for one in changes) == [Act.ADDED, Act.CHANGED, Act.CONFIRMED, Act.ROOM]
    (change,) = [one for one in changes if one.act is Act.CHANGED]
    assert change.actor_name == "Gillian Frost" and list(change.changes) == ["alert"]


def test_a_representative_asked_for_something_that_waits(listings):
    [row] = waiting.for_editors()
    assert row.service_id == listings["keepsake-cosham"].id and row.words.endswith("Who it is for")


def test_a_representative_suggested_a_topic_in_her_own_words(listings):
    [row] = suggestions.for_editors()
    assert row.service_id == listings["keepsake-cosham"].id and row.words == "“company for carers”"


def test_collections_show_running_listings_with_their_lines(demonstration):
    assert [(one.name, count) for one, count in collections.every()] == [
        ("A first step to moving more", 5),
        ("For somebody who cares for somebody", 5),
        ("Getting out after a bereavement", 6),
        ("When money runs out before the month does", 5),
    ]


def test_listings_have_topics_and_say_for_whom_they_are(demonstration):
    standing = {one.taxonomy.name: one for one in taxonomies.standing()}
    assert set(standing) == {"Topics", "For whom", "Audience"}
    assert standing["Topics"].listings >= 65 and standing["For whom"].listings >= 30
    assert all(term.parent_id for term in taxonomies.coded(["singing", "debt"]))


def test_listings_stand_on_the_map_where_their_postcodes_are(listings):
    if problem := places.gazetteer().problem():
        pytest.fail(problem)
    found = [
        (place.location, address)
        for listing in listings.values()
        for place in listing.service_at_locations
        for address in place.location.addresses
    ]
    assert len(found) > 55
    for location, address in found:
        assert (location.latitude, location.longitude) == pytest.approx(
            tuple(places.position(address.postal_code) or places.rough_position(address.postal_code)), abs=1e-5
        )
        assert 50.7 < location.latitude < 51.0 and -1.15 < location.longitude < -0.9


def test_the_refuge_is_on_no_map(listings):
    assert listings["kingfisher-refuge"].service_at_locations == []


def test_without_postcode_files_listings_are_added_all_the_same(app, tmp_path):
    app.config["POSTCODE_FOLDER"] = str(tmp_path / "none")
    with transaction():
        listings = shelves.fill(house.open_house(), A_TUESDAY.date())
    assert len(listings) == 69
    assert listings["capstan-shed"].service_at_locations[0].location.latitude is None
