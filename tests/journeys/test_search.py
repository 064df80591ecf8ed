"""Finding a group with the keyboard alone, on the map, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.page_only


def test_somebody_finds_a_group_with_filters_by_keyboard_alone(window):
    visitor = window()
    visitor.open("/directory/")
    visitor.tab_to("What are you looking for?").type("walking")
    visitor.tab_to("Where?").type("PO1 2DY")
    visitor.enter().sees("Harbour Strollers", "around PO1 2DY")
    # A question opens with Enter, and its boxes are ticked with the space bar.
    visitor.tab_to("Cost").page.keyboard.press("Enter")
    visitor.tab_to_beginning("Any").page.keyboard.press("ArrowDown")
    visitor.tab_to("Show these").enter().sees("Harbour Strollers", "Free")
    assert "cost=0" in visitor.path
    visitor.tab_to_beginning("Free ×").enter()
    assert "cost" not in visitor.path
    visitor.tab_to("Harbour Strollers").enter()
    expect(visitor.page.locator("h1")).to_have_text("Harbour Strollers")


def test_the_map_shows_what_the_list_has_and_the_keyboard_reaches_it(window):
    visitor = window()
    visitor.open("/directory/?near=PO1+2DY&within_miles=3&words=bereavement&view=map")
    page = visitor.page
    expect(page.locator("#map[data-ready=yes]")).to_be_visible()
    visitor.check()
    pin = page.locator(".leaflet-marker-icon").first
    pin.focus()
    page.keyboard.press("Enter")
    link = page.locator(".leaflet-popup a").first
    expect(link).to_be_visible()
    name = link.inner_text()
    assert page.locator(f".app-found a:text-is('{name}')").count() == 1
    link.focus()
    visitor.enter()
    expect(page.locator("h1")).to_have_text(name)
    visitor.open("/directory/?view=map")
    together = page.locator(".app-pins").first
    assert together.evaluate("e => getComputedStyle(e).display") == "flex", "how many there are stands in the middle"


def test_nothing_found_leads_on_to_something(window):
    visitor = window()
    visitor.open("/directory/?words=choir&near=Havant&within_miles=1&day=SU")
    visitor.sees("0 groups within 1 mile of Havant", "You would find more with")
    way = visitor.page.locator("main ul li a", has_text="group").first
    promised = re.search(r"\((\d+) groups?\)", way.inner_text()).group(1)
    visitor.follow(way.inner_text()).sees(f"{promised} group")
