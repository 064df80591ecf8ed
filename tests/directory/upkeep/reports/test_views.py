"""Reporting a problem in one click, answering it by a link, and settling it on one page."""

import re

import pytest
from sqlalchemy import select

from core.db import db, transaction
from core.outbox.models import Message
from directory.listings import operations as listings
from directory.listings import queries as known
from directory.upkeep.queue.pages import PAGES
from directory.upkeep.queue.parts import PARTS
from directory.upkeep.reports import telling
from directory.upkeep.reports.models import ProblemReport, Promise
from directory.upkeep.reports.words import Outcome, Reason

HOSTILE = "<script>alert(1)</script>{{7*191}}"


def letter(kind: str) -> Message:
    db.session.rollback()
    return db.session.scalar(select(Message).where(Message.kind == kind).order_by(Message.created_at.desc()))


def path_of(text: str, part: str) -> str:
    """The path of the address in a letter that has `part` in it."""
    return re.search(rf"http://localhost(/directory/\S*{part}\S*)", text)[1]


def test_one_click_reports_and_nobody_is_asked_who_they_are(browse, choir):
    visitor = browse()
    page = visitor.open(f"/directory/listings/{choir}")
    labels = [button.get_text() for button in page.soup.select("#report button[name=reason]")]
    assert labels == [reason.words for reason in Reason]
    page = visitor.send(page, {"reason": "number_dead"}, action="/report")
    assert page.heading == "Thursday Choir" and "Thank you." in page.words
    assert db.session.scalar(select(ProblemReport.reason)) is Reason.NUMBER_DEAD


def test_enter_in_a_box_sends_no_reason_that_nobody_chose(browse, choir):
    """A browser then presses the form's first button."""
    visitor = browse()
    page = visitor.open(f"/directory/listings/{choir}")
    first = page.soup.select_one("#report button")
    assert "name" not in first.attrs
    page = visitor.send(page, {"email": "joan@elsewhere.example"}, action="/report", status=422)
    assert page.errors()["reason"] == "Choose what is wrong"
    assert page.fields()["email"] == ["joan@elsewhere.example"]


def test_the_same_form_twice_is_counted_once(browse, choir):
    visitor = browse()
    page = visitor.open(f"/directory/listings/{choir}")
    for _ in range(2):
        visitor.send(page, {"reason": "moved"}, action="/report")
    assert db.session.scalar(select(ProblemReport.times)) == 1


@pytest.mark.parametrize(
    ("said", "status", "wrong"),
    [
        ({"reason": "moved", "email": "joan@"}, 422, "report-email"),
        ({"reason": "", "email": ""}, 422, "reason"),
        ({"reason": "other", "email": ""}, 409, "report-words"),
        ({"reason": "moved", "words": "a" * 1001}, 422, "report-words"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_box_and_nothing_is_lost(browse, choir, said, status, wrong):
    visitor = browse()
    page = visitor.open(f"/directory/listings/{choir}")
    page = visitor.send(page, {"words": ""} | said, action="/report", status=status)
    assert wrong in page.errors()
    assert page.fields()["email"] == [said.get("email", "")]
    assert page.fields()["words"] == [said.get("words", "")]
    assert db.session.scalar(select(ProblemReport)) is None


def test_from_report_to_its_end(browse, people, choir):
    """A visitor reports and wants to hear of it, the group answers by its link, an editor settles it."""
    assert people.directory_editor
    visitor, editor = browse(), browse(people.directory_editor)
    page = visitor.open(f"/directory/listings/{choir}/report")
    visitor.send(page, {"reason": "wrong_time", "words": HOSTILE, "email": "joan@elsewhere.example"})

    page = visitor.open(path_of(letter(telling.TO_GROUP).text, "keep/report/"))
    assert HOSTILE in page.words and "joan" not in page.response.get_data(as_text=True)
    visitor.send(page, {"answer": "changed", "words": "We begin at seven now"})
    assert "Thank you for your answer" in visitor.open(path_of(letter(telling.TO_GROUP).text, "keep/report/")).words

    page = editor.open("/directory/reports")
    assert "The group says: That is right, and we have changed it" in page.words
    page = editor.open(page.soup.select_one(".app-results ul a")["href"])
    assert HOSTILE in page.words and "We begin at seven now" in page.words
    page = editor.send(page, {"outcome": "changed"}, status=200)
    assert "You were right. We have changed it." in page.fields()["to_reporter"][0]
    assert "It was about: The day or time is wrong" in page.words and "We put something right in" in page.words
    page = editor.send(page, {"to_reporter": "Thank you, Joan."})
    assert page.heading == "Problems reported" and "No problem waits" in page.words
    end = letter(telling.THE_END)
    assert end.recipient == "joan@elsewhere.example" and "Thank you, Joan." in end.text
    assert "we have put it right" in letter("editors_letter").text
    assert db.session.scalar(select(Promise)) is None

    page = visitor.open(path_of(end.text, "no-more"))
    assert "Stop these emails" in page.words
    page = visitor.send(page)
    assert "We send no more emails" in page.words
    assert "We will send no more emails" in visitor.send(page).words, "whoever stopped them by mistake has them again"


def test_a_letter_without_its_reason_does_not_go(browse, people, say, choir):
    report, editor = say(), browse(people.directory_editor)
    page = editor.send(editor.open(f"/directory/reports/{report}"), {"outcome": "right"}, status=422)
    assert page.errors() == {"reason": "Say why: the letter tells the group"}
    page = editor.send(page, {"reason": "We rang you"}, status=200)
    assert "This is why: We rang you" in page.words
    editor.send(page)
    assert "This is why: We rang you" in letter("editors_letter").text


def test_no_letter_tells_an_outcome_that_was_not_chosen(browse, people, say, read, choir):
    """Chosen anew, the letters are written and shown anew; they go only as the page has shown them."""
    report, editor = say(email="joan@elsewhere.example"), browse(people.directory_editor)
    page = editor.send(editor.open(f"/directory/reports/{report}"), {"outcome": "changed"}, status=200)
    page = editor.send(page, {"outcome": "unknown"}, status=200)
    assert read(report).outcome is None
    assert "could not find out" in page.fields()["to_reporter"][0] and "something in it may be wrong" in page.words
    editor.send(page)
    assert read(report).outcome is Outcome.UNKNOWN
    assert "put it right" not in letter("editors_letter").text and "could not find out" in letter(telling.THE_END).text


def test_other_reports_of_the_listing_end_with_it(browse, people, say, read, choir):
    first, second, editor = say(), say(Reason.FULL), browse(people.directory_editor)
    page = editor.open(f"/directory/reports/{first}")
    assert "Also open for this listing It is full" in page.words
    page = editor.send(page, {"outcome": "unknown", "also": str(second)}, status=200)
    assert "They told us: It has moved; It is full" in page.words
    page = editor.send(page)
    assert "2 reports are settled" in page.words
    assert read(second).outcome is Outcome.UNKNOWN


def test_the_second_editor_is_told_who_was_first_and_loses_nothing(browse, people, say, choir):
    report, one, other = (
        say(email="joan@elsewhere.example"),
        browse(people.directory_editor),
        browse(people.directory_editor),
    )
    opened = other.open(f"/directory/reports/{report}")
    page = one.open(f"/directory/reports/{report}")
    one.send(page, {"outcome": "right", "to_reporter": "A", "tell": None})
    typed = {"subject": "My subject", "message": "My letter", "to_reporter": "My message"}
    page = other.send(opened, {"outcome": "unknown"} | typed, status=200)
    page = other.send(page, status=409)
    assert "Edie Page settled this" in page.errors()[""]
    assert {name: page.fields()[name] for name in typed} == {name: [words] for name, words in typed.items()}


def test_opening_the_groups_link_changes_nothing_and_tells_no_other_site(browse, people, say, read, choir):
    report = say()
    path = path_of(letter(telling.TO_GROUP).text, "keep/report/")
    page = browse().open(path)
    assert page.response.headers["Referrer-Policy"] in {"no-referrer", "same-origin"}
    assert read(report).answer is None
    browse().open(path[:-1], status=404)


def test_mail_programs_stop_the_letters_with_one_click(browse, people, say, choir):
    say()
    stop = path_of(letter(telling.TO_EDITORS).stop if people.directory_editor else "", "no-more")
    browse().post(stop, {"List-Unsubscribe": "One-Click"}, status=303)
    assert "We send no more emails" in browse().open(stop).words
    browse().open(stop + "x", status=404)


def test_a_retired_listing_offers_no_report(browse, people, choir):
    with transaction():
        listings.retire_listing(people.directory_editor, known.find(choir), version=1, reason="Over")
    assert browse().open(f"/directory/listings/{choir}").soup.select("#report") == []
    assert "nothing to report" in browse().open(f"/directory/listings/{choir}/report").words


@pytest.mark.parametrize("reason", Reason)
def test_every_report_stands_in_the_editors_queue(say, choir, reason):
    report = say(reason, words="Look at the door")
    (row,) = [one for one in PARTS["reports"].rows() if one.id == report]
    assert (row.service_id, row.times) == (choir, 1) and "Look at the door" in row.words
    assert PAGES[row.kind] == ("directory.reports.settle", "report_id")
    assert PARTS["reports"].asked() == 1
