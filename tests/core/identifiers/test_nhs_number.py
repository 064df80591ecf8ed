"""The check digit, the ranges and the way of writing of NHS numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identifiers import NotValid, nhs_number

# Computed from the rule in the NHS Data Dictionary; python-stdnum and nhs-number agree.
FIRST_TWELVE = [
    "9990000018",
    "9990000026",
    "9990000034",
    "9990000042",
    "9990000050",
    "9990000069",
    "9990000077",
    "9990000085",
    "9990000093",
    "9990000107",
    "9990000115",
    "9990000123",
]


def by_the_rule(nine: str) -> str | None:
    """The whole number that the Data Dictionary's rule makes of nine digits, or None where it makes none."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    return None if check == 10 else f"{nine}{0 if check == 11 else check}"


def numbers(starts: list[str]):
    """Well-formed numbers that begin with one of `starts`."""
    nine = st.sampled_from(starts).flatmap(
        lambda start: st.from_regex(rf"{start}[0-9]{{{9 - len(start)}}}", fullmatch=True)
    )
    return nine.map(by_the_rule).filter(lambda number: number and len(set(number)) > 1)


ISSUED = numbers(["4", "6", "7"])
MADE_UP = numbers(["999"])


@given(ISSUED)
def test_production_takes_every_well_formed_number_of_the_issued_ranges(number):
    assert nhs_number.parse(number, demonstration=False) == number


@given(MADE_UP)
def test_a_demonstration_takes_every_well_formed_999_number(number):
    assert nhs_number.parse(number, demonstration=True) == number


@given(ISSUED)
def test_a_demonstration_refuses_a_number_that_could_be_someones(number):
    with pytest.raises(NotValid, match="demonstration"):
        nhs_number.parse(number, demonstration=True)


@given(numbers(["9"]))
def test_production_refuses_test_numbers(number):
    with pytest.raises(NotValid, match="begin with 9"):
        nhs_number.parse(number, demonstration=False)


@given(MADE_UP, st.integers(3, 9), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number, place, difference):
    wrong = number[:place] + str((int(number[place]) + difference) % 10) + number[place + 1 :]
    with pytest.raises(NotValid, match="digits are wrong"):
        nhs_number.parse(wrong, demonstration=True)


@given(MADE_UP, st.integers(0, 8))
def test_two_neighbours_exchanged_are_noticed(number, place):
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if wrong != number:
        with pytest.raises(NotValid, match="digits are wrong"):
            nhs_number.parse(wrong, demonstration=True)


@given(MADE_UP)
def test_the_printed_form_reads_back(number):
    printed = nhs_number.spaced(number)
    assert [len(group) for group in printed.split(" ")] == [3, 3, 4]
    assert nhs_number.parse(printed, demonstration=True) == number
    assert nhs_number.parse(printed.replace(" ", "-"), demonstration=True) == number
    assert nhs_number.parse(" ".join(number), demonstration=True) == number


@pytest.mark.parametrize("digit", "0123456789")
@pytest.mark.parametrize("demonstration", [True, False])
def test_ten_equal_digits_are_no_number(digit, demonstration):
    with pytest.raises(NotValid):
        nhs_number.parse(digit * 10, demonstration)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Enter an NHS number of 10 digits"),
        ("999 000 001", "has 10 digits, and this has 9"),
        ("999 000 00181", "has 10 digits, and this has 11"),
        ("999 000 001O", "only digits"),
        ("٩٩٩٠٠٠٠٠١٨", "English keyboard"),
        ("９９９００００0１８", "English keyboard"),
        ("999 000 0019", "digits are wrong"),
    ],
)
def test_the_answer_says_what_is_wrong(text, words):
    with pytest.raises(NotValid, match=words):
        nhs_number.parse(text, demonstration=True)


def test_demonstration_numbers_count_upwards_from_the_first():
    assert [nhs_number.demonstration_number(n) for n in range(1, 13)] == FIRST_TWELVE


@given(st.integers(1, 3000))
def test_demonstration_numbers_are_taken_by_demonstrations(n):
    assert nhs_number.parse(nhs_number.demonstration_number(n), demonstration=True)


@pytest.mark.parametrize("n", [0, -1])
def test_demonstration_numbers_are_counted_from_one(n):
    with pytest.raises(ValueError, match="from 1"):
        nhs_number.demonstration_number(n)
