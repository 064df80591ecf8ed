"""A group keeps its own listing true and the public sees it; an editor adds a listing and retires it."""

import re

import pytest
from playwright.sync_api import expect

from core import clock
from core.templating import day
from tests.journeys.cast import CLINICIAN, EDITOR, GROUP, sign_in

pytestmark = pytest.mark.page_only

DRAMA_NUMBER = "01632 960777"


def test_a_groups_change_is_seen_by_the_public(window):
    public = window().open("/directory/")
    public.fill("What are you looking for?", "dementia").press("Search").sees("groups")

    group = sign_in(window(), GROUP).sees("My listings")
    listing = group.page.locator("ol.app-results h2 a").first
    name, address = listing.inner_text(), listing.get_attribute("href")
    group.follow("Change " + name, exact=False).follow("How to join and get in touch")
    group.fill("Telephone number", "0163").press("Save").sees("There is a problem")
    group.fill("Telephone number", DRAMA_NUMBER).enter().sees("is saved")  # Enter does what Save does
    group.follow("What it is").fill("Notice", "Closed on 24 December.")
    expect(group.page.locator("#preview")).to_contain_text("Closed on 24 December.")  # before it is saved
    group.press("Save").sees("is saved")
    group.follow("My listings").follow("Check and confirm " + name, exact=False).press("This is right")

    public.open(address).sees(name, DRAMA_NUMBER, "Closed on 24 December.")
    public.sees(f"Confirmed by Keepsake Café on {day(clock.today())}")


def test_an_editor_decides_what_a_group_asked_for(window):
    group = sign_in(window(), GROUP).sees("Waiting for an editor: Who it is for")
    name = "Keepsake Café, Havant"
    group.follow("Change " + name, exact=False).follow("Who it is for").sees("An editor looks at some changes")
    group.fill("Oldest age", "95").press("Save").sees("Sent. An editor looks first at: Oldest age")
    editor = sign_in(window(), EDITOR).open("/directory/waiting").sees("Keepsake Café, Cosham: Who it is for")
    editor.follow(f"{name}: Who it is for").sees("Decide a change", "Wanted 95").press("Decide")
    editor.sees("Accepted: the change of " + name).follow("Choose what waits for an editor").sees("What waits")
    group.follow("What became of your changes").sees("Accepted", "95")


def test_a_group_sees_no_other_groups_listing_to_change(window):
    editor = sign_in(window(), EDITOR).follow("Listings").fill("Words in the name", "Singers").press("Find")
    other = editor.page.get_by_role("link", name=re.compile("^Change ")).first.get_attribute("href")
    group = sign_in(window(), GROUP).open(other).sees("You cannot do this")
    group.open(other.replace("/listings/", "/my-listings/")).sees("Page not found")


def test_an_editor_adds_a_listing_and_retires_it(window):
    editor = sign_in(window(), EDITOR).follow("Listings").press("Add a listing")
    editor.press("Save and continue").sees("There is a problem", "Enter the name of the listing")
    editor.fill("Name of the listing", "Kite Makers of Eastney").fill("Organisation", "Eastney Kites")
    editor.fill("What it is", "We make kites and fly them from the beach.").press("Save and continue")
    editor.sees("Kite Makers of Eastney is added").follow("When")
    editor.choose("Saturday").fill("Starts at", "10am").fill("Ends at", "midday").press("Save")
    editor.follow("Where").fill("Name of the place", "The Boat Shed").fill("Address", "1 Ferry Road")
    editor.fill("Town or city", "Southsea").fill("Postcode", "PO4 9LY")
    expect(editor.page.locator("#preview")).to_contain_text("Saturdays 10am to midday")
    editor.press("Save").sees("is saved").follow("Kite Makers of Eastney")
    editor.sees("The Boat Shed", "Saturdays 10am to midday")

    public = window().open("/directory/").fill("What are you looking for?", "kites").fill("Where?", "PO4 9LY")
    public.press("Search").follow("Kite Makers of Eastney")
    address = public.path

    editor.follow("Retire this listing").fill("Why", "They have moved to the Isle of Wight.", exact=False)
    editor.press("Retire this listing")
    public.open(address).sees("retired")
    public.open("/directory/?words=kites").sees("0 groups")


def test_rubbish_in_the_search_is_explained_and_kept(window):
    public = window().open("/directory/?words=%22AND%20NEAR(*&near=ZZ&within_miles=banana&page=9999&sort=x")
    public.sees("There is a problem", "We do not know ZZ", "from the list")
    assert public.page.get_by_label("Where?", exact=True).input_value() == "ZZ"
    assert public.page.get_by_label("What are you looking for?").input_value() == '"AND NEAR(*'


def test_signing_out_leaves_nothing_behind(window):
    clinician = sign_in(window(), CLINICIAN).sees("My referrals")
    clinician.press("Sign out")
    clinician.page.go_back()
    clinician.open("/referrals/mine").sees("Sign in")
