"""What pasted demographics are read as: right in every layout, and never somebody else's number, date or place."""

import datetime as dt
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from core.identifiers import NotValid, nhs_number
from core.identifiers.nhs_number import demonstration_number, spaced
from referrals.intake.paste.reading import LONGEST, read
from tests.referrals.intake.paste.letters import LETTERS
from tests.referrals.intake.paste.texts import MORE, TEXTS

TODAY = dt.date(2026, 11, 25)
CERTAIN = ("nhs_number", "date_of_birth", "postcode")


def reading(text: str, demonstration: bool = True):
    return read(text, demonstration=demonstration, today=TODAY)


@pytest.mark.parametrize("one", [*TEXTS, *MORE], ids=[one.layout for one in (*TEXTS, *MORE)])
def test_layouts(one):
    assert reading(one.text).found == one.found


@pytest.mark.parametrize("one", LETTERS, ids=[one.layout for one in LETTERS])
def test_in_whole_letters_and_tables_nothing_is_somebody_elses(one):
    found = reading(one.text).found
    assert {name: found[name] for name in (*CERTAIN, "telephone") if name in found} == one.found


def test_there_are_forty():
    assert len({one.text for one in TEXTS}) == 40


@pytest.mark.parametrize(
    ("text", "left", "doubt"),
    [
        ("Name: John Smith\nLikes gardening", "Likes gardening", ""),
        ("NHS No: 999 000 0019", "NHS No: 999 000 0019", "one or more of its digits are wrong"),
        ("NHS No: 999 000 0018\nNHS No: 999 000 0026", "NHS No: 999 000 0018\nNHS No: 999 000 0026", "more than one"),
        ("DOB: 13/02/21", "DOB: 13/02/21", "either century"),
        ("DOB: 31/02/1961", "DOB: 31/02/1961", "no date that a living person was born on"),
        ("DOB: 13/02/1961 (20y)", "DOB: 13/02/1961 (20y)", "do not fit each other"),
        ("DOB: 13/02/1961\nAge: 20", "DOB: 13/02/1961\nAge: 20", "do not fit each other"),
        ("Tel: 07700 900222 (son)", "Tel: 07700 900222 (son)", "may be somebody else’s"),
        ("Daughter’s postcode: PO1 3AX", "Daughter’s postcode: PO1 3AX", "somebody else’s"),
        ("Harbour Surgery, tel 023 9296 0444", "Harbour Surgery, tel 023 9296 0444", "may be a practice’s"),
        ("13/02/1961 PO5", "13/02/1961 PO5", "as the date of birth: nothing says that it is one"),
        ("Cell(X): 07700 900123", "Cell(X): 07700 900123", "nothing says that it is the person’s"),
        ("Ann (niece) 07700 900222", "Ann (niece) 07700 900222", "it may be somebody else’s"),
        ("NHS No: 999 000 0018 (wife)", "NHS No: 999 000 0018 (wife)", "An NHS number may be somebody else’s"),
        ("DOB: 1.2.25\nWife’s DOB: 01/02/1960", "DOB: 1.2.25\nWife’s DOB: 01/02/1960", "either century"),
        ("Husband: Joe\nName: Ivy Moss", "Husband: Joe\nName: Ivy Moss", "A name may be somebody else’s"),
        ("Re: Mr John Smith", "", ""),
        ("Re: Social Prescribing, NHS No: 999 000 0018", "Re: Social Prescribing", ""),
        ("Falls clinic 13/02/1961 (65y)", "Falls clinic 13/02/1961 (65y)", "another organisation is named beside it"),
        ("Harbour Surgery: Mr John Smith", "Harbour Surgery: Mr John Smith", ""),
        ("Name: JOHN SMITH", "", "“Smith” was taken as the family name"),
        ("x" * (LONGEST + 1), "x" * (LONGEST + 1), "Paste the person’s details only"),
    ],
)
def test_what_is_not_certain_stays_in_the_box_and_is_said(text, left, doubt):
    answer = reading(text)
    assert answer.left == left
    assert doubt in " ".join(answer.doubts) and bool(answer.doubts) is bool(doubt)


def test_a_number_is_never_torn():
    text = "9434765919,COLE,Bernard,M,19481103,12 Clarence Parade,Southsea,PO5 3NU"
    assert reading(text).left == "9434765919,,M,19481103"


def test_two_people_are_not_one():
    answer = reading("NHS No: 999 000 0018 DOB: 13/02/1961\nNHS No: 999 000 0026 DOB: 14/02/1961\nPostcode: PO5 1AB")
    assert answer.found == {} and "more than one person" in answer.doubts[0]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("NHS No: 401 023 2137", "401 023 2137"),
        ("NHS No: 999 000 0018", None),  # kept for tests
        ("NHS No: 101 010 1005", None),  # a range of Scotland
        ("NHS No: 320 000 0007", None),  # a range of Northern Ireland
        ("SMITH, John (Mr) 4010232137", "401 023 2137"),
        ("Hospital 4010232137", None),
        ("Ref 4010232137", None),
        ("+44 4010232137", None),
        ("4010232137 7", None),
        ("7700900000", None),  # the check digit is right, and so is the telephone
    ],
)
def test_in_earnest_only_numbers_of_england_count(written, found):
    assert reading(written, demonstration=False).found.get("nhs_number") == found


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("13-Feb-1961", dt.date(1961, 2, 13)),
        ("13 February 1961", dt.date(1961, 2, 13)),
        ("13th of February 1961", dt.date(1961, 2, 13)),
        ("February 13, 1961", dt.date(1961, 2, 13)),
        ("13.2.1961", dt.date(1961, 2, 13)),
        ("1961-02-13T00:00:00", dt.date(1961, 2, 13)),
        ("19610213", dt.date(1961, 2, 13)),
        ("13021961", dt.date(1961, 2, 13)),
        ("13 Feb 61", dt.date(1961, 2, 13)),
        ("03/04/1961 (65 yrs)", dt.date(1961, 4, 3)),  # the day comes first
        ("02/13/1961", None),
        ("13/02/2027", None),
        ("13/02/1861", None),
        ("01/02/19", None),
        ("13/02/1961/5", None),
    ],
)
def test_forms_of_a_birth_date(written, day):
    assert reading(f"DOB: {written}").found.get("date_of_birth") == day


# A layout is an order of facts and a way to write each.
WAYS = {
    "nhs_number": ["NHS No: {}", "NHS Number\t{}", "NHS no. {}", "NHS: {}"],
    "date_of_birth": ["DOB: {:%d/%m/%Y}", "Born {:%d-%b-%Y}", "Date of birth\t{:%d %B %Y}", "D.O.B. {:%Y-%m-%d}"],
    "postcode": ["Postcode: {}", "Post code\t{}", "Address: 12 High Street, Southsea, {}"],
    "telephone": ["Mobile: {}", "Tel: {}", "Telephone (mobile)\t{}"],
}
NOISE = [
    "Hospital No: 9990000026",
    "Registered: 01/02/2003",
    "Next appointment 02/12/2026",
    "Practice postcode: PO1 3AX",
    "Daughter’s mobile: 07700 900222",
    "Fax: 9990000034",
    "Last seen: 3 Mar 2020",
]
births = some.dates(dt.date(1900, 1, 1), TODAY)
values = some.fixed_dictionaries(
    {
        "nhs_number": some.integers(1, 400).map(demonstration_number).map(spaced),
        "date_of_birth": births,
        "postcode": some.sampled_from(["PO5 1AB", "SO14 7LY", "W1A 1HQ", "E1 6AN", "CR2 6XH"]),
        "telephone": some.integers(0, 999).map("07700 900{:03}".format),
    }
)


@settings(max_examples=60, deadline=None)
@given(values, some.data())
def test_what_is_in_a_layout_is_found_and_nothing_else(person, data):
    there = data.draw(some.lists(some.sampled_from(sorted(person)), unique=True))
    lines = [data.draw(some.sampled_from(WAYS[name])).format(person[name]) for name in there]
    lines += data.draw(some.lists(some.sampled_from(NOISE), unique=True))
    found = reading("\n".join(data.draw(some.permutations(lines)))).found
    assert {name: found[name] for name in (*CERTAIN, "telephone") if name in found} == {
        name: person[name] for name in there
    }


@settings(max_examples=60, deadline=None)
@given(
    some.integers(4_000_000_000, 7_999_999_999),
    some.sampled_from(
        ["Tel: {}", "Mobile {}", "Home phone\t{}", "Work: {}", "Next of kin: Anna\nMobile: {}", "Fax {}"]
    ),
    some.booleans(),
)
@example(7_700_900_000, "Mobile {}", False)
def test_a_telephone_is_never_an_nhs_number(number, way, grouped):
    written = spaced(str(number)) if grouped else str(number)
    assert "nhs_number" not in reading(way.format(written), demonstration=False).found


SCRAPS = (
    *("NHS No", "DOB", "Tel", ":", " ", "\t", "\n", "SMITH, ", "John", "13/02/1961", "999 000 0018", "PO5 1AB"),
    *("(", ")", "|", "7", "Mr ", "Surgery", "Address", "@", "a.b@c.example", "ß", "’", "65y", "next of kin"),
)


@settings(max_examples=80, deadline=None)
@given(
    some.lists(
        some.sampled_from(SCRAPS),
        max_size=30,
    ).map("".join)
    | some.text(max_size=80)
)
def test_anything_can_be_pasted(text):
    answer = reading(text)
    number = answer.found.get("nhs_number")
    assert number is None or nhs_number.parse(number, True)
    assert len(answer.left) <= len(text)


def test_the_number_of_the_examples_would_pass_as_an_nhs_number():
    """Else the tests above would show nothing."""
    for number in ("7700900000", "4010232137"):
        assert nhs_number.parse(number, False) == number
    with pytest.raises(NotValid):
        nhs_number.parse("9990000018", False)


@pytest.mark.parametrize(
    "unit",
    [*("a", "1", " ", "\t", "\n", "a ", "1 ", "A1 ", "nhs ", "NHS 1 ", "dob ", "1/", "1-1-", "Mr A ", "a:", "a a a a:"),
    *("a@", "a.", "0", "07700 900123 ", "PO5 1AB ", "(", "Smith, ", "13/02/1961 ", "999 000 0018 ", "address\n"),
    *("surgery ", "+", "next of kin ", "07700 900123\n", "PO5 1AB 07700 900123 ", "13/02/1961 PO5 1AB\n", '",', "m,")],
)  # fmt: skip
def test_nothing_takes_long(unit):
    """As much as a form may bring, also past what is read: the processor’s time goes in step with the text."""
    text = (unit * 60_000)[:60_000]
    begun = time.process_time()
    reading(text)
    reading(text[:LONGEST])
    assert time.process_time() - begun < 1


TRAPS = (
    "Harbour Surgery, 1 Quay Street, Portsmouth PO1 3AX. Tel: 023 9296 0444",
    "Dr A Jones, 023 9296 0444",
    "Next of kin: Anna Smith, 99 Other Road, PO16 7XX, 07700 900222, DOB 01/01/1990",
    "Next of kin\nName: Anna Smith\nDOB: 01/01/1990\nNHS No: 999 000 4013\nPostcode: PO16 7XX\nTel: 07700 900222\n",
    "His wife (dob 01/01/1990, NHS 999 000 4013) can be rung on 07700 900222",
    "Please ring me on 07700 900222",
    "Kind regards\nSam Reed\n07700 900222",
    "GP: Dr A Jones\nTel: 023 9296 0444\nPostcode: PO1 3AX\n",
    "Practice\tHarbour Surgery\tTel\t023 9296 0444\tPostcode\tPO1 3AX",
    "Support worker: Kim, tel 07700 900222",
)


@settings(max_examples=60, deadline=None)
@given(values, some.data())
def test_whatever_stands_around_it_nothing_is_somebody_elses(person, data):
    there = data.draw(some.lists(some.sampled_from(sorted(person)), unique=True))
    lines = [data.draw(some.sampled_from(WAYS[name])).format(person[name]) for name in there]
    between = data.draw(some.sampled_from(["\n", "\n\n", " ", "  ", "\t", ", ", "; ", " | ", ". "]))
    lines += data.draw(some.lists(some.sampled_from([one for one in TRAPS if "\n" in between or "\n" not in one])))
    found = reading(between.join(data.draw(some.permutations(lines)))).found
    said = {name: found[name] for name in (*CERTAIN, "telephone") if name in found}
    assert said.items() <= {name: person[name] for name in there}.items()
