"""Somebody asks for support for themselves on a telephone, without an account, and the service checks it."""

import pytest

from core.db import db
from tests.journeys.cast import SERVICE_LEAD, sign_in
from tests.journeys.window import TELEPHONE
from tests.support.asking import code_sent

pytestmark = pytest.mark.page_only


def test_somebody_asks_for_themselves_on_a_telephone(window, site):
    asker = window(screen=TELEPHONE)
    asker.open("/referrals/public/").sees("Ask for support", "999")
    asker.follow("Social Prescribing", exact=False, within=asker.page.locator("main"))
    asker.choose("Being abused or neglected, or at risk of it", "I am asking for myself").press("Continue")
    asker.sees("Stop: get help for this now", "116 123").press("Back")
    asker.page.get_by_label("Being abused or neglected, or at risk of it").uncheck()
    asker.choose("None of these").press("Continue").sees("About you")
    asker.fill("First name", "Ivy").fill("Family name", "Quillfeather").date("Date of birth", 13, 2, 1951)
    asker.fill("Postcode", "PO5 4HG").fill("Telephone number (optional)", "07700 900 321")
    asker.press("Continue").sees("What matters to you")
    asker.fill("What would help?", "I would like to sing again").choose("Email me a code")
    asker.press("Send").sees("There is a problem", "Enter the email address that we send the code to")
    asker.fill("Your email address", "ivy@asking.example")
    asker.choose("I agree that the service keeps what I have written and uses it to help me")
    asker.press("Send").sees("Enter the code", "not sent before you enter it")
    with site.app_context():
        code = code_sent()
        db.session.remove()
    asker.fill("Your code", code).press("Send the request").sees("Request sent")
    reference = asker.page.locator(".app-reference").inner_text()

    lead = sign_in(window(), SERVICE_LEAD)
    lead.open("/referrals/queue").does_not_see("Quillfeather")
    lead.open("/referrals/enquiries").follow("Ivy Quillfeather", exact=False)
    lead.sees(reference, "I would like to sing again", "They typed the code")
    lead.press("Take it in").sees("Who are you referring?")
    assert lead.page.get_by_label("Family name").input_value() == "Quillfeather"
