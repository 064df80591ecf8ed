"""The pages behind links: nothing happens before the button, once is enough, and nobody else learns the address."""

import io
import json
import logging
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from core import clock, limits, logs
from core.db import db, transaction
from core.once import OnceKey
from core.outbox import delivery
from core.outbox import operations as outbox
from core.outbox import queries as messages
from core.outbox.models import Message, State
from directory.listings import operations as listings
from directory.listings import queries
from directory.listings.document import to_document
from directory.listings.models import ListingChange, Service
from directory.listings.room import Room
from directory.listings.standing.queries import standing_of
from directory.listings.words import Act, Status
from directory.upkeep.answers import operations
from directory.upkeep.answers import queries as answers
from directory.upkeep.answers.models import GroupEnding
from directory.upkeep.asking.models import Asking
from directory.upkeep.links.models import GroupLink
from directory.upkeep.links.words import RULES, Purpose
from tests.directory.upkeep.links.conftest import EMAIL

KEEP = "/directory/keep"
PAGES = (Purpose.CONFIRM, Purpose.ROOM, Purpose.STOPPED, Purpose.NO_MAIL)
DOORS = (*PAGES, Purpose.CHANGE)


def path(purpose: Purpose, token: str) -> str:
    return f"{KEEP}/{purpose.path}/{token}"


def service(service_id) -> Service:
    db.session.expire_all()
    return db.session.get(Service, service_id)


def said(day) -> dict:
    return {f"good_until-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


class Traces:
    """Everything that an answer changes, to see that opening a page changes none of it."""

    tables = (Message, ListingChange, GroupEnding, GroupLink, limits.Attempt)

    def __call__(self) -> list:
        db.session.expire_all()
        kept = [(one.used_at, one.void_at) for one in db.session.query(GroupLink)]
        listed = [(one.version, one.confirmed_at, one.status) for one in db.session.query(Service)]
        return [*(db.session.query(table).count() for table in self.tables), kept, listed]


@pytest.mark.parametrize("purpose", DOORS)
def test_a_mail_scanner_that_opens_every_link_changes_nothing(app, listed, linked, purpose):
    token, traces = linked(purpose, listed()), Traces()
    before, client = traces(), app.test_client()
    for method in (client.get, client.head, client.get):
        answer = method(path(purpose, token), headers={"Purpose": "prefetch"})
        assert answer.status_code == 200
    client.get(f"{path(purpose, token)}?room={Room.FULL}&List-Unsubscribe=One-Click")
    assert client.post(path(purpose, token)).status_code == 422, "nor does one that sends the form without its page"
    assert traces() == before


@pytest.mark.parametrize("purpose", DOORS)
def test_nobody_else_learns_the_address(app, listed, linked, purpose):
    token = linked(purpose, listed())
    for answer in (
        app.test_client().get(path(purpose, token)),
        app.test_client().head(path(purpose, token)),
        app.test_client().get(path(purpose, "forged")),
        app.test_client().get(f"{KEEP}/nothing/here"),
        app.test_client().post(path(purpose, token)),
    ):
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]


@pytest.mark.parametrize("purpose", PAGES)
def test_the_token_stands_nowhere_on_its_page_and_nothing_comes_from_elsewhere(browse, listed, linked, purpose):
    token = linked(purpose, listed())
    page = browse().open(path(purpose, token))
    assert token not in page.response.get_data(as_text=True)
    for tag in page.soup.find_all(["script", "link", "img", "iframe", "form", "a"]):
        for name in ("src", "href", "action"):
            assert (tag.get(name) or "/").startswith(("/", "#", "data:")), tag


def test_all_right_is_one_button(browse, listed, linked, people):
    choir = listed()
    browser, token = browse(), linked(Purpose.CONFIRM, choir)
    page = browser.open(path(Purpose.CONFIRM, token))
    assert "What Thursday Choir is" in page.words or "Thursday Choir" in page.words
    assert len(page.soup.select("main form button")) == 1
    page = browser.send(page)
    assert "You confirmed that Thursday Choir is right" in page.words
    assert page.response.request.path == f"/directory/listings/{choir}"
    found = service(choir)
    assert found.confirmed_at is not None and found.confirmed_by_id is None
    assert found.confirmed_by_name == found.organization.name
    change = queries.history(found)[0]
    assert (change.act, change.actor_name) == (Act.CONFIRMED, found.organization.name)
    page = browser.open(path(Purpose.CONFIRM, token), status=410)
    assert "it has been used" in page.words


def test_a_listing_that_changed_meanwhile_is_shown_again_before_it_is_confirmed(browse, listed, linked, people):
    choir = listed()
    browser = browse()
    page = browser.open(path(Purpose.CONFIRM, linked(Purpose.CONFIRM, choir)))
    with transaction():
        one = service(choir)
        document = to_document(one) | {"description": "Now on Mondays."}
        listings.change_listing(people.directory_editor, one, version=one.version, document=document)
    again = browser.send(page, status=409)
    assert "Now on Mondays." in again.words
    assert service(choir).confirmed_at is None
    browser.send(again)
    assert service(choir).confirmed_at is not None, "the link is not used up by a refusal"


def test_a_change_by_link_is_live_or_waits_as_one_by_account_does(browse, listed, linked):
    choir = listed()
    browser, token = browse(), linked(Purpose.CHANGE, choir)
    page = browser.open(path(Purpose.CHANGE, token))
    assert len(page.soup.select("main form")) == 1
    page = browser.send(page, {"alert": "Closed on Good Friday"})
    assert "is saved" in page.words
    found = service(choir)
    assert found.alert == "Closed on Good Friday"
    change = queries.history(found)[0]
    assert (change.actor_id, change.actor_name) == (None, found.organization.name)
    page = browser.send(browser.open(f"{path(Purpose.CHANGE, token)}/about"), {"name": "Thursday Singers"})
    assert "An editor looks first at: Name" in page.words
    assert service(choir).name == "Thursday Choir"
    page = browser.open(f"{path(Purpose.CHANGE, token)}/waiting")
    assert "Thursday Singers" in page.words, "the group sees what waits"
    asked = browser.open(path(Purpose.CONFIRM, linked(Purpose.CONFIRM, choir)))
    assert "waits for an editor and is not shown here yet: Its name." in asked.words
    page = browser.send(page)
    assert "Taken back" in page.words
    assert token not in str([(one.key, one.location) for one in db.session.query(OnceKey)])
    for entry in browser.open(f"{path(Purpose.CHANGE, token)}/all").soup.select("main .nhsuk-task-list a"):
        assert browser.open(entry["href"]).soup.select("main form")


def test_whoever_changed_something_is_asked_whether_the_rest_is_right(browse, listed, linked):
    """A change alone confirms nothing: a listing that is hidden for its age would stay so."""
    choir = listed()
    browser, token = browse(), linked(Purpose.CHANGE, choir)
    page = browser.send(browser.open(path(Purpose.CHANGE, token)), {"alert": "Closed on Good Friday"})
    assert service(choir).confirmed_at is None
    onward = page.soup.select_one("main a.nhsuk-button")
    assert onward.get_text(strip=True) == "Check and confirm"
    page = browser.open(onward["href"])
    assert service(choir).confirmed_at is None, "opening it changes nothing"
    assert "Closed on Good Friday" in page.words
    page = browser.send(page)
    assert "You confirmed that Thursday Choir is right" in page.words and token not in page.response.request.path
    found = service(choir)
    assert (found.confirmed_by_name, found.confirmed_by_id) == (found.organization.name, None)


def test_what_an_editor_saved_meanwhile_is_shown_and_the_groups_words_stay(browse, listed, linked, people):
    choir = listed()
    browser = browse()
    page = browser.open(path(Purpose.CHANGE, linked(Purpose.CHANGE, choir)))
    with transaction():
        one = service(choir)
        document = to_document(one) | {"alert": "Closed in May"}
        listings.change_listing(people.directory_editor, one, version=one.version, document=document)
    again = browser.send(page, {"alert": "Closed in June"}, status=409)
    assert again.fields()["alert"] == ["Closed in June"]
    browser.send(again)
    assert service(choir).alert == "Closed in June"


def test_a_link_to_change_one_listing_changes_no_other(browse, listed, linked):
    choir, garden = listed(), listed("Garden")
    browser = browse()
    page = browser.open(path(Purpose.CHANGE, linked(Purpose.CHANGE, choir)))
    browser.send(page, {"service_id": str(garden), "id": str(garden), "alert": "Closed"})
    assert (service(choir).alert, service(garden).alert) == ("Closed", None)
    for at in (f"/directory/my-listings/{choir}/change", f"/directory/listings/{choir}/change"):
        assert "/sign-in" in browser.open(at, status=302).location


def test_whoever_read_the_old_address_is_told_that_there_is_a_new_one(browse, listed, linked):
    """So that nobody takes a listing away from its group unseen."""
    choir = listed()
    browser, token = browse(), linked(Purpose.CHANGE, choir)
    page = browser.open(path(Purpose.CHANGE, token))
    browser.send(page, {"alert": "Closed"})
    assert messages.latest() == []
    browser.send(browser.open(path(Purpose.CHANGE, token)), {"email": "else@footbridge.example"}, status=303)
    (sent,) = messages.latest()
    assert sent.recipient == EMAIL and "else@" not in sent.text + sent.subject
    assert service(choir).email == "else@footbridge.example"
    page = browser.open(path(Purpose.CHANGE, token), status=410)
    assert "different email address" in page.words


def test_room_is_chosen_in_the_email_and_said_with_one_button(browse, listed, linked):
    choir = listed()
    browser, token = browse(), linked(Purpose.ROOM, choir)
    page = browser.open(f"{path(Purpose.ROOM, token)}?room={Room.FULL}")
    page = browser.send(page)
    assert page.response.request.path == f"/directory/listings/{choir}"
    assert standing_of(choir).room is Room.FULL
    assert standing_of(choir).room_until == clock.today() + timedelta(weeks=4)
    page = browser.open(path(Purpose.ROOM, token))
    until = clock.today() + timedelta(days=10)
    browser.send(page, {"room": Room.WAITING, "weeks": "3"} | said(until))
    db.session.expire_all()
    found = standing_of(choir)
    assert (found.room, found.wait_weeks, found.room_until) == (Room.WAITING, 3, until)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"room": None}, "room"),
        ({"weeks": "three"}, "weeks"),
        ({"weeks": "0", "room": Room.WAITING}, "weeks"),
        ({"weeks": "3", "room": Room.FULL}, "weeks"),
        ({"good_until-day": "31", "good_until-month": "2"}, "good_until"),
        ({"good_until-year": "2020"}, "good_until"),
        ({"good_until-year": "2099"}, "good_until"),
        ({"good_until-day": "", "good_until-month": "", "good_until-year": ""}, "good_until"),
    ],
)
def test_what_cannot_be_so_is_asked_again_and_nothing_typed_is_lost(browse, listed, linked, told, field):
    choir = listed()
    browser = browse()
    page = browser.open(f"{path(Purpose.ROOM, linked(Purpose.ROOM, choir))}?room={Room.PLACES}")
    page = browser.send(page, told, status=None)
    assert page.status in {409, 422}
    assert field in page.errors()
    for name, value in told.items():
        assert value is None or page.fields()[name] == [value]
    assert standing_of(choir) is None or standing_of(choir).room is None


def test_a_link_is_no_way_to_flood(browse, listed, linked, monkeypatch):
    monkeypatch.setattr(operations, "MOST_ANSWERS", 1)
    choir = listed()
    for purpose, told in ((Purpose.ROOM, {"room": Room.ASK}), (Purpose.CHANGE, {"alert": "Closed"})):
        browser, token = browse(), linked(purpose, choir)
        browser.send(browser.open(path(purpose, token)), told)
        page = browser.send(browser.open(path(purpose, token)), told, status=429)
        assert "Try again tomorrow" in page.words
        assert all(page.fields()[name] == [value] for name, value in told.items())


def test_an_odd_choice_in_the_address_chooses_nothing(browse, listed, linked):
    page = browse().open(f"{path(Purpose.ROOM, linked(Purpose.ROOM, listed()))}?room=<b>odd")
    assert "room" not in page.fields() and "odd" not in page.words


def test_a_group_that_has_stopped_is_offered_to_nobody_at_once(browse, listed, linked, people):
    choir = listed()
    browser, token = browse(), linked(Purpose.STOPPED, choir)
    page = browser.open(path(Purpose.STOPPED, token))
    assert "What happened" not in page.words
    page = browser.send(page, {"reason": "Our hall is sold", "who_now": "The Friday Choir"})
    assert "has stopped" in page.words
    assert "Our hall is sold" not in page.words, "what it told the editors is not shown to everyone"
    found = service(choir)
    assert (found.status, found.retired_at, found.public) == (Status.DEFUNCT, None, False)
    (row,) = answers.for_editors()
    assert row.service_id == choir
    assert "Our hall is sold" in row.words and "The Friday Choir" in row.words
    assert browser.open(path(Purpose.STOPPED, token), status=410)
    with transaction():
        one = service(choir)
        listings.retire_listing(people.directory_editor, one, version=one.version, reason="Stopped")
    assert answers.for_editors() == [], "it is settled when the listing is retired"


def test_an_editor_retires_it_in_one_page_and_thanks_the_group(browse, listed, linked, people):
    choir = listed()
    browser, editor = browse(), browse(people.directory_editor)
    stop = browser.open(path(Purpose.STOPPED, linked(Purpose.STOPPED, choir)))
    browser.send(stop, {"reason": "Our hall is sold"})
    queue = editor.open("/directory/queue")
    (onward,) = queue.soup.select("ol.app-results h2 a")
    page = editor.open(onward["href"])
    assert "Our hall is sold" in page.words and "Thursday Choir is no longer in the directory" in page.words
    page = editor.send(page)
    assert "Thursday Choir is retired" in page.words and not page.soup.select("ol.app-results li")
    assert service(choir).retired_reason == "The group has stopped"
    assert (messages.latest()[0].recipient, messages.latest()[0].about) == (EMAIL, "group_ending")
    assert "This is settled" in editor.open(onward["href"]).words
    browse(people.link_worker).open(onward["href"], status=403)


def test_a_group_that_runs_again_is_no_editors_business(browse, listed, linked, people):
    choir = listed()
    browser = browse()
    browser.send(browser.open(path(Purpose.STOPPED, linked(Purpose.STOPPED, choir))))
    with transaction():
        one = service(choir)
        document = to_document(one) | {"status": "active"}
        listings.change_listing(people.directory_editor, one, version=one.version, document=document)
    assert answers.for_editors() == []


class TestStoppingMail:
    def test_the_page_stops_it_and_starts_it_again(self, browse, listed, linked):
        browser, at = browse(), path(Purpose.NO_MAIL, linked(Purpose.NO_MAIL, listed()))
        page = browser.send(browser.open(at))
        assert page.heading == "You get no more of these emails"
        assert messages.has_stopped(EMAIL)
        page = browser.send(page)
        assert page.heading == "Stop these emails?"
        assert not messages.has_stopped(EMAIL)

    def test_a_mail_programs_own_button_needs_no_page(self, app, listed, linked):
        """RFC 8058: a POST with this body, without cookies, from wherever the mail provider is."""
        token = linked(Purpose.NO_MAIL, listed())
        for _ in range(2):
            answer = app.test_client().post(
                path(Purpose.NO_MAIL, token),
                data={"List-Unsubscribe": "One-Click"},
                headers={"Origin": "https://m.example"},
            )
            assert (answer.status_code, answer.mimetype) == (200, "text/plain")
            assert "Set-Cookie" not in answer.headers
        assert messages.has_stopped(EMAIL)

    def test_that_works_at_no_other_address(self, app, listed, linked):
        for purpose in set(PAGES) - {Purpose.NO_MAIL}:
            token = linked(purpose, listed(purpose.value))
            for at in (path(purpose, token), path(Purpose.NO_MAIL, token), path(Purpose.NO_MAIL, "forged")):
                assert app.test_client().post(at, data={"List-Unsubscribe": "One-Click"}).status_code in {404, 422}
        assert not messages.has_stopped(EMAIL)

    def test_an_old_letter_about_a_retired_listing_stops_it_too(self, browse, listed, linked, people):
        choir = listed()
        token = linked(Purpose.NO_MAIL, choir)
        linked(Purpose.NO_MAIL, choir)
        with transaction():
            listings.retire_listing(people.directory_editor, service(choir), version=1, reason="Ended")
        with clock.at(clock.now() + timedelta(days=700)):
            browser = browse()
            browser.send(browser.open(path(Purpose.NO_MAIL, token)))
            assert messages.has_stopped(EMAIL)


class TestRefused:
    def test_a_forged_link_names_no_listing(self, browse, listed, linked):
        token = linked(Purpose.CONFIRM, listed())
        for purpose, forged in ((Purpose.CONFIRM, "forged"), (Purpose.ROOM, token), (Purpose.NO_MAIL, f"x{token}")):
            page = browse().open(path(purpose, forged), status=404)
            assert page.heading == "This link does not open anything"
            assert "Thursday Choir" not in page.words and "Find your listing" in page.words

    def test_an_expired_one_leads_to_new_links_that_go_to_the_published_address_only(self, browse, app, listed, linked):
        choir = listed()
        token = linked(Purpose.CONFIRM, choir, email="somebody.else@footbridge.example")
        with clock.at(clock.now() + RULES[Purpose.CONFIRM].lasts):
            browser = browse()
            page = browser.open(path(Purpose.CONFIRM, token), status=410)
            assert "that time is over" in page.words
            browser.post(path(Purpose.CONFIRM, token), {}, status=410)
            (onward,) = page.soup.select(f"main a[href$='/links/{choir}']")
            page = browser.send(browser.open(onward["href"]))
            assert "on their way" in page.words and "unless it has stopped our emails" in page.words
            (sent,) = messages.latest()
            assert (sent.recipient, sent.kind, sent.about_id) == (EMAIL, operations.KIND, choir)
            assert all(f"{KEEP}/{purpose.path}/" in sent.text for purpose in DOORS)

    def test_a_retired_listing_is_told_as_its_page_tells_it(self, browse, listed, linked, people):
        choir = listed()
        token = linked(Purpose.CONFIRM, choir)
        with transaction():
            listings.retire_listing(people.directory_editor, service(choir), version=1, reason="Ended")
        page = browse().open(path(Purpose.CONFIRM, token), status=410)
        assert "taken out of the directory" in page.words
        assert not page.soup.select("main form")


class TestAskingForLinks:
    def test_whoever_asks_the_letters_are_few(self, browse, listed):
        choir, browser = listed(), browse()
        for _ in range(operations.MOST_SENT):
            browser.send(browser.open(f"{KEEP}/links/{choir}"))
        page = browser.send(browser.open(f"{KEEP}/links/{choir}"), status=429)
        assert "three times within the last day" in page.words
        assert len(messages.latest()) == operations.MOST_SENT
        with clock.at(clock.now() + operations.WITHIN):
            another = browse()
            another.send(another.open(f"{KEEP}/links/{choir}"))

    def test_one_network_asks_for_few(self, browse, listed):
        browser = browse()
        for number in range(operations.MOST_ASKED):
            found = listed(f"Choir {number}", f"choir{number}@footbridge.example")
            browser.send(browser.open(f"{KEEP}/links/{found}"))
        browser.send(browser.open(f"{KEEP}/links/{listed('One', 'one@footbridge.example')}"), status=429)

    @pytest.mark.parametrize("email", [None, "not an address"])
    def test_a_listing_without_an_address_says_so(self, browse, listed, email):
        browser = browse()
        page = browser.open(f"{KEEP}/links/{listed(email=email)}")
        assert "nowhere to send links to" in page.words and not page.soup.select("main form")

    def test_who_wants_no_mail_gets_none_of_these_either(self, browse, listed):
        with transaction():
            outbox.stop(EMAIL)
        browser = browse()
        browser.send(browser.open(f"{KEEP}/links/{listed()}"))
        assert messages.latest()[0].state is State.DISCARDED


def test_no_token_reaches_the_logs_or_any_table(app, browse, listed, linked, monkeypatch):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLines())
    monkeypatch.setattr(logs.log, "handlers", [handler])
    monkeypatch.setattr(app.logger, "handlers", [handler])
    monkeypatch.setattr(logs.log, "level", logging.INFO)
    browser, choir, tokens = browse(), listed(), []
    for purpose in DOORS:
        tokens.append(linked(purpose, choir))
        page = browser.open(f"{path(purpose, tokens[-1])}?room={Room.ASK}")
        browser.send(page)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    tokens.append(linked(Purpose.ROOM, choir))
    monkeypatch.setattr("directory.upkeep.answers.views.find", lambda *_: 1 / 0)
    browser.open(path(Purpose.ROOM, tokens[-1]), status=500)
    written = stream.getvalue()
    assert "ZeroDivisionError" in written
    assert json.loads(written.splitlines()[0])["rule"]
    with db.engine.connect() as connection:
        for table in db.metadata.sorted_tables:
            written += str(connection.execute(table.select()).all())
    for token in tokens:
        assert token not in written and token.split(".")[0] not in written


def test_a_letter_is_not_kept_once_it_has_gone(app, listed):
    carried = []

    class Carrier:
        def carry(self, message):
            carried.append(message.html)

    with transaction():
        operations.send_links(service(listed()), network="here")
    delivery.deliver(Carrier())
    (sent,) = messages.latest()
    assert KEEP in carried[0]
    assert (sent.text, sent.html, sent.stop) == (None, None, None)


def test_every_link_of_the_letter_opens_its_page(browse, listed):
    with transaction():
        operations.send_links(service(listed()), network="here")
    (sent,) = messages.latest()
    assert "Somebody asked" in sent.text and "Somebody asked" in sent.html
    found = [link["href"] for link in BeautifulSoup(sent.html, "html.parser").find_all("a") if KEEP in link["href"]]
    assert len(found) == len(set(found)) == len((Purpose.CONFIRM, Purpose.CHANGE, Purpose.STOPPED, *Room, sent.stop))
    for href in found:
        page = browse().open(href.removeprefix("http://localhost"))
        assert page.soup.select("main form button")
    said = [browse().open(one.removeprefix("http://localhost")).fields()["room"] for one in found if "?room=" in one]
    assert said == [[room.value] for room in Room]


def test_an_answer_begins_the_rhythm_anew(browse, listed, linked):
    browser = browse()
    for purpose, said in ((Purpose.CONFIRM, "yes"), (Purpose.ROOM, "room"), (Purpose.STOPPED, "stopped")):
        choir = listed(said)
        browser.send(browser.open(f"{path(purpose, linked(purpose, choir))}?room={Room.FULL}"))
        assert answered(choir) == said
    choir = listed("changed")
    page = browser.open(path(Purpose.CHANGE, linked(Purpose.CHANGE, choir)))
    browser.send(page)
    assert answered(choir) is None, "nothing was changed"
    browser.send(page, {"alert": "Closed on Good Friday"})
    assert answered(choir) == "changed"


def answered(service_id) -> str | None:
    db.session.expire_all()
    return db.session.scalar(select(Asking.answer).where(Asking.service_id == service_id))
