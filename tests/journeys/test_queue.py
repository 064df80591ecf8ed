"""A group suggests a topic; an editor decides on it, reads the letter first, and sees how the directory stands."""

import datetime as dt

import pytest

from accounts.actors import System
from accounts.roles import Role
from core import clock
from core.db import transaction
from directory.upkeep.health.operations import note_day
from tests.journeys.cast import EDITOR, GROUP, sign_in


@pytest.fixture
def counted(site):
    """The directory was counted on three days."""
    with site.app_context():
        for days in (14, 7, 0):
            with clock.at(clock.now() - dt.timedelta(days=days)), transaction():
                note_day(System(Role.DIRECTORY_EDITOR))


def test_a_topic_is_suggested_and_decided(window, counted):
    group = sign_in(window(), GROUP).open("/directory/my-listings")
    group.page.locator("main a[href$='/change']").first.click()
    group.check().follow("Topics").fill("In your own words", "tea and company").press("Send to the editors")
    group.sees("An editor will look at your topics")

    editor = sign_in(window(), EDITOR)
    editor.sees("What does most harm to people comes first").open("/directory/queue?kind=topics")
    editor.sees("People who look by topic may not find the group").press("Settle the first").sees("suggests")
    editor.open("/directory/queue?kind=topics")
    editor.page.locator(".app-results li", has_text="tea and company").get_by_role("link").click()
    editor.check().sees("tea and company").answer("What do you decide?", "Give it none of them")
    editor.fill("Why not?", "It says so already.").press("Decide")
    editor.sees("Look at the letter below", "This is why: It says so already.").press("Decide")
    editor.sees("You decided on the topics of")

    editor.open("/directory/health").sees("Listings that people can find", "How it has changed")
    picture = editor.page.get_by_role("img", name="How many listings were confirmed, by day")
    assert picture.is_visible() and picture.bounding_box()["width"] > 200
    editor.page.get_by_text("The same figures as a table").click()
    assert editor.page.locator("details table tbody tr").count() == 3
    row = editor.page.locator(".nhsuk-summary-list__row", has_text="Not confirmed lately").get_by_role("link")
    number = row.inner_text().split()[0]
    row.click()
    editor.check().sees(f"{number} listing")
