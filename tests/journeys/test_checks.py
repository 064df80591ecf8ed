"""A group says that it is insured again, an editor looks at it, everybody reads it; a lead sets what is asked for."""

import datetime as dt

import pytest

from core import clock
from tests.journeys.cast import EDITOR, GROUP, LINK_WORKER, SERVICE_LEAD, sign_in

pytestmark = pytest.mark.page_only


def test_an_insurance_that_ran_out_is_renewed(window):
    until = clock.today() + dt.timedelta(days=300)
    group = sign_in(window(), GROUP).sees("Public liability insurance: ran out on")
    listing = group.page.locator("ol.app-results h2 a").last.get_attribute("href")
    group.follow("Insurance, safeguarding and other checks")
    group.follow("Tell us of a newer one", exact=False)
    group.fill("Insurer", "Valley Mutual").fill("Sum insured, in pounds", "a lot").press("Send this to an editor")
    group.sees("There is a problem", "like 5,000,000 or 5 million")
    group.fill("Sum insured, in pounds", "5 million").date("Expires", until.day, until.month, until.year)
    group.press("Send this to an editor").sees("waits for an editor’s look")

    editor = sign_in(window(), EDITOR).open("/directory/checks").sees("Waiting for your look")
    editor.follow("Keepsake Café: public liability insurance", exact=False)
    editor.sees("Valley Mutual").choose("I have seen it, and it is as the group says")
    editor.fill("What did you see?", "The certificate, on a screen").press("Save")
    if editor.page.get_by_role("heading", name="This is how it looks").count():
        editor.press("Save")
    editor.sees("your answer is saved", "The certificate, on a screen")

    window().open(listing).sees("Public liability insurance seen, to")
    worker = sign_in(window(), LINK_WORKER).open(listing).follow("All checks on this group")
    worker.sees("Valley Mutual", "£5,000,000")


def test_a_lead_sees_what_the_service_asks_for(window):
    lead = sign_in(window(), SERVICE_LEAD).open("/directory/checks/asked-for")
    lead.sees("Checks that your service asks for").press("Save").sees("is saved")
