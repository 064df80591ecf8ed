"""Web addresses: a link from a public page leads to a named host over http or https, or it is refused."""

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.identifiers import NotValid, web_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("www.example.org", "https://www.example.org"),
        ("example.org/groups?day=1#times", "https://example.org/groups?day=1#times"),
        ("//example.org", "https://example.org"),
        ("example.org:8080/x", "https://example.org:8080/x"),
        ("HTTP://Example.ORG./Path", "http://example.org/Path"),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
    ],
)
def test_what_is_added_and_made_small(text, address):
    assert web_address.parse(text) == address


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("javascript:alert(1)", "begins with https"),
        ("JavaScript:alert(1)", "begins with https"),
        ("javascript:1", "not a website address"),
        ("java\tscript:alert(1)", "hidden character"),
        ("data:text/html,x", "begins with https"),
        ("file:///etc/passwd", "begins with https"),
        ("ftp://example.org", "begins with https"),
        ("https:example.org", "begins with https"),
        ("mailto:a@example.org", "begins with https"),
        ("https://user:secret@example.org", "user name"),
        ("https://example.org@evil.example", "user name"),
        ("https://example.org\\@evil.example", "no spaces"),
        ("https://example.org/a b", "no spaces"),
        ('https://example.org/"onmouseover', "no spaces"),
        ("http://127.0.0.1", "not a website address"),
        ("http://0x7f.1", "not a website address"),
        ("http://[::1]/", "not a website address"),
        ("http://localhost", "not a website address"),
        ("http://169.254.169.254/latest", "not a website address"),
        ("example.org:99999", "not a website address"),
        ("https://example.org\u2024evil.example", "English keyboard"),
        ("https://", "not a website address"),
        ("Ask at the desk", "no spaces"),
    ],
)
def test_the_answer_says_what_is_wrong(text, words):
    with pytest.raises(NotValid, match=words):
        web_address.parse(text)


@given(
    st.sampled_from(["", "http:", "https:", "javascript:", "https://", "//", "http://a.org"]),
    st.text("abcz019.:/\\@?#%-_[]'\u00e9", max_size=40),
)
@example("https://", "example.org:80/@")
def test_whatever_is_taken_leads_to_a_named_host(start, rest):
    try:
        address = web_address.parse(start + rest)
    except NotValid:
        return
    parts = urlsplit(address)
    assert parts.scheme in {"http", "https"} and parts.username is None and parts.password is None
    assert "." in parts.hostname and any(letter.isalpha() for letter in parts.hostname.split(".")[-1])
