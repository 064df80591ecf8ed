"""By which ways a person may be written to, in which forms, and what may be said where others may read it."""

from types import SimpleNamespace

import pytest

from core.identifiers.postcode import NO_FIXED_ABODE
from referrals.letters import neutral, ways
from referrals.people.models import Person
from referrals.words import AccessNeed, LetterKind, Way

REACHED = {"may_text": True, "telephone": "+447700900123", "email": "a@footbridge.example"}
ANN = {"first_name": "Ann", "family_name": "Lee", "postcode": "PO1 2DY"} | REACHED


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


CARER = {"carer_name": "Bo Lee", "carer_telephone": "+447700900124", "contact_carer": True, "address": ["4 Beach Road"]}


@pytest.mark.parametrize(
    ("facts", "open_"),
    [
        ({}, [Way.LETTER, Way.TEXT]),
        ({"contact_carer": False, "access_needs": [AccessNeed.THROUGH_CARER]}, [Way.LETTER, Way.TEXT]),
        ({"postcode": NO_FIXED_ABODE, "address": [], "telephone": None}, [Way.LETTER, Way.TEXT]),
        ({"carer_telephone": None}, [Way.LETTER]),
        ({"may_text": False}, [Way.LETTER]),
        ({"never_by": ["letter"]}, [Way.TEXT]),
    ],
)
def test_a_carer_is_written_to_by_what_is_theirs_and_by_no_way_that_is_forbidden(facts, open_):
    """Hazard 8: the person’s own address and number are not those of whoever is contacted instead."""
    ann = person(**CARER | facts)
    assert ways.open_to(ann) == open_ and set(ways.forbidden(ann)) == set(Way) - set(open_)
    assert (ann.reached.name, ann.reached.email, ann.reached.address_lines) == ("Bo Lee", None, [])
    assert ways.headed(ann, Way.LETTER, "Hello.") == "This is about Ann Lee.\n\nHello."
    assert ways.headed(ann, Way.TEXT, "Hello.") == "This is about Ann. Hello."


def test_a_carer_who_is_only_named_is_not_written_to():
    ann = person(**CARER | {"contact_carer": False})
    assert (ann.reached.name, ann.reached.address_lines) == ("Ann Lee", ["4 Beach Road", "PO1 2DY"])
    assert ways.headed(ann, Way.LETTER, "Hello.") == "Hello."


def test_a_letter_carries_the_forms_that_its_reader_needs_and_no_other_need():
    needs = [AccessNeed.BSL, AccessNeed.BRAILLE, AccessNeed.LARGE_PRINT]
    assert ways.formats(person(access_needs=needs)) == [AccessNeed.LARGE_PRINT, AccessNeed.BRAILLE]
    assert ways.formats(person(**CARER | {"access_needs": needs})) == [], "it is the carer who reads it"


def test_words_that_tell_what_it_is_about_are_found_whole_and_in_any_case():
    assert neutral.gives_away("Your GP Referral, and the referral again") == ["gp", "referral"]
    assert neutral.gives_away("The Rehab, the Hospice and Solent PCN") == ["rehab", "hospice", "pcn"]
    assert neutral.gives_away("We will ring on Monday about the healthy choir") == []


def test_no_heading_of_a_letter_tells_what_it_is_about():
    assert [kind for kind in LetterKind if neutral.gives_away(kind.words)] == []


def writer(organisation, name):
    return SimpleNamespace(organisation_name=organisation, name=name)


@pytest.mark.parametrize(
    ("facts", "organisation", "name", "by"),
    [
        ({}, "Harbour Support", "Jo Marsh", "Jo Marsh"),
        ({}, "Women’s House", "Nurse", ""),
        ({}, "Seaview Surgery", "Dr Priya Shah", "Priya Shah"),
        ({"safe_contact": "Her brother must not know"}, "Harbour Support", "Jo Marsh", ""),
        ({"voicemail_words": "A first name"}, "Harbour Support", "Jo Marsh", ""),
    ],
)
def test_a_message_says_who_writes_unless_the_persons_answers_forbid_it(facts, organisation, name, by):
    ann = person(**facts)
    assert ways.sender(ann, writer(organisation, name)) == by
    assert ways.headed(ann, Way.TEXT, "Hello.", by=by) == (f"This is from {by}. Hello." if by else "Hello.")
    assert ways.headed(ann, Way.LETTER, "Hello.", by=by) == "Hello."
    assert ways.is_discreet(ann) is bool(facts)
    assert ways.signed(ann, "Dr Priya Shah") == ("Priya Shah" if facts else "Dr Priya Shah")


def test_what_is_looked_at_before_it_is_sent_is_what_each_open_way_brings():
    head = "This is from Jo Marsh. Hello."
    assert ways.as_read(person(), "Hello.", by="Jo Marsh") == {"Letter": "Hello.", "Text message or email": head}
    assert ways.as_read(person(never_by=["letter", "email"]), "Hello.", by="Jo Marsh") == {"Text message": head}
    nobody = person(never_by=["letter", "email", "text"])
    assert ways.as_read(nobody, "Hello.", by="Jo Marsh") == {"Letter": "Hello."}


def test_a_carer_is_told_of_whom_and_from_whom():
    assert ways.headed(person(**CARER), Way.TEXT, "Hello.", by="Jo Marsh") == "This is about Ann, from Jo Marsh. Hello."
