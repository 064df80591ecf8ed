"""The pages of a listing: what everyone sees, and what editors and groups can do."""

import datetime as dt

import pytest

from accounts.actors import System
from accounts.roles import Role
from core import clock
from core.db import db, transaction
from directory.listings import operations, queries, shown
from directory.listings.document import to_document
from directory.listings.room import Room
from directory.listings.standing import operations as standing
from directory.places import operations as places
from directory.places.distances import Point
from directory.places.geocoding import NominatimServer
from tests.directory.listings.examples import CHOIR, REFUGE, add

LISTINGS = "/directory/listings"
UNPLACED = {
    "location": {
        "location_type": "physical",
        "addresses": [
            {
                "address_1": "Old Barn Lane",
                "city": "Denmead",
                "state_province": "Hampshire",
                "postal_code": "",
                "country": "GB",
                "address_type": "physical",
            }
        ],
    }
}


def answers(**more):
    return {"name": "Chess club", "organisation": "Harbour Chess", "description": "Games and tea."} | more


# What an editor says of a new listing on the pages that come next.
REST = {
    "places": {
        "service_at_locations-1-location-addresses-1-address_1": "1 High Street",
        "service_at_locations-1-location-addresses-1-city": "Portsmouth",
        "service_at_locations-1-location-addresses-1-postal_code": "po12dy",
    },
    "sessions": {"days_1": ["WE"], "opens_1": "10am", "closes_1": "noon"},
    "cost": {"cost_options-1-amount": "0"},
    "contact": {"contacts-1-phones-1-number": "01632 960001"},
    "languages": {"languages-1-name": "Polish"},
    "topics": {"new_topics": "Chess"},
}


def test_everyone_reads_a_listing(app, browse):
    choir = add(CHOIR)
    page = browse().open(f"{LISTINGS}/{choir}")
    for words in ("Tuesdays 10:30am to 12:15pm", "PO5 3HN", "Free", "Singing", "No step at the door", "01632 960001"):
        assert words in page.words, words
    assert page.soup.find("a", href="tel:+441632960001")
    assert page.soup.find("a", href="mailto:hello@choir.example")
    assert "checker@council.example" not in page.response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("inactive", "Paused. It is taking a break"),
        ("defunct", "Closed for good. It has ended"),
        ("temporarily closed", "Closed for now. It is shut for a while"),
    ],
)
def test_what_is_not_running_says_so_in_plain_words(app, browse, people, status, words):
    choir = add(CHOIR | {"status": status})
    assert words in browse().open(f"{LISTINGS}/{choir}").words
    form = browse(people.directory_editor).open(f"{LISTINGS}/{choir}/change/about")
    answers = [label.get_text(strip=True) for label in form.soup.select("label[for^=running]")]
    assert answers == ["Yes", "Paused", "Closed for good", "Closed for now"]
    assert form.fields()["running"] == [status]


def test_a_confidential_place_is_on_no_page(app, browse, people):
    refuge = add(REFUGE)
    for reader in (None, people.directory_editor, people.link_worker):
        html = browse(reader).open(f"{LISTINGS}/{refuge}").response.get_data(as_text=True)
        assert "confidential" in html
        assert not any(secret in html for secret in ("Secret Lane", "PO1 2DY", "50.7"))
    editor = browse(people.directory_editor)
    for page in ("change", "history"):
        html = editor.open(f"{LISTINGS}/{refuge}/{page}").response.get_data(as_text=True)
        assert "Secret Lane" not in html and "PO1 2DY" not in html


def test_an_editor_adds_a_listing(app, browse, people):
    browser = browse(people.directory_editor)
    page = browser.open(f"{LISTINGS}/new")
    assert len([name for name in page.fields() if name not in {"csrf_token", "once_key"}]) == 5
    page = browser.send(page, answers())
    assert page.heading == "Change a listing"
    assert "Chess club is added. Next, say when and where" in page.words and "do not find" not in page.words
    links = {link["href"].rpartition("/")[2]: link["href"] for link in page.soup.select(".nhsuk-task-list__link")}
    for key, said in REST.items():
        page = browser.send(browser.open(links[key]), said)
    page = browse().open(links["places"].partition("/change")[0])
    assert page.heading.endswith("Chess club")
    for words in ("Wednesdays 10am to midday", "PO1 2DY", "Free", "Chess", "Polish", "01632 960001"):
        assert words in page.words, words
    assert page.soup.select_one(".app-attribution")


def test_a_new_listing_is_out_of_search_until_it_is_said_to_run(app, browse, people):
    browser = browse(people.directory_editor)
    page = browser.send(browser.open(f"{LISTINGS}/new"), answers(running="inactive"))
    assert "People do not find this listing in search" in page.words
    assert "0 groups" in browse().open("/directory/?words=chess").words
    about = page.soup.select_one(".nhsuk-task-list__link[href$=about]")["href"]
    page = browser.send(browser.open(about), {"running": "active"})
    assert "People do not find" not in page.words
    assert "1 group" in browse().open("/directory/?words=chess").words


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"organisation": ""}, "organisation"),
        ({"name": "a\x00b"}, "name"),
        ({"description": "long " * 3_000}, "description"),
        ({"running": "sometimes"}, "running"),
    ],
)
def test_a_wrong_answer_is_explained_and_nothing_typed_is_lost(app, browse, people, wrong, field):
    browser = browse(people.directory_editor)
    typed = answers(**wrong)
    page = browser.send(browser.open(f"{LISTINGS}/new"), typed, status=422)
    assert field in page.errors()
    held = page.fields()
    for name in ("name", "organisation", "description"):
        assert held[name][0].strip() == typed[name].strip() or name == field
    assert queries.index(people.directory_editor)[1] == 0


def boxes(page, name: str) -> list[str]:
    return [label.get_text(strip=True) for label in page.soup.select(f"label[for^={name}]")]


def test_terms_of_feeds_are_for_editors_and_folded_away(app, browse, people):
    term = {"name": "Parents>Grandparents", "taxonomy": "Audience"}
    add(REFUGE | {"attributes": [{"taxonomy_term": {"name": "Venue", "taxonomy": "How to take part"}}]})
    choir = add(CHOIR | {"attributes": [*CHOIR["attributes"], {"taxonomy_term": term}]}, keeper_id=people.group)
    editor = browse(people.directory_editor)
    page = editor.open(f"{LISTINGS}/{choir}/change/topics")
    assert boxes(page, "topics") == ["Singing"]
    assert boxes(page, "imported_terms") == ["Audience: Grandparents", "How to take part: Venue"]
    assert all(box.find_parent("details") for box in page.soup.select("input[name=imported_terms]"))
    browse(people.group_representative).open(f"/directory/my-listings/{choir}/change/topics", status=404)
    editor.send(editor.open(f"{LISTINGS}/{choir}/change/topics"), {"imported_terms": []})
    kept = shown.topics(queries.find(choir))
    assert [term.name for terms in kept.values() for term in terms] == ["Singing"]


def test_a_change_stands_in_the_history(app, browse, people):
    choir = add(CHOIR)
    browser = browse(people.directory_editor)
    browser.send(
        browser.open(f"{LISTINGS}/{choir}/change/sessions"), {"opens_1": "11am", "closes_1": "1pm", "why": "They rang"}
    )
    page = browser.open(f"{LISTINGS}/{choir}/history")
    assert "Session: starts at" in page.words
    assert "10:30am After 11am" in page.words
    assert "They rang" in page.words and people.directory_editor.name in page.words


def test_two_editors_are_told(app, browse, people):
    choir = add(CHOIR)
    first, second = browse(people.directory_editor), browse(people.directory_editor)
    one, other = (browser.open(f"{LISTINGS}/{choir}/change/about") for browser in (first, second))
    first.send(one, {"name": "Tide Choir"})
    page = second.send(other, {"name": "Sea Choir"}, status=409)
    assert "Tide Choir" in page.words
    assert page.fields()["name"] == ["Sea Choir"]
    assert "Sea Choir" in second.send(page).words


def test_retiring_and_putting_back(app, browse, people):
    choir = add(CHOIR)
    browser = browse(people.directory_editor)
    assert "reason" in browser.send(browser.open(f"{LISTINGS}/{choir}/retire"), status=422).errors()
    page = browser.send(browser.open(f"{LISTINGS}/{choir}/retire"), {"reason": "The choir has closed"})
    assert "This listing is retired." in page.words
    assert "The choir has closed" in browse().open(f"{LISTINGS}/{choir}").words
    page = browser.send(browser.open(f"{LISTINGS}/{choir}/reopen"))
    assert "This listing is retired." not in page.words


def test_a_retired_page_leads_to_another(app, browse, people):
    choir, refuge = add(CHOIR), add(REFUGE)
    browser = browse(people.directory_editor)
    page = browser.open(f"{LISTINGS}/{choir}/retire")
    page = browser.send(page, {"go": "find", "words": "safe", "reason": "They have moved"}, status=200)
    assert page.fields()["reason"] == ["They have moved"] and not page.errors()
    browser.send(page, {"words": "tide", "go": "find", "forwarding_id": str(refuge)}, status=200)
    browser.send(page, {"forwarding_id": str(refuge)})
    public = browse().open(f"{LISTINGS}/{choir}")
    assert "Go to A safe house instead." in public.words
    assert public.soup.find("a", href=f"{LISTINGS}/{refuge}")
    page = browser.open(f"{LISTINGS}/{refuge}/retire")
    page = browser.send(page, {"go": "find", "words": "tide sing"}, status=200)
    assert "Tide Singers" not in page.words  # it is retired: nobody is sent there
    page = browser.send(page, {"forwarding_id": str(choir), "reason": "Round and round"}, status=409)
    assert "Tide Singers, Tidemark, retired" in page.words
    assert "does not lead back to this one" in page.errors()["forwarding_id"]


def test_the_index_finds_by_words_and_shows_retired_ones(app, browse, people):
    choir = add(CHOIR)
    with transaction():
        service = queries.find(choir)
        operations.retire_listing(System(Role.DIRECTORY_EDITOR), service, version=service.version, reason="Gone")
    browser = browse(people.directory_editor)
    page = browser.open(f"{LISTINGS}?words=tide+sing")
    assert "1 listing" in page.words and "Retired" in page.words
    assert "0 listings" in browser.open(f"{LISTINGS}?words=%25").words
    for strange in ("page=-1", "page=99999999999", "page=x", "words=%00"):
        assert browser.open(f"{LISTINGS}?{strange}", status=None).status in {200, 422}


def test_only_editors_edit(app, browse, people, role):
    choir = add(CHOIR)
    browser = browse(people.of_role(role))
    for path in ("", "/new", f"/{choir}/change", f"/{choir}/retire", f"/{choir}/reopen", f"/{choir}/history"):
        page = browser.open(LISTINGS + path, status=None)
        allowed = {200} if role is Role.DIRECTORY_EDITOR else {403, 302}
        assert page.status in allowed, path
    db.session.remove()


NASTY = {
    "empty": "",
    "too long": "x" * 20_000,
    "control characters": "a\x00\x07\x1bb",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "right to left": "\u202eabc",
    "hebrew": "שלום",
    "emoji": "🦩" * 30,
    "another's id": "5d0c7d2c-2f0e-4a57-9a53-000000000011",
    "quotes": "'\"; drop table service; --",
    "number": "-1e309",
}


UNASKED = {"csrf_token", "version"}


@pytest.mark.parametrize("what", NASTY)
def test_anything_sent_to_a_page_has_a_clear_answer(app, browse, people, what):
    choir = add(CHOIR)
    browser = browse(people.directory_editor)
    for key in ("about", "places", "topics"):
        page = browser.open(f"{LISTINGS}/{choir}/change/{key}")
        asked = set(page.fields()) - UNASKED
        words = {name for name in asked if page.soup.find("textarea", attrs={"name": name})}
        for names in (asked, words):
            answer = browser.send(page, dict.fromkeys(names, NASTY[what]), status=None)
            assert answer.status in {302, 303, 422}, names
            if answer.status == 422:
                assert answer.errors()
                assert not any("valid choice" in words.lower() for words in answer.errors().values())
    shown_again = browse().open(f"{LISTINGS}/{choir}")
    assert not shown_again.soup.select("main script, main img")


def test_the_same_new_listing_sent_twice_is_one(app, browse, people):
    browser = browse(people.directory_editor)
    page = browser.open(f"{LISTINGS}/new")
    first, second = browser.send(page, answers()), browser.send(page, answers())
    assert second.response.request.path == first.response.request.path
    assert queries.index(people.directory_editor)[1] == 1


@pytest.mark.parametrize("name", ["", "   ", "\u2003"])
def test_a_name_of_spaces_is_no_name(app, browse, people, name):
    browser = browse(people.directory_editor)
    page = browser.send(browser.open(f"{LISTINGS}/new"), answers(name=name), status=422)
    assert page.errors()["name"] == "Enter the name of the listing"


def test_an_address_is_looked_up_online_only_where_that_is_allowed(app, browse, people, monkeypatch):
    listing = add(CHOIR | {"service_at_locations": [UNPLACED]})
    editor = browse(people.directory_editor)
    show, locate = f"{LISTINGS}/{listing}", f"{LISTINGS}/{listing}/locate"
    assert "on the map" not in editor.open(show).words
    assert "There is nothing to look up" in editor.open(locate).words
    with transaction():
        places.switch_geocoding(people.administrator, geocoding="online", version=None)
    asked = []
    monkeypatch.setattr(NominatimServer, "locate", lambda _self, address: asked.append(address) or Point(50.8, -1.09))
    page = editor.open(locate)
    assert "Old Barn Lane, Denmead" in page.words and asked == []
    page = editor.send(page)
    assert asked == ["Old Barn Lane, Denmead"]
    assert "OpenStreetMap" in page.words
    [place] = queries.find(listing).service_at_locations
    assert (place.location.latitude, place.location.longitude) == (50.8, -1.09)
    assert "There is nothing to look up" in editor.open(locate).words


def test_a_listing_s_page_says_how_far_it_can_be_trusted_and_why(browse, people):
    editor = people.directory_editor
    with transaction():
        choir = operations.add_listing(editor, document={"name": "Choir"})
        operations.confirm_listing(editor, choir, version=choir.version)
        standing.say_room(editor, choir, room=Room.PLACES, good_until=clock.today() + dt.timedelta(days=7))
        choir_id = choir.id
    address = f"{LISTINGS}/{choir_id}"
    visitor = browse()
    words = visitor.open(address).words
    assert "Room Places now, good until " in words and "The group said so on " in words
    assert f"Checked Confirmed by {editor.organisation_name} on " in words
    assert "The directory’s editors keep this listing." in words
    with transaction():
        choir = queries.find(choir_id)
        standing.note_open_reports(people.link_worker, choir, count=1)
        standing.pause_introductions(editor, choir, until=clock.today() + dt.timedelta(days=3))
    words = visitor.open(address).words
    assert "A problem was reported" in words and "The group takes no introductions until " in words
    with clock.at(clock.now() + dt.timedelta(days=366)):
        words = visitor.open(address).words
    assert "Not confirmed for too long" in words and "Nobody new is introduced to this group" in words
    assert "Room Not known. What the group last said was good until " in words and "Places now" not in words
    with transaction():
        choir = queries.find(choir_id)
        operations.retire_listing(editor, choir, version=choir.version, reason="Over")
    assert "This listing is retired." in visitor.open(address).words
    history = browse(editor).open(f"{address}/history").words
    assert "Room told on " in history and "Introductions paused on " in history


def test_doubts_stand_beside_the_name_and_what_is_closed_for_good_is_not_called_confirmed(app, browse, people):
    choir = add(CHOIR | {"assured_date": None})
    page = browse().open(f"{LISTINGS}/{choir}")
    doubt = page.soup.select_one("h1 + .app-doubt")
    assert "Not confirmed lately" in doubt.get_text() and page.soup.select_one(doubt.a["href"])
    row = queries.find(choir)
    with transaction():
        operations.confirm_listing(people.directory_editor, row, version=row.version)
        over = to_document(row) | {"status": "defunct"}
        operations.change_listing(people.directory_editor, row, version=row.version, document=over)
    page = browse().open(f"{LISTINGS}/{choir}")
    assert not page.soup.select(".app-doubt")
    assert [tag.get_text() for tag in page.soup.select("main .nhsuk-tag")] == ["Closed for good"]
    assert "The group has ended. Nobody new is introduced to it." in page.words
