"""Every link that is sent in a letter of upkeep: scanned, forged, altered, sent for another purpose, and sent blind."""

import re

import pytest
from bs4 import BeautifulSoup

from directory.upkeep.links.words import Purpose
from tests.support.house import VISITOR
from tests.test_access import address

pytestmark = pytest.mark.page_only

# Not in a letter of upkeep: a shortlist that somebody shares, a password, and what a clinical system hands over, which
# opens after signing in alone.
OTHERS = {"shortlist_token", "token", "handover_token"}
# No letter has one yet.
UNSENT = {Purpose.ANSWER}


def doors(house, method: str = "GET") -> list[tuple]:
    """(rule, the name of the token in it) of every page that a link of a letter leads to."""
    return [
        (rule, name)
        for rule in house.rules(method)
        for name in rule.arguments - OTHERS
        if name.endswith("_token") and not rule.endpoint.startswith("oruk")
    ]


def test_every_purpose_has_its_page(house):
    assert {name.removesuffix("_token") for _, name in doors(house)} >= set(Purpose) - UNSENT


def test_a_scanner_that_opens_every_link_changes_nothing(house):
    """With GET, HEAD, a pretended prefetch, and by sending the form without having been shown it."""
    before = house.rows()
    for rule, _ in doors(house):
        path = address(house.world, rule)
        for method in ("HEAD", "GET"):
            answer = house.ask(VISITOR, path, method, headers={"Sec-Purpose": "prefetch", "User-Agent": "scanner"})
            assert answer.status_code == 200, f"{method} {path}"
        house.ask(VISITOR, f"{path}?room=no-capacity&again=1&List-Unsubscribe=One-Click")
    for rule, _ in doors(house, "POST"):
        assert house.ask(VISITOR, address(house.world, rule), "POST").status_code == 422, rule
    assert house.rows() == before


def test_nobody_else_learns_the_address_of_such_a_page(house):
    for rule, name in doors(house):
        path = address(house.world, rule)
        answer = house.ask(VISITOR, path)
        assert answer.headers["Referrer-Policy"] == "no-referrer", path
        assert answer.headers["Cache-Control"] == "no-store", path
        assert "noindex" in answer.headers["X-Robots-Tag"], path
        page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
        for tag in page.find_all(["script", "link", "img", "iframe", "form", "a"]):
            for where in ("src", "href", "action"):
                led = tag.get(where) or "/"
                assert led.startswith(("/", "#", "tel:", "mailto:", "data:")) or _can_be_told(tag), f"{path}: {tag}"
        title = page.title.get_text()
        assert house.world.records[name][0] not in title


def test_what_is_forged_or_altered_or_meant_for_another_page_opens_nothing(house):
    """Not by opening it, and not by sending its form with a good token of the page either."""
    before = house.rows()
    tokens = {name: str(house.world.records[name][0]) for _, name in doors(house)}
    for rule, name in doors(house):
        own = tokens[name]
        altered = [own[:-2], own + "A", own.swapcase(), own[::-1], f"{own}.{own}", "x" * 5_000, "é", "%00", "..%2f.."]
        for token in [*altered, *(other for one, other in tokens.items() if one != name)]:
            path = address(house.world, rule, **{name: token})
            assert house.ask(VISITOR, path).status_code in {404, 308}, f"{rule}: {path[:120]}"
            if "POST" in rule.methods:
                sent = house.ask(VISITOR, path, "POST", data=[*house.keys(VISITOR), ("List-Unsubscribe", "One-Click")])
                assert sent.status_code in {404, 308}, f"POST {rule}: {path[:120]}"
    assert house.rows() == before


def _can_be_told(tag) -> bool:
    """A link to elsewhere that tells that place nothing: the group's own website, in a page that sends no referrer."""
    return tag.name == "a" and bool(re.fullmatch(r"https?://\S+", tag["href"]))
