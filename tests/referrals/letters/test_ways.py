"""By which ways a person may be written to, in which forms, and what may be said where others may read it."""

import pytest

from core.identifiers.postcode import NO_FIXED_ABODE
from referrals.letters import neutral, ways
from referrals.people.models import Person
from referrals.words import AccessNeed, LetterKind, Way

ANN = {"postcode": "PO1 2DY", "may_text": True, "telephone": "+447700900123", "email": "a@footbridge.example"}


def person(**facts):
    return Person(**ANN | {"access_needs": [], "address": [], "may_leave_message": True, "never_by": []} | facts)


@pytest.mark.parametrize(
    ("facts", "open_"),
    [
        ({}, [Way.LETTER, Way.TEXT, Way.EMAIL]),
        ({"postcode": NO_FIXED_ABODE}, [Way.TEXT, Way.EMAIL]),
        ({"postcode": NO_FIXED_ABODE, "address": ["The night shelter"]}, [Way.LETTER, Way.TEXT, Way.EMAIL]),
        ({"may_text": False}, [Way.LETTER, Way.EMAIL]),
        ({"never_by": ["letter", "email"]}, [Way.TEXT]),
        ({"telephone": None}, [Way.LETTER, Way.EMAIL]),
        ({"email": None}, [Way.LETTER, Way.TEXT]),
        ({"postcode": NO_FIXED_ABODE, "may_text": False, "email": None}, []),
    ],
)
def test_what_is_forbidden_or_does_not_exist_is_not_open(facts, open_):
    assert ways.open_to(person(**facts)) == open_
    assert set(ways.forbidden(person(**facts))) == set(Way) - set(open_)


def test_a_letter_carries_the_forms_that_its_reader_needs_and_no_other_need():
    needs = [AccessNeed.BSL, AccessNeed.BRAILLE, AccessNeed.LARGE_PRINT]
    assert ways.formats(person(access_needs=needs)) == [AccessNeed.LARGE_PRINT, AccessNeed.BRAILLE]


def test_words_that_tell_what_it_is_about_are_found_whole_and_in_any_case():
    assert neutral.gives_away("Your GP Referral, and the referral again") == ["gp", "referral"]
    assert neutral.gives_away("We will ring on Monday about the healthy choir") == []


def test_no_heading_of_a_letter_tells_what_it_is_about():
    assert [kind for kind in LetterKind if neutral.gives_away(kind.words)] == []
