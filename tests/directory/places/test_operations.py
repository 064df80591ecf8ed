"""Switching online geocoding, and looking an address up."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from accounts.actors import Visitor
from accounts.roles import Role
from core import clock
from core.audit import AuditEntry
from core.db import db, transaction
from core.refusals import Refused, Stale, TooMany
from directory.places import attribution, operations, queries
from directory.places.distances import Point
from directory.places.geocoding import NotReached
from directory.places.words import Geocoding

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
GUILDHALL = Point(50.7976, -1.0927)


class Known:
    """A geocoder that knows one place."""

    def __init__(self, answer=GUILDHALL) -> None:
        self.answer, self.asked = answer, []

    def locate(self, address):
        self.asked.append(address)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def switch(actor, geocoding, version):
    with transaction():
        operations.switch_geocoding(actor, geocoding=geocoding, version=version)


@pytest.fixture
def online(people):
    switch(people.administrator, Geocoding.ONLINE, None)


def test_it_is_off_until_an_administrator_switches_it_on(people):
    assert not queries.geocoding_allowed()
    with clock.at(NOON):
        switch(people.administrator, "online", None)
    assert queries.geocoding_allowed()
    assert queries.switch().switched_at == NOON
    switch(people.administrator, "off", queries.switch().version)
    assert not queries.geocoding_allowed()


def test_each_change_is_written_down_and_no_other(people):
    for geocoding in ("online", "online", "off"):
        switch(people.administrator, geocoding, queries.switch().version)
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "geocoding.switch"))
    told = sorted((entry.created_at, entry.details["geocoding"], entry.actor_id) for entry in entries)
    assert [(geocoding, actor) for _, geocoding, actor in told] == [
        ("online", people.administrator.id),
        ("off", people.administrator.id),
    ]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR], ids=str)
def test_nobody_else_switches_it(people, role):
    actor = people.of_role(role) or Visitor()
    with pytest.raises(Refused, match="Only an administrator"):
        switch(actor, "online", None)
    assert not queries.geocoding_allowed()


@pytest.mark.parametrize("version", [None, 7])
def test_two_administrators_at_once(people, online, version):
    with pytest.raises(Stale):
        switch(people.administrator, "off", version)
    assert queries.geocoding_allowed()


def test_an_address_is_looked_up(people, online):
    known = Known()
    address = "  Guildhall Square,\r\n Portsmouth "
    assert operations.locate_address(people.directory_editor, address, geocoder=known) == GUILDHALL
    assert known.asked == ["Guildhall Square, Portsmouth"]


def test_nothing_is_sent_while_it_is_off(people):
    known = Known()
    with pytest.raises(Refused, match="switched off"):
        operations.locate_address(people.directory_editor, "Guildhall Square", geocoder=known)
    assert known.asked == []


def test_only_who_keeps_listings_looks_addresses_up(people, online):
    known = Known()
    for actor in (people.clinician, people.link_worker, people.administrator):
        with pytest.raises(Refused, match="cannot look up"):
            operations.locate_address(actor, "Guildhall Square", geocoder=known)
    assert known.asked == []


@pytest.mark.parametrize("text", ["", "  ", "\r\n", None])
def test_an_empty_address_is_nowhere_and_is_not_asked(people, online, text):
    known = Known()
    assert operations.locate_address(people.directory_editor, text, geocoder=known) is None
    assert known.asked == []


def test_a_long_address_is_cut(people, online):
    known = Known(None)
    assert operations.locate_address(people.group_representative, "long " * 12_000, geocoder=known) is None
    assert len(known.asked[0]) == operations.LONGEST_ADDRESS


def test_one_question_a_second(people, online):
    with clock.at(NOON):
        operations.locate_address(people.directory_editor, "First", geocoder=Known())
    with clock.at(NOON + timedelta(seconds=0.9)), pytest.raises(TooMany):
        operations.locate_address(people.group_representative, "Second", geocoder=Known())
    with clock.at(NOON + timedelta(seconds=1.1)):
        assert operations.locate_address(people.group_representative, "Third", geocoder=Known()) == GUILDHALL


def test_a_server_that_is_away_is_a_refusal_with_a_way_on(people, online):
    with pytest.raises(Refused, match="Enter a postcode"):
        operations.locate_address(people.directory_editor, "Guildhall", geocoder=Known(NotReached()))


def test_the_configured_server_is_asked_over_https_and_says_who_asks(app):
    app.config["GEOCODER_HOST"] = "maps.example"
    server = operations.configured_geocoder()._server
    assert server.api.startswith("https://maps.example/")
    assert server.headers["User-Agent"] == f"Footbridge ({app.config['BASE_URL']})"


def test_openstreetmap_is_named_from_the_first_day_on_even_when_it_is_off_again(people):
    assert queries.attribution() == [attribution.POSTCODES]
    switch(people.administrator, "online", None)
    switch(people.administrator, "off", queries.switch().version)
    assert queries.attribution() == [attribution.POSTCODES, attribution.OPENSTREETMAP]
