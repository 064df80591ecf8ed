"""The story that all else deepens: referred, taken, talked with, connected, and the referrer sees what happened."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from core import clock
from tests.journeys.cast import CLINICIAN, LINK_WORKER, OTHER_CLINICIAN, PASSWORD, SERVICE_LEAD, sign_in
from tests.journeys.window import Window

NHS_NUMBER = "999 000 1006"
NAME = "Florence Attwater"
PASTE_BOX = "Paste from your clinical system (optional)"
SECRET = "She told me about the letters she never posted."


def refer(window: Window) -> str:
    """Fill in the three screens and send; returns the reference."""
    window.follow("Refer someone", within=window.page.get_by_role("navigation", name="Menu"))
    fill_person(window)
    fill_needs(window)
    window.sees("Check before you send", "Attwater", "999 000 1006", "Loneliness or isolation")
    send(window).sees("Referral sent", NAME)
    return window.page.locator(".app-reference").inner_text()


def fill_person(window: Window, urgent: str = "None of these") -> None:
    """The first screen."""
    window.choose(urgent)
    window.fill("First name", "Florence").fill("Family name", "Attwater").date("Date of birth", 4, 3, 1948)
    window.fill("NHS number", NHS_NUMBER).fill("Postcode", "PO4 8RA").fill("Telephone number", "07700 900 461")
    window.fill("Address", "4 Tide Street, Southsea").answer("Gender", "Female (including trans woman)")
    window.choose("I do not know the rest: address, gender or ethnicity", "We may leave a message or voicemail")
    window.press("Continue")


def fill_needs(window: Window) -> None:
    """The second screen."""
    window.choose("Loneliness or isolation", "Bereavement", "No known risks", "Large print")
    window.page.get_by_label("Main reason, if you chose more than one").select_option("Loneliness or isolation")
    window.fill("What is needed, if the reasons do not say it", "Her husband died in spring. She misses singing.")
    window.answer("Is there a safeguarding concern?", "No").press("Continue")


def send(window: Window) -> Window:
    """The third screen."""
    window.choose("Yes: face to face today, nobody else there")
    return window.answer("May their GP practice be told what happened?", "Yes").press("Send the referral")


PASTED = """\
ATTWATER, Florence (Mrs)   DOB: 04-Mar-1948 (78y)   Gender: Female   NHS No: 999 000 1006
Address: 4 Tide Street, Southsea, PO4 8RA
Mobile: 07700 900461   Email: flo.attwater@example.org
"""
MOST_SCREENS, MOST_CLICKS_AND_KEYS = 3, 12


def test_from_a_paste_to_sent_in_three_screens_and_twelve_clicks_and_keys(window):
    """Whatever a clinician does by hand beyond the paste is counted; what must be asked has one click each."""
    clinician = sign_in(window(), CLINICIAN).open("/referrals/new").paste(PASTE_BOX, PASTED)
    clinician.clicks_and_keys, screens = 0, {clinician.page.locator("h1").inner_text()}
    clinician.press("Fill in the form").sees("Attwater", "999 000 1006", "PO4 8RA")
    expect(clinician.page.locator("#filled")).to_be_focused()
    expect(clinician.page.get_by_text("Filled in from what you pasted")).to_be_in_viewport()
    clinician.choose("None of these", "I do not know the rest: address, gender or ethnicity").press("Continue")
    screens.add(clinician.page.locator("h1").inner_text())
    clinician.choose("Loneliness or isolation", "No known risks").answer("Is there a safeguarding concern?", "No")
    clinician.choose("None that I know of").press("Continue")
    screens.add(clinician.page.locator("h1").inner_text())
    clinician.sees("Nothing has been sent yet", "4 Tide Street", "Loneliness or isolation", "Rhys Morgan")
    send(clinician).sees("Referral sent", NAME)
    print(f"\nFrom paste to sent: {len(screens)} screens, {clinician.clicks_and_keys} clicks and keys")
    assert len(screens) <= MOST_SCREENS
    assert clinician.clicks_and_keys <= MOST_CLICKS_AND_KEYS


def test_from_the_referral_to_what_became_of_it(window):
    clinician = sign_in(window(), CLINICIAN)
    reference = refer(clinician)
    clinician.open("/referrals/mine").sees(NAME, "Waiting for the service")

    lead = sign_in(window(), SERVICE_LEAD)
    lead.follow("Queue").follow(NAME, exact=False).sees("Loneliness or isolation", "Large print", reference)

    worker = sign_in(window(), LINK_WORKER)
    worker.follow("Queue").sees(NAME)
    take(worker)
    worker.follow("My caseload").follow(NAME)
    talk(worker)
    group = connect(worker)
    follow_up(worker)
    close(worker)

    clinician.open("/referrals/mine").follow(NAME)
    clinician.sees("Goals met", group, "Sings every week", "No actions required").does_not_see(SECRET)

    stranger = sign_in(window(), OTHER_CLINICIAN)
    stranger.open(clinician.path).sees("Page not found").does_not_see("Attwater")


def take(worker: Window) -> None:
    """Take the referral from the queue."""
    entry = worker.page.locator("li, article, section").filter(has=worker.page.get_by_role("link", name=NAME)).last
    worker.press("Take it myself", exact=False, within=entry)
    worker.sees(NAME)


def talk(worker: Window) -> None:
    """An attempt that failed, and then a conversation."""
    worker.press("Record a conversation").press("Save").sees(
        "There is a problem", "Choose whether the conversation took place"
    )
    worker.fill("Time", "12:01am").choose("Could not be reached", "Telephone").fill("Notes", "Rang out twice.").press(
        "Save"
    )
    worker.sees("Could not be reached")
    soon = clock.today() + dt.timedelta(days=7)
    worker.press("Record a conversation").fill("Time", "0:05").choose("Took place", "At home")
    worker.fill("Who was there?", "Florence and her neighbour").fill("How long did it take?", "45")
    worker.fill("What matters to them", "Singing, and not eating alone.").fill("Notes", SECRET)
    worker.fill("Next step", "Go with her to the first rehearsal").date(
        "Date of the next step", soon.day, soon.month, soon.year
    )
    worker.press("Save").sees("Singing, and not eating alone.", "45 minutes", "Active")


def connect(worker: Window) -> str:
    """Search from inside the referral, agree what is shared, introduce; and signpost to another group."""
    worker.press("Find a group").fill("What are they looking for?", "choir").press("Search")
    first = worker.page.locator("ol.app-found > li").first
    group = first.get_by_role("heading").inner_text()
    worker.press("Introduce", exact=False, within=first)
    worker.choose("Name", "Access needs", "The person", "Spoken, face to face").press("Save the introduction")
    worker.sees(group, "Introduction")
    worker.press("Find a group").fill("What are they looking for?", "bereavement").press("Search")
    worker.press("Signpost", exact=False, within=worker.page.locator("ol.app-found > li").first)
    worker.press("Save the signpost").sees("Signpost")
    return group


def follow_up(worker: Window) -> None:
    """She has been to the group and goes every week."""
    entry = worker.page.locator("article.app-entry").filter(has_text="Introduction")
    worker.follow("Record what became of it", exact=False, within=entry)
    worker.choose("Going regularly").press("Save").sees("Going regularly")


def close(worker: Window) -> None:
    """Close with an outcome and, said rather than left empty, no actions."""
    worker.press("Close", exact=False).choose("Goals met").fill("What came of it?", "Sings every week with the choir.")
    worker.choose("No actions required").press("Close").sees("Closed")


@pytest.mark.page_only
def test_a_question_back_is_answered_inside_the_record(window):
    clinician = sign_in(window(), CLINICIAN)
    refer(clinician)
    worker = sign_in(window(), LINK_WORKER)
    worker.follow("Queue").follow(NAME, exact=False).press("Ask the referrer a question", exact=False)
    worker.press("Look at what will be sent").sees("Choose a reason").choose("How to reach the person safely", "No")
    worker.fill("What should the referrer know?", "Does she hear well on the telephone?")
    worker.press("Look at what will be sent").sees("Look before you send", "Nothing is written to them")
    worker.press("Ask the referrer a question and send").sees("returned for information")
    clinician.open("/referrals/mine").follow(NAME).sees("Does she hear well on the telephone?").press(
        "Answer", exact=False
    )
    clinician.fill("Your answer", "Yes, with her hearing aid in.").press("Answer the question")
    worker.follow("Queue").follow(NAME, exact=False)
    worker.sees("Yes, with her hearing aid in.", "Waiting for the service")


@pytest.mark.page_only
def test_something_urgent_is_stopped_and_a_true_referral_goes_on(window):
    clinician = sign_in(window(), CLINICIAN).open("/referrals/new")
    fill_person(clinician, urgent="Thinking about suicide, or harming themselves now")
    clinician.sees("Stop: get help for this now", "999", "111", "not for emergencies or safeguarding")
    clinician.press("This is being dealt with: continue").sees("What do they need?")
    fill_needs(clinician)
    send(clinician)
    worker = sign_in(window(), LINK_WORKER)
    worker.follow("Queue").follow(NAME, exact=False).sees("Urgent signs", "Thinking about suicide")


@pytest.mark.page_only
def test_mistakes_are_explained_and_nothing_typed_is_lost(window):
    clinician = sign_in(window(), CLINICIAN).open("/referrals/new")
    clinician.fill("First name", "Flo <b>rence</b>").fill("NHS number", "999 000 1007").press("Continue")
    summary = clinician.page.get_by_role("alert")
    assert re.search("NHS number", summary.inner_text())
    assert clinician.page.get_by_label("First name", exact=True).input_value() == "Flo <b>rence</b>"
    assert clinician.page.get_by_label("NHS number", exact=True).input_value() == "999 000 1007"
    summary.get_by_role("link").first.click()
    assert clinician.page.evaluate("document.activeElement.tagName") == "INPUT"


@pytest.mark.page_only
def test_the_whole_referral_without_javascript(window):
    clinician = sign_in(window(script=False), CLINICIAN)
    assert refer(clinician).startswith("FB-")


@pytest.mark.page_only
def test_signing_in_and_the_first_screen_with_the_keyboard_only(window):
    clinician = window().open("/sign-in")
    clinician.tab_to("Email address").type(CLINICIAN)
    clinician.tab_to("Password").type(PASSWORD)
    clinician.enter().tab_to("Refer someone").enter()
    clinician.tab_to("None of these").type(" ")
    for label, text in (
        ("First name", "Flo"),
        ("Family name", "Attwater"),
        ("Day", "4"),
        ("Month", "3"),
        ("Year", "1948"),
    ):
        clinician.tab_to(label).type(text)
    clinician.tab_to("NHS number").type(NHS_NUMBER)
    clinician.tab_to("Postcode").type("PO4 8RA").tab_to("I do not know the rest: address, gender or ethnicity")
    clinician.type(" ").tab_to("Telephone number").type("07700 900461")
    clinician.enter().sees("What do they need?")
