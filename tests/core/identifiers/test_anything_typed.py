"""Whatever is typed, every identifier answers with a normal form or a NotValid, and at once."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.identifiers import (
    NotValid,
    date_of_birth,
    email_address,
    nhs_number,
    ods_code,
    postcode,
    telephone,
    typed,
    web_address,
)

TODAY = date(2026, 11, 22)
PARSERS = {
    "NHS number": lambda text: nhs_number.parse(text, False),
    "NHS number of a demonstration": lambda text: nhs_number.parse(text, True),
    "postcode": postcode.parse,
    "ODS code": ods_code.parse,
    "telephone": telephone.parse,
    "telephone with short numbers": lambda text: telephone.parse(text, short=True),
    "date of birth": lambda text: date_of_birth.parse(text, today=TODAY).isoformat(),
    "e-mail address": email_address.parse,
    "web address": web_address.parse,
}
NEARLY = st.one_of(
    st.text(),
    st.text("0123456789 -+()x#;=.", max_size=40),
    st.text("ABOPZabz0199 -.", max_size=12),
    st.text("abz@.:/\\?#%[]0-_ ", max_size=60),
    st.sampled_from(["http://", "https://", "www.", "a@", "+44", "0", "tel:"]).flatmap(
        lambda start: st.text(max_size=30).map(lambda rest: start + rest)
    ),
)
HOSTILE = {
    "letters": "A",
    "digits": "9",
    "spaces": " ",
    "brackets": "(",
    "half an address": "a@",
    "Arabic digits": "\u0669",
    "full-width digits": "\uff19",
    "NUL": "\x00",
    "half a character": "\ud800",
    "right-to-left mark": "\u200f",
    "dots": "a.",
    "extension": "x1",
    "slashes": "/",
    "capital that grows": "\u00df",
}


def answered(parse, text: str) -> str | NotValid:
    """The normal form, or the refusal; anything else that is raised fails the test."""
    try:
        return parse(text)
    except NotValid as problem:
        return problem


@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
@given(text=NEARLY)
@example("")
@example("\u00a0")
@example("\ud800")
@example("http://[")
@example("http://a.bc:x")
@example("+")
def test_there_are_only_two_answers(parse, text):
    answer = answered(parse, text)
    if isinstance(answer, NotValid):
        assert answer.message_for_person == str(answer) != ""
    else:
        assert answer.isascii() and answer.isprintable()


@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
@given(text=NEARLY)
@example("07700 900123 ext 5")
@example("Www.Example.Org./A")
@example("po12ab")
@example("A.B@EXAMPLE.ORG")
@example("a81001")
@example("116 123")
def test_a_normal_form_is_its_own_normal_form(parse, text):
    answer = answered(parse, text)
    if not isinstance(answer, NotValid):
        assert parse(answer) == answer


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
def test_sixty_thousand_characters_are_refused(parse, piece):
    """By their number, before anything that could be slow looks at them."""
    with pytest.raises(NotValid):
        parse(piece * (60_000 // len(piece)))


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
def test_a_text_just_short_enough_to_be_read_is_answered(parse, piece):
    """A pattern that tries every way through such a text would still be trying."""
    for length in (10, 20, 30, 60, 254, 2000):
        answered(parse, (piece * length)[:length])


@pytest.mark.parametrize("hidden", ["\x00", "\x7f", "\u200f", "\u202e", "\ufeff", "\u200b", "\ud800"])
def test_a_hidden_character_is_named_as_the_trouble(hidden):
    with pytest.raises(NotValid, match="hidden character"):
        typed.plain(f"PO1{hidden} 2AB", longest=20, ask="Enter it")


def test_no_break_spaces_of_a_copied_text_are_spaces():
    assert typed.plain("\u00a0999\u00a0000\u202f0018 ", longest=20, ask="Enter it") == "999 000 0018"


def test_spaces_around_do_not_count_as_length():
    assert typed.plain(" " * 20 + "A" * 20, longest=20, ask="Enter it") == "A" * 20
    with pytest.raises(NotValid, match="too long"):
        typed.plain("A" * 21, longest=20, ask="Enter it")
