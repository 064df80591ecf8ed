"""Addresses: messages link to the configured site, and `next` leads nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.links import link, own_path

HOSTILE = [
    *(
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
    ),
    *("https://evil.example", "https:evil.example", "http:/evil.example", "evil.example", "@evil.example"),
    *("javascript:alert(1)", "data:text/html,x", " /home", "/home\r\nSet-Cookie: a=b", "/\x00", "/a\\b", "/é"),
    *("", None, "/" + "a" * 3000),
]
OWN = ["/", "/directory/?words=a%20b&near=PO1+2DY", "/a/b-c/~d", "/a?next=//evil.example"]


@pytest.mark.parametrize("address", HOSTILE)
def test_next_leads_nowhere_else(address):
    assert own_path(address) is None


@pytest.mark.parametrize(
    "address", ["/", "/directory/?words=a%20b&near=PO1+2DY", "/a/b-c/~d", "/a?next=//evil.example"]
)
def test_next_leads_back_here(address):
    assert own_path(address) == address


@given(st.text())
def test_whatever_is_let_through_is_one_slash_and_printable(address):
    if own_path(address):
        assert address.startswith("/")
        assert not address.startswith(("//", "/\\"))
        assert address.isascii()
        assert address.isprintable()


def test_a_link_is_built_from_the_settings_and_not_from_the_request(app):
    app.config["BASE_URL"] = "https://footbridge.example/"
    with app.test_request_context("/", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}):
        assert link("/sign-in") == "https://footbridge.example/sign-in"
