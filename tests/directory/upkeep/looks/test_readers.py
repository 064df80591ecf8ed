"""Who counts as a reader."""

from types import SimpleNamespace

import pytest

from accounts.actors import Visitor
from accounts.roles import Role
from directory.upkeep.looks.readers import is_reader

BROWSERS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari",
)
ROBOTS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +https://search.example/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (compatible; bingbot/2.0) Chrome/116.0 Safari/537.36",
    "curl/8.5.0",
    "python-requests/2.32",
    "Mozilla/5.0 HeadlessChrome/137.0.0.0",
    "LinkPreview/1.0",
    "",
)


@pytest.mark.parametrize("agent", BROWSERS)
def test_a_browser_is_a_reader(agent):
    assert is_reader(Visitor(), agent=agent)


@pytest.mark.parametrize("agent", ROBOTS)
def test_a_robot_is_none(agent):
    assert not is_reader(Visitor(), agent=agent)


def test_a_page_fetched_ahead_is_not_read_yet():
    assert not is_reader(Visitor(), agent=BROWSERS[0], purpose="prefetch;prerender")


@pytest.mark.parametrize("role", Role)
def test_those_who_keep_listings_are_none(role):
    keeps = role in {Role.GROUP_REPRESENTATIVE, Role.DIRECTORY_EDITOR}
    assert is_reader(SimpleNamespace(role=role), agent=BROWSERS[0]) is not keeps


def test_a_name_without_end_is_answered_at_once():
    assert is_reader(Visitor(), agent="a" * 60_000) is True
