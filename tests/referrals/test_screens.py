"""The order of a form's screens: one step at a time, never past an end, and the page that stops counts as the first."""

import pytest

from referrals.screens import STOP, Screens

ORDER = Screens({"who": ("name", "born"), "why": ("reasons",), "last": ("agreed",)})


@pytest.mark.parametrize(
    ("screen", "before", "after", "up_to"),
    [
        ("who", "who", "why", ("who",)),
        ("why", "who", "last", ("who", "why")),
        ("last", "why", "last", ("who", "why", "last")),
        (STOP, "who", "why", ("who",)),
        ("nonsense", "who", "why", ("who",)),
    ],
)
def test_what_comes_before_and_after(screen, before, after, up_to):
    assert (ORDER.before(screen), ORDER.after(screen), ORDER.up_to(screen)) == (before, after, up_to)


@pytest.mark.parametrize(
    ("name", "screen"),
    [("born-day", "who"), ("reasons-0123abcd", "why"), ("agreed", "last"), ("-day", None), ("token", None)],
)
def test_a_part_belongs_to_the_screen_of_its_field(name, screen):
    assert ORDER.of_part(name) == screen
