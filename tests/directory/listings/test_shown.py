"""What the public page is given to show."""

from datetime import UTC, datetime

import pytest

from core import clock
from directory.listings import queries, shown
from directory.listings.words import Status
from tests.directory.listings.examples import CHOIR, REFUGE, add


def test_plain_text_as_paragraphs_and_lists():
    assert shown.blocks("One\ntwo\n\n• a\n- b\nthree\n\nfour") == [
        ("p", ["One", "two"]),
        ("ul", ["a", "b"]),
        ("p", ["three"]),
        ("p", ["four"]),
    ]
    assert shown.blocks(None) == shown.blocks(" \n\n ") == []


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "see poster", "https://a@b.example"])
def test_only_safe_addresses_are_links(address):
    assert shown.website(address).href is None
    assert shown.email(address).href is None
    assert shown.website(None) is None is shown.email("")


def test_links_that_can_be_followed():
    assert shown.website("https://a.example/b/") == ("a.example/b", "https://a.example/b/", "")
    assert shown.email("a@b.example").href == "mailto:a@b.example"


def test_a_choir_and_a_refuge(app):
    choir, refuge = (queries.find(add(document)) for document in (CHOIR, REFUGE))
    assert [one.words for one in shown.sessions(choir)] == ["Tuesdays 10:30am to 12:15pm"]
    assert shown.people(choir)[0].phones[0].href == "tel:+441632960001"
    assert [term.name for term in shown.topics(choir)["Topics"]] == ["Singing"]
    assert shown.places(choir)[0].positioned
    assert shown.places(refuge) == [shown.Place([shown.SECRET], "", "", [], False)]


def test_sessions_say_when_they_are_next_and_breaks_when_nothing_is_on(app):
    closed = {"description": "Closed", "valid_from": "2026-11-24", "valid_to": "2026-12-02"}
    notes = {"notes": "Ring the bell. Not on bank holidays."}
    choir = queries.find(add(CHOIR | {"schedules": [CHOIR["schedules"][0] | notes, closed]}))
    with clock.at(datetime(2026, 11, 22, tzinfo=UTC)):
        assert shown.sessions(choir) == [
            ("Tuesdays 10:30am to 12:15pm, not on bank holidays", ["Ring the bell."], "", "next on 8 December"),
            ("Closed 24 November to 2 December", [], "", ""),
        ]


def test_nobody_says_when_a_group_that_is_not_running_is_next(app):
    choir = queries.find(add(CHOIR))
    assert all(one.next for one in shown.sessions(choir))
    for status in set(Status) - {Status.ACTIVE}:
        choir.status = status
        assert [one.next for one in shown.sessions(choir)] == [""]


def test_sessions_that_are_over_are_not_shown(app):
    over = {"id": "5d0c7d2c-2f0e-4a57-9a53-0000000000b1", "freq": "WEEKLY", "byday": "FR", "valid_to": "2020-01-01"}
    choir = queries.find(add(CHOIR | {"schedules": [*CHOIR["schedules"], over]}))
    assert len(shown.sessions(choir)) == 1
    assert shown.sessions_not_asked(choir) == []
