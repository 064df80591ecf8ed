"""The administrator's page about places."""

import pytest

from accounts.roles import Role
from core.db import transaction
from directory.places import attribution, operations, queries

PATH = "/directory/places/settings"


def test_an_administrator_allows_it_and_forbids_it_again(people, browse):
    browser = browse(people.administrator)
    page = browser.open(PATH)
    assert page.fields()["geocoding"] == ["off"]
    page = browser.send(page, {"geocoding": "online"})
    assert "Your choice about addresses was saved" in page.words and "Last changed on" in page.words
    assert page.fields()["geocoding"] == ["online"]
    assert queries.geocoding_allowed()
    browser.send(page, {"geocoding": "off"})
    assert not queries.geocoding_allowed()


@pytest.mark.parametrize("answer", ["", "maybe", "\x00", "Online"])
def test_an_answer_must_be_one_of_the_two(people, browse, answer):
    browser = browse(people.administrator)
    page = browser.send(browser.open(PATH), {"geocoding": answer}, status=422)
    assert page.errors() == {"geocoding": "Choose whether addresses may be looked up online"}


def test_two_administrators_at_once_are_told(people, browse):
    first, second = browse(people.administrator), browse(people.administrator)
    page = second.open(PATH)
    first.send(first.open(PATH), {"geocoding": "online"})
    page = second.send(page, {"geocoding": "off"}, status=409)
    assert "Someone else changed this" in page.errors()[""]
    assert "Saved now: Yes, look up addresses of listings online" in page.words
    second.send(page, {"geocoding": "off"})
    assert not queries.geocoding_allowed()


def test_the_page_names_whom_the_licences_ask_for(people, browse):
    browser = browse(people.administrator)
    words = browser.open(PATH).words
    assert attribution.POSTCODES in words and attribution.OPENSTREETMAP not in words
    with transaction():
        operations.switch_geocoding(people.administrator, geocoding="online", version=None)
    assert attribution.OPENSTREETMAP in browser.open(PATH).words


def test_missing_postcode_files_are_told_to_the_administrator(app, people, browse, tmp_path):
    app.config["POSTCODE_FOLDER"] = str(tmp_path / "nowhere")
    assert "There are no postcode positions in" in browse(people.administrator).open(PATH).words


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR], ids=str)
def test_nobody_else_opens_it(people, browse, role):
    actor = people.of_role(role)
    browse(actor).open(PATH, status=302 if actor is None else 403)


def test_the_acknowledgements_name_everybody_whose_facts_are_used(browse):
    words = browse().open("/acknowledgements").words
    assert attribution.POSTCODES in words and attribution.PLACE_NAMES in words and "Natural Earth" in words
