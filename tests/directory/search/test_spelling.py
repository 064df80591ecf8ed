"""What was probably meant by a word that nobody says."""

import pytest

from core.db import db
from directory.listings.entries import learn
from directory.search.spelling import corrected, slips


@pytest.fixture
def _words(app):
    learn(["Gardening", "garden", "dementia", "befriending", "choir", "Café", "walking", "talking"])
    db.session.flush()


@pytest.mark.usefixtures("_words")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gardning", "gardening"),
        ("gardenign", "gardening"),
        ("dimentia", "dementia"),
        ("befreinding", "befriending"),
        ("chior", "choir"),
        ("garden", "garden"),
        ("xylophone", "xylophone"),
        ("choi", "choir"),
        ("cho", "cho"),
        ("2026", "2026"),
        ("wolking", "walking"),
    ],
)
def test_the_likeliest_word(typed, meant):
    assert corrected((typed,)) == (meant,)


def test_longer_words_are_forgiven_more():
    assert [slips("x" * length) for length in (4, 7, 8, 20)] == [1, 1, 2, 2]
