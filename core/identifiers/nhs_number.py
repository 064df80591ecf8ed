"""NHS numbers: ten digits, the last of which checks the others."""

from collections.abc import Iterator
from itertools import islice

import nhs_number as library

from core.identifiers.not_valid import NotValid
from core.identifiers.typed import plain

EXAMPLE = "999 000 0018"
ASK = f"Enter an NHS number of 10 digits, like {EXAMPLE}"
DEMONSTRATION_PREFIX = "999"


def parse(text: str, demonstration: bool) -> str:
    """The ten digits of `text`, in which spaces and hyphens may stand anywhere.

    The check digit is the modulus 11 of the NHS Data Dictionary (NHS NUMBER). It alone would pass ten equal
    digits, so those are refused here. Numbers that begin with 9 are kept for tests and never issued: a
    demonstration takes only those that begin with 999, and every other installation refuses them all. The
    number is well formed, not traced: that it belongs to this person is for a tracing service to say.
    Raises NotValid.
    """
    digits = plain(text, longest=30, ask=ASK).replace(" ", "").replace("-", "")
    if not digits.isdigit():
        raise NotValid(f"An NHS number has only digits in it. {ASK}")
    if len(digits) != 10:
        raise NotValid(f"An NHS number has 10 digits, and this has {len(digits)}. {ASK}")
    if not _checks(digits):
        raise NotValid("This is not an NHS number: one or more of its digits are wrong. Check it and enter it again")
    _refuse_range(digits, demonstration)
    return digits


def _checks(digits: str) -> bool:
    return len(set(digits)) > 1 and library.is_valid(digits)


def _refuse_range(digits: str, demonstration: bool) -> None:
    if demonstration and not digits.startswith(DEMONSTRATION_PREFIX):
        raise NotValid(f"This is a demonstration: enter a made-up NHS number that begins with 999, like {EXAMPLE}")
    if not demonstration and digits.startswith("9"):
        raise NotValid("NHS numbers that begin with 9 are for tests only. Check it and enter it again")


def spaced(digits: str) -> str:
    """The ten digits in groups of 3, 3 and 4, as the NHS prints them."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def demonstration_number(n: int) -> str:
    """The `n`th well-formed number from 999 000 0000 upwards; the first, `n` = 1, is 999 000 0018.

    It counts its way up, so it is meant for the first few thousand. Raises ValueError if `n` is below 1 or
    above the numbers there are (about 909,000).
    """
    if n < 1:
        raise ValueError("demonstration numbers are counted from 1")
    found = next(islice(_demonstration_numbers(), n - 1, None), None)
    if found is None:
        raise ValueError(f"there are not {n} demonstration numbers")
    return found


def _demonstration_numbers() -> Iterator[str]:
    for middle in range(1_000_000):
        stem = f"{DEMONSTRATION_PREFIX}{middle:06d}"
        check = library.calculate_checksum(stem)
        if check != 10 and _checks(f"{stem}{check}"):
            yield f"{stem}{check}"
