"""The shortlist as people meet it: add, order, print in three forms, share by a link, send, withdraw."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from core import clock
from core.audit import AuditEntry
from core.db import db, transaction
from core.outbox.models import Message
from core.templating import day
from directory.listings import operations as listings
from directory.listings.models import Service
from directory.search.shortlists.models import Shortlist, Signposting
from tests.accounts.entry.doors import sign_in, sign_out
from tests.directory.listings.examples import CHOIR, REFUGE, add
from tests.directory.search.conftest import GUILDHALL, MILE_NORTH

HERE = "PO1 2DY"


@pytest.fixture(autouse=True)
def _gazetteer(monkeypatch):
    """One postcode that is known, so that these tests need no files."""
    monkeypatch.setattr("directory.places.queries.position", lambda postcode: GUILDHALL if postcode == HERE else None)


@pytest.fixture
def chosen(browse, listing):
    """`chosen("Choir", "Chess")`: a browser with new listings of these names on its shortlist."""

    def choose(*names, actor=None, **facts):
        browser = browse(actor)
        for name in names:
            put_on(browser, listing(name, **facts))
        return browser

    return choose


def press(browser, page, words: str, **kwargs):
    """Press the first button of the shortlist whose words begin so."""
    button = next(one for one in page.soup.select(".app-shortlist__button") if one.get_text().startswith(words))
    return browser.send(page, {button["name"]: button["value"]}, action="/shortlist", **kwargs)


def put_on(browser, service_id, **kwargs):
    """Put a listing on the shortlist, from its own page."""
    return press(browser, browser.open(f"/directory/listings/{service_id}"), "Add", **kwargs)


def names(page) -> list[str]:
    return [link.get_text() for link in page.soup.select(".app-found h2 a")]


def count(kind) -> int:
    return db.session.scalar(select(func.count()).select_from(kind))


def test_a_listing_goes_on_the_shortlist_and_off_it_from_its_own_page(browse, listing):
    browser, path = browse(), f"/directory/listings/{listing('Choir')}"
    page = press(browser, browser.open(path), "Add")
    assert page.response.request.path == path
    assert "Choir is on your shortlist" in page.words and "Your shortlist (1)" in page.words
    assert names(browser.open("/directory/shortlist")) == ["Choir"]
    page = press(browser, page, "Remove")
    assert "Your shortlist (" not in page.words
    assert names(browser.open("/directory/shortlist")) == []


def test_a_listing_goes_on_the_shortlist_from_the_results_and_the_search_stays(browse, listing):
    listing("Choir")
    browser, path = browse(), "/directory/?words=choir"
    page = press(browser, browser.open(path), "Add")
    assert page.response.request.full_path == path
    assert "Remove from shortlist : Choir" in page.words and "Your shortlist (1)" in page.words


def test_an_endless_question_is_no_way_back_and_does_not_swell_the_page(browse):
    page = browse().open("/directory/?words=" + "a" * 60_000)
    assert page.fields("/shortlist")["back"] == ["/directory/"]


def test_the_cookie_holds_ids_and_nothing_is_stored(chosen):
    browser = chosen("Choir")
    with browser.client.session_transaction() as cookie:
        assert set(cookie) <= {"shortlist", "csrf", "_flashes"}
        assert len(cookie["shortlist"]) == 1
    assert count(Shortlist) == count(Signposting) == 0


def test_it_is_put_in_order(chosen):
    browser = chosen("Choir", "Chess", "Garden")
    page = press(browser, browser.open("/directory/shortlist"), "Move down: Choir")
    assert names(page) == ["Chess", "Choir", "Garden"]
    page = press(browser, page, "Move up: Garden")
    assert names(page) == ["Chess", "Garden", "Choir"]


@pytest.mark.parametrize("step", ["add", "remove", "up"])
def test_a_button_for_no_listing_finds_nothing(chosen, step):
    browser = chosen("Choir")
    page = browser.open("/directory/shortlist")
    for value in ("", "rubbish", "00000000-0000-4000-8000-000000000000"):
        browser.send(page, {step: value}, action="/shortlist", status=404)
    assert names(browser.open("/directory/shortlist")) == ["Choir"]


def test_one_comes_back_to_no_other_site(chosen):
    browser = chosen("Choir")
    form = browser.open("/directory/shortlist").fields()
    answer = browser.post("/directory/shortlist", form | {"back": "https://evil.example/"}, status=303)
    assert answer.location == "/directory/shortlist"


def test_a_full_shortlist_says_so_and_keeps_what_is_on_it(browse, listing, monkeypatch):
    monkeypatch.setattr("directory.search.shortlists.chosen.MOST", 1)
    browser = browse()
    put_on(browser, listing("Choir"))
    page = put_on(browser, listing("Chess"), status=409)
    assert "full" in page.errors()[""]
    assert names(page) == ["Choir"]


def test_rubbish_in_the_cookie_is_an_empty_shortlist(browse):
    browser = browse()
    with browser.client.session_transaction() as cookie:
        cookie["shortlist"] = ["no id", 7, None]
    assert "There is nothing on it yet" in browser.open("/directory/shortlist").words


def test_an_empty_shortlist_is_not_printed(browse):
    browser = browse()
    page = browser.send(browser.open("/directory/shortlist/letter"), status=409)
    assert "empty" in page.errors()[""]


class TestLetter:
    def test_ordinary_print_has_everything_that_one_needs_to_go(self, browse):
        service_id = add(CHOIR)
        browser = browse()
        put_on(browser, service_id)
        said = {"name": "Joan", "postcode": "po12dy", "note": "Ring first.", f"note_{service_id.hex}": "Mornings suit."}
        page = browser.send(browser.open("/directory/shortlist/letter"), said, status=200)
        for words in (
            *("Dear Joan,", "Ring first.", "1. Tide Singers", "Mornings suit.", "A choir."),
            *("Tuesdays 10:30am to 12:15pm, next", "Free", "Just come.", "01632 960001", "1 Hall Road", "PO5 3HN"),
            *("No step at the door", "How to find each place", "of your postcode, in a straight line"),
        ):
            assert words in page.words, words
        assert "app-letter--large" not in str(page.soup)

    def test_large_print_is_marked_as_such(self, chosen):
        browser = chosen("Choir")
        page = browser.send(browser.open("/directory/shortlist/letter"), {"how": "large_print"}, status=200)
        assert page.soup.select_one(".app-letter--large h2").get_text() == "1. Choir"
        assert page.soup.select_one(".app-letter--large").find().get_text() == day(clock.today())

    def test_plain_text_is_a_file_with_the_same_words(self, chosen):
        browser = chosen("Choir", "Chess", description="We meet.")
        sent = {"how": "plain_text", "note": "For\nyou"}
        page = browser.send(browser.open("/directory/shortlist/letter"), sent, status=200)
        assert page.response.mimetype == "text/plain"
        text = page.response.get_data(as_text=True)
        assert text.startswith(f"{day(clock.today())}\n\nHello,")
        assert text.index("1. Choir") < text.index("2. Chess")
        assert "For\nyou" in text or "For\n\nyou" in text
        assert "shortlist.txt" in page.response.headers["Content-Disposition"]

    def test_an_unknown_postcode_is_said_and_the_letter_made(self, chosen):
        browser = chosen("Choir")
        page = browser.send(browser.open("/directory/shortlist/letter"), {"postcode": "PO9 9ZZ"}, status=200)
        assert "We do not know where PO9 9ZZ is" in page.words

    def test_a_wrong_postcode_is_refused_beside_its_box_and_nothing_typed_is_lost(self, chosen):
        browser = chosen("Choir")
        page = browser.send(
            browser.open("/directory/shortlist/letter"), {"postcode": "here", "note": "Words"}, status=422
        )
        assert "postcode" in page.errors()
        assert page.fields()["note"] == ["Words"]

    def test_a_place_is_described_by_its_neighbours_on_the_list(self, chosen):
        close = GUILDHALL._replace(latitude=GUILDHALL.latitude + MILE_NORTH / 10)
        browser = chosen("Choir", "Chess", places=[close])
        page = browser.send(browser.open("/directory/shortlist/letter"), {"postcode": HERE}, status=200)
        assert "0.1 miles north of your postcode" in page.words
        assert "In the same place as Choir" in page.words

    def test_neither_name_nor_postcode_nor_note_is_kept(self, chosen):
        browser = chosen("Choir")
        said = {"name": "Zanary", "postcode": HERE, "note": "Zanary"}
        browser.send(browser.open("/directory/shortlist/letter"), said, status=200)
        for table in (Signposting, AuditEntry):
            rows = db.session.execute(select(table.__table__)).all()
            assert rows and "Zanary" not in repr(rows) and HERE not in repr(rows)

    def test_is_counted_once_however_often_it_is_loaded(self, chosen, people):
        browser = chosen("Choir", "Chess", actor=people.link_worker)
        form = browser.open("/directory/shortlist/letter").fields()
        for _ in range(2):
            browser.post("/directory/shortlist/letter", form, status=200)
        rows = db.session.scalars(select(Signposting)).all()
        assert [(row.how, row.organisation_id) for row in rows] == [("ordinary", people.service)] * 2

    def test_a_confidential_place_stays_so(self, browse):
        browser = browse()
        put_on(browser, add(REFUGE))
        for how in ("ordinary", "plain_text"):
            page = browser.send(browser.open("/directory/shortlist/letter"), {"how": how, "postcode": HERE}, status=200)
            text = page.response.get_data(as_text=True)
            assert "A safe house" in text
            assert "Secret Lane" not in text and "of your postcode" not in text


class TestSharedLink:
    @pytest.fixture
    def shared(self, chosen):
        """A browser that shared two listings, and the path of the link."""
        browser = chosen("Choir", "Chess")
        page = browser.send(browser.open("/directory/shortlist/share"), {"note": "Both are friendly."})
        return browser, page.soup.select_one(".app-panel a")["href"].removeprefix("http://localhost")

    def test_opens_without_an_account_and_tells_nobody_of_it(self, shared, browse):
        page = browse().open(shared[1])
        assert page.heading == "Groups that you may like"
        assert "Both are friendly." in page.words and "2. Chess" in page.words
        assert page.response.headers["Referrer-Policy"] == "no-referrer"
        assert page.response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert page.soup.find("meta", attrs={"name": "robots"})["content"] == "noindex, nofollow"

    def test_shows_the_listings_as_they_are_today_and_where_to_go_instead(self, shared, browse, people, listing):
        other = listing("Harbour Singers")
        with transaction():
            choir = db.session.scalar(select(Service).where(Service.name == "Choir"))
            gone = {"version": 1, "reason": "They have moved.", "forwarding_id": other}
            listings.retire_listing(people.directory_editor, choir, **gone)
        words = browse().open(shared[1]).words
        assert "no longer in the directory. They have moved. Go to Harbour Singers instead." in words

    def test_its_token_is_kept_only_as_a_hash(self, shared):
        token = shared[1].rpartition("/")[2]
        assert len(token) >= 43  # 256 bits
        for table in db.metadatas[None].sorted_tables:
            assert token not in repr(db.session.execute(select(table)).all()), table.name

    def test_opens_nothing_after_its_time(self, shared, browse):
        with clock.at(clock.now() + dt.timedelta(days=90, seconds=1)):
            page = browse().open(shared[1], status=410)
        assert "This link has ended Ask whoever gave it to you for a new one." in page.words
        assert "Choir" not in page.words and "friendly" not in page.words
        assert page.soup.select_one("main a[href='/directory/']")
        assert page.response.headers["Referrer-Policy"] == "no-referrer"

    def test_that_never_was_is_not_found(self, shared, browse):
        browse().open(shared[1] + "x", status=404)

    def test_is_withdrawn_by_whoever_made_it_and_nobody_else(self, shared, browse):
        browser, path = shared
        page = browser.open("/directory/shortlist/shared")
        stranger = browse()
        action = page.form("/withdraw")["action"]
        key = stranger.open("/directory/shortlist/letter").fields()["csrf_token"]
        stranger.post(action, {"csrf_token": key}, status=404)
        browser.send(page, action="/withdraw")
        browse().open(path, status=410)
        again = browser.send(page, action="/withdraw", status=409)
        assert "withdrawn already" in again.errors()[""]
        stranger.post(action, {"csrf_token": key}, status=404)

    def test_staff_withdraw_what_they_made_in_another_browser(self, chosen, people, browse):
        browser = chosen("Choir", actor=people.link_worker)
        browser.send(browser.open("/directory/shortlist/share"))
        elsewhere = browse(people.link_worker)
        page = elsewhere.open("/directory/shortlist/shared")
        assert "in another browser" in page.words
        assert "no link" in elsewhere.send(page, action="/withdraw").words

    @pytest.mark.parametrize(
        ("text", "what"),
        [
            ("NHS 999 000 0018", "an NHS number"),
            ("Ring 01632 960 001", "a telephone number"),
            ("joan@example.org", "an email address"),
            ("Joan, 13.2.1961", "a date of birth"),
        ],
    )
    def test_a_note_that_tells_who_somebody_is_is_refused_beside_its_box(self, chosen, text, what):
        browser = chosen("Choir")
        page = browser.open("/directory/shortlist/share")
        for field in ("note", next(name for name in page.fields() if name.startswith("note_"))):
            refused = browser.send(page, {field: text}, status=409)
            assert what in refused.errors()[field]
            assert refused.fields()[field] == [text]
        assert count(Shortlist) == 0

    def test_many_from_one_network_are_held_up(self, chosen, monkeypatch):
        monkeypatch.setattr("directory.search.shortlists.operations.MOST_SHARED", 1)
        browser = chosen("Choir")
        browser.send(browser.open("/directory/shortlist/share"))
        page = browser.send(browser.open("/directory/shortlist/share"), status=429)
        assert "Many links" in page.errors()[""]
        assert int(page.response.headers["Retry-After"]) > 0


class TestSending:
    def test_staff_send_it_as_plain_text_to_an_address_that_is_kept_nowhere_else(self, chosen, people):
        browser = chosen("Choir", actor=people.link_worker)
        browser.send(browser.open("/directory/shortlist/send"), {"email": "joan@example.org", "note": "As promised."})
        message = db.session.scalar(select(Message).where(Message.kind == "shortlist"))
        assert message.recipient == "joan@example.org"
        assert message.text.startswith(day(clock.today()))
        for words in ("1. Choir", "As promised.", "Harbour Social Prescribing"):
            assert words in message.text
        assert count(Signposting) == 1
        for table in db.metadatas[None].sorted_tables:
            if table.name != "outbox_message":
                assert "joan@" not in repr(db.session.execute(select(table)).all()), table.name

    def test_a_visitor_is_asked_to_sign_in_and_offered_no_sending(self, chosen):
        browser = chosen("Choir")
        assert "Send by email" not in browser.open("/directory/shortlist").words
        assert "/sign-in" in browser.open("/directory/shortlist/send", status=302).location

    def test_who_signs_in_so_as_to_send_still_has_the_choice_and_who_signs_out_leaves_none(self, chosen, people):
        browser = chosen("Choir")
        sign_in(browser, people.link_worker)
        words = browser.open("/directory/shortlist").words
        assert "Choir" in words and "until you close it or sign out" in words
        sign_out(browser)
        assert "Choir" not in browser.open("/directory/shortlist").words


def test_signposting_is_counted_by_listing_and_said_to_be_apart_from_connections(chosen, browse, people):
    browser = chosen("Choir", "Chess")
    page = browser.open("/directory/shortlist/letter")
    browser.send(page, status=200)
    press(browser, browser.open("/directory/shortlist"), "Remove: Choir")
    browser.send(browser.open("/directory/shortlist/letter"), {"how": "large_print"}, status=200)
    page = browse(people.service_lead).open("/directory/signposting")
    rows = [" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr")]
    assert rows[0].startswith("Listing Chess Altogether 2") and "Printed in large print 1" in rows[0]
    assert rows[1].startswith("Listing Choir Altogether 1")
    assert "not in these numbers" in page.words


@pytest.fixture
def merged(people, listing):
    """Three listings, "Old ukuleles", "Choir" and "Ukulele club": the first of them merged into the last on call."""
    ids = [listing(name) for name in ("Old ukuleles", "Choir", "Ukulele club")]

    def merge() -> None:
        with transaction():
            old, _, kept = (db.session.get(Service, one) for one in ids)
            listings.merge_away(people.directory_editor, old, version=old.version, into=kept)

    return ids, merge


class TestMergedListing:
    """One that was merged into another is that other wherever a shortlist is read."""

    def test_stands_once_on_the_shortlist_and_on_the_link_shared_before(self, merged, browse):
        ids, merge = merged
        browser = browse()
        for one in ids:
            put_on(browser, one)
        said = {f"note_{ids[0].hex}": "Bring a tuner.", f"note_{ids[2].hex}": "Ask for Kim."}
        page = browser.send(browser.open("/directory/shortlist/share"), said)
        path = page.soup.select_one(".app-panel a")["href"].partition("localhost")[2]
        merge()
        assert names(browser.open("/directory/shortlist")) == ["Ukulele club", "Choir"]
        assert "Ukulele club, Choir" in browser.open("/directory/shortlist/shared").words
        shared = browse().open(path)
        assert [one.get_text() for one in shared.soup.select(".app-letter__entry h2")] == [
            "1. Ukulele club",
            "2. Choir",
        ]
        assert "Note: Bring a tuner. Ask for Kim." in shared.words and "Do not go" not in shared.words
        press(browser, browser.open(f"/directory/listings/{ids[2]}"), "Remove")
        assert names(browser.open("/directory/shortlist")) == ["Choir"]

    def test_is_put_on_and_taken_off_by_a_page_from_before_the_merge(self, merged, browse):
        ids, merge = merged
        browser = browse()
        page = browser.open(f"/directory/listings/{ids[0]}")
        merge()
        press(browser, page, "Add")
        assert names(browser.open("/directory/shortlist")) == ["Ukulele club"]
        browser.send(page, {"remove": str(ids[0])}, action="/shortlist")
        assert names(browser.open("/directory/shortlist")) == []

    def test_is_printed_as_the_one_that_was_kept(self, merged, browse):
        ids, merge = merged
        browser = browse()
        put_on(browser, ids[0])
        merge()
        page = browser.send(browser.open("/directory/shortlist/letter"), status=200)
        assert "1. Ukulele club" in page.words and "Do not go" not in page.words and "Old ukuleles" not in page.words


def test_one_that_is_only_retired_is_told_as_gone_with_where_to_go(chosen, listing, people):
    browser, other = chosen("Choir", actor=people.link_worker), listing("Harbour Singers")
    with transaction():
        choir = db.session.scalar(select(Service).where(Service.name == "Choir"))
        listings.retire_listing(people.directory_editor, choir, version=1, reason="Moved.", forwarding_id=other)
    page = browser.open("/directory/shortlist")
    assert names(page) == ["Choir"] and "Moved. Go to Harbour Singers instead." in page.words
    letter = browser.send(browser.open("/directory/shortlist/letter"), status=200)
    assert "Moved. Go to Harbour Singers instead." in letter.words
    browser.send(browser.open("/directory/shortlist/send"), {"email": "joan@example.org"})
    message = db.session.scalar(select(Message).where(Message.kind == "shortlist"))
    assert "Go to Harbour Singers instead." in message.text
