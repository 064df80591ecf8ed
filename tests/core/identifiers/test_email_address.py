"""E-mail addresses: what is kept, and what is refused with which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identifiers import NotValid, email_address


@given(
    st.from_regex(r"[a-zA-Z0-9+_]{1,20}", fullmatch=True),
    st.sampled_from(["example.org", "mail.surgery.example"]),
    st.booleans(),
)
def test_only_the_domain_loses_its_capitals(name, domain, shout):
    assert email_address.parse(f" {name}@{domain.upper() if shout else domain} ") == f"{name}@{domain}"


def test_a_domain_of_other_letters_in_its_ascii_form():
    assert email_address.parse("a@xn--bcher-kva.example") == "a@xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a", "not a full email address"),
        ("a@b", "not a full email address"),
        ("a@b@example.org", "not a full email address"),
        (".a@example.org", "not a full email address"),
        ("a@[127.0.0.1]", "not a full email address"),
        ("a@localhost", "not a full email address"),
        ("Ann <a@example.org>", "no spaces"),
        ("a@example.org\r\nBcc: b@example.org", "hidden character"),
        ("a@b\u00fccher.example", "English keyboard"),
        ("a" * 65 + "@example.org", "not a full email address"),
        ("a@" + "b" * 250 + ".org", "too long"),
    ],
)
def test_the_answer_says_what_is_wrong(text, words):
    with pytest.raises(NotValid, match=words):
        email_address.parse(text)
