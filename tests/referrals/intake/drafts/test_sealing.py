"""Sealing: nothing can be read in the database, nothing changed, nothing moved, and another secret opens nothing."""

import pytest

from referrals.intake.drafts.sealing import seal, unseal

TEXT = "Wilhelmina Quackenbush, born 13 February 1961 \ud800"


@pytest.fixture(autouse=True)
def _inside(app):
    with app.app_context():
        yield


def test_it_opens_again_and_cannot_be_read_before():
    sealed = seal(TEXT, of="one")
    assert unseal(sealed, of="one") == TEXT
    assert b"Quackenbush" not in sealed and seal(TEXT, of="one") != sealed


@pytest.mark.parametrize("spoil", [lambda one: one[:-1] + bytes([one[-1] ^ 1]), lambda one: b"", lambda one: one[:12]])
def test_what_was_changed_does_not_open(spoil):
    assert unseal(spoil(seal(TEXT, of="one")), of="one") is None


def test_it_does_not_open_in_the_place_of_another_or_with_another_secret(app, monkeypatch):
    sealed = seal(TEXT, of="one")
    assert unseal(sealed, of="other") is None
    monkeypatch.setitem(app.config, "SECRET_KEY", "another secret of thirty-two characters")
    assert unseal(sealed, of="one") is None
