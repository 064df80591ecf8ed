"""Markup comes out as plain text, whatever it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import unprintable
from directory.exchange.text import LONGEST_MARKUP, one_line, plain


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("just words", "just words"),
        ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
        ("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three"),
        ("<ul><li>one</li><li><p>two</p></li></ul>after", "• one\n• two\n\nafter"),
        ("<p>one\n  two</p>", "one two"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("line one\nline two", "line one\nline two"),
        ("&lt;p&gt;Coded &amp;amp; twice&lt;/p&gt;", "Coded & twice"),
        ("<ul><li>a</li><li>b &amp;lt;b&amp;gt;c</li></ul>", "• a\n• b c"),
        ("write to <hello@choir.example>", "write to <hello@choir.example>"),
        ("before<script>alert(1)</script>after", "beforeafter"),
        ("a<!-- <p>hidden</p> -->b", "ab"),
        ("<img src='data:image/png;base64," + "A" * 1000 + "'>seen", "seen"),
        ('<a href="https://x.example" title="a > b">go</a>', "go"),
        ("<o:p>&nbsp;</o:p>Word", "Word"),
        ("a\u202eb\x00c\ud800d", "abcd"),
        ("https://a.example/<wbr>join<wbr/>/now", "https://a.example/join/now"),
        (
            "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> <dfn>a</dfn> <samp>b</samp> <bdo dir=rtl>c</bdo>",
            "漢(kan) a b c",
        ),
        ("<picture><source srcset=x><img src=y></picture><data value=1>one</data><slot>", "one"),
        (
            "<p>**** New Venue! ****</p><p>**Ring first**, <b>**do <u>not</u> just come**</b></p>",
            "New Venue!\n\nRing first, do not just come",
        ),
        ("Revealing ***** – You Magazine; 2 ** 3; * one", "Revealing ***** – You Magazine; 2 ** 3; * one"),
        ("", ""),
    ],
)
def test_what_a_person_would_read(markup, words):
    assert plain(markup) == words


def test_a_line_is_one_line():
    assert one_line("<p>St</p>\n<p>Mary's</p>") == "St Mary's"


@given(
    st.text()
    | st.lists(st.sampled_from(["<", ">", "&", "lt;", "p", "/", "!--", "li", '"', "\n", "a", "•"])).map("".join)
)
def test_any_text_can_be_read(text):
    words = plain(text)
    assert not unprintable(words)
    assert words == words.strip()
    assert "\n\n\n" not in words
    assert "<p>" not in words.lower() or len(text) > 9


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", "&", "<p b='", '<p a="', "</", "<![CDATA[", "• \n", " \n", "&lt;", "*", "**a", "** "]
)
def test_hostile_text_is_read_in_one_pass(piece):
    """Reading it again and again for each piece would take hours."""
    plain("<p>x</p>" + piece * (LONGEST_MARKUP // len(piece)))


def test_a_picture_of_60_megabytes_in_a_description_is_dropped():
    assert plain(f"<p>Choir</p><img src='data:image/png;base64,{'A' * 60_000_000}'><p>Tea</p>") == "Choir\n\nTea"
