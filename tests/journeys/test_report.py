"""Somebody without an account says that a number is dead, the group answers from its mail, an editor settles it."""

import re

import pytest
from sqlalchemy import select

from core.db import db
from core.outbox.models import Message
from tests.journeys.cast import EDITOR, GROUP, LINK_WORKER, sign_in

pytestmark = pytest.mark.page_only

REPORTER = "somebody.passing@footbridge.example"


def letters(site) -> dict[str, str]:
    """The newest letter of each kind, as plain text."""
    with site.app_context():
        found = {one.kind: one.text for one in db.session.scalars(select(Message).order_by(Message.created_at))}
        db.session.remove()
    return found


def way(site, kind: str, part: str) -> str:
    """The path of the address with `part` in it, in the newest letter of this kind."""
    return re.search(rf"http://[^/]+(/\S*{part}\S*)", letters(site)[kind])[1]


def test_a_problem_is_reported_in_one_click_and_settled(window, site):
    listing = sign_in(window(), GROUP).page.locator("ol.app-results h2 a").first
    name, address = listing.inner_text(), listing.get_attribute("href")

    public = window(script=False).open(address)
    public.page.get_by_text("Report a problem with this listing").click()
    public.fill("Your email address (optional)", REPORTER).press("The telephone number does not work").sees("Thank you")

    group = window().open(way(site, "report-group", "keep/report")).sees("The telephone number does not work")
    group.does_not_see(REPORTER)
    group.press("Send the answer").sees("There is a problem", "Choose what you say to this")
    group.choose("That is right, and we have changed it").press("Send the answer").sees(name, "Thank you")

    editor = sign_in(window(), EDITOR).open("/directory/reports").sees(name)
    its = editor.page.locator("ol.app-results > li, ul.app-results > li").filter(has_text=name)
    editor.follow("The telephone number does not work", within=its).sees("The group answered", "That is right")
    editor.press("Settle").sees("There is a problem", "Choose what you did")
    editor.choose("I changed the listing").press("Settle").sees("This is how it looks", "we have put it right")
    editor.press("Settle").sees("The report is settled")

    end = letters(site)["report-end"]
    assert "You were right. We have changed it." in end
    public.open(way(site, "report-end", "no-more")).press("Stop these emails").sees("We send no more emails")


def test_a_colleague_reads_a_note_and_a_watch_is_stopped(window):
    worker = sign_in(window(), LINK_WORKER).open("/directory/?words=garden")
    worker.follow(worker.page.locator(".app-found h3 a").first.inner_text())
    worker.follow("Add a note").fill("Note", "Ask for Joan: she knows everybody.").press("Save the note")
    worker.sees("Ask for Joan").press("Watch this listing").sees("Stop watching")
    worker.follow("See all that you watch").press("Stop watching", exact=False).sees("You no longer watch")
