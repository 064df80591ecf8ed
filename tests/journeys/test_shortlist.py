"""Three groups chosen for somebody without an account: put in order, printed in large print, shared by a link."""

import pytest

pytestmark = pytest.mark.page_only

LARGE = 24  # pixels in 18 points, the smallest type of NHS and RNIB large print
SIZES = """() => [...document.querySelectorAll('.app-letter *')]
    .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
    .filter(one => one.checkVisibility() && !one.closest('.nhsuk-u-visually-hidden'))
    .map(one => parseFloat(getComputedStyle(one).fontSize))"""


def choose_three(person) -> list[str]:
    """Put the first three groups of a search on the shortlist, from its results; returns their names."""
    person.open("/directory/?near=PO5+3HN")
    names = person.page.locator(".app-found h3 a").all_inner_texts()[:3]
    for at, name in enumerate(names):
        person.press("Add to shortlist", exact=False, within=person.page.locator(".app-found > li").nth(at))
        person.sees(f"{name} is on your shortlist")
    return names


def test_three_groups_are_put_in_order_printed_large_and_shared(window):
    person = window()
    first, second, third = choose_three(person)

    person.follow("Your shortlist (3)")
    for _ in range(2):
        person.press("Move up", exact=False, within=person.page.get_by_role("listitem").filter(has_text=third))
    order = person.page.locator(".app-found h2 a").all_inner_texts()
    assert order == [third, first, second]

    person.press("Print as a letter").fill("Where do they set out? (optional)", "PO5 2").press("Make the letter")
    person.sees("There is a problem").fill("Where do they set out? (optional)", "PO5 3HN")
    person.choose("Large print").fill("Who is it for? (optional)", "Joan").fill(
        f"Note on {first} (optional)", "Go early."
    )
    person.press("Make the letter").sees(
        "Dear Joan,", f"1. {third}", f"2. {first}", "Go early.", "How to find each place"
    )
    person.page.emulate_media(media="print")
    sizes = person.page.evaluate(SIZES)
    assert len(sizes) > 20
    assert min(sizes) >= LARGE
    for unwanted in ("header", "footer", ".app-screen-only", ".nhsuk-back-link"):
        assert not person.page.locator(unwanted).first.is_visible(), f"{unwanted} is printed"
    assert person.page.pdf().startswith(b"%PDF")
    person.page.emulate_media(media="screen")

    person.open("/directory/shortlist").press("Share by a link")
    person.fill("Note for all of the groups (optional)", "Ring 01632 960001").press("Make the link")
    person.sees("There is a problem", "a telephone number")
    person.fill("Note for all of the groups (optional)", "All three are friendly.").press("Make the link")
    link = person.page.locator(".app-panel a").get_attribute("href")

    somebody = window(script=False).open(link.removeprefix(person.base))
    somebody.sees("All three are friendly.", f"1. {third}", f"2. {first}", f"3. {second}")
    somebody.does_not_see("Joan", "Go early.")

    person.press("Withdraw the link", exact=False).sees("no link that still works")
    somebody.open(link.removeprefix(person.base)).sees("This link has ended")


def test_without_javascript_a_search_in_vain_is_told(window):
    visitor = window(script=False).open("/directory/?words=underwaterchess&near=PO5+3HN")
    visitor.follow("Tell us that nothing was found").sees("underwaterchess", "PO5")
    visitor.fill("What did you need? (optional)", "Ring Joan on 07700 900982").press("Send")
    visitor.sees("There is a problem", "a telephone number", "underwaterchess")
    visitor.fill("What did you need? (optional)", "Somewhere to play").press("Send").sees("Thank you")
