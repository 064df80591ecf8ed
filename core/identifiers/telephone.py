"""Telephone numbers as people in England write them, kept in the form that dials everywhere."""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, shortnumberinfo

from core.identifiers.not_valid import NotValid
from core.identifiers.typed import plain

ASK = "Enter a telephone number, like 01632 960 001 or 07700 900 982"
HOME = "GB"
LONGEST = 35

# Ofcom keeps these for drama, and the library rightly says that nobody has them; demonstrations are made of them.
# The ranges were written down from memory, and phonenumbers 9.0 agrees that they are not in use.
DRAMA = re.compile(r"7700900[0-9]{3}|1632960[0-9]{3}")

_WRITTEN = re.compile(
    r"(?P<number>[+(]?[0-9][0-9 ().\-/]*)"
    r"(?:(?:;ext=|[ ,;]*(?:extension|extn|ext|x|\#)[.: ]*)(?P<extension>[0-9]{1,7}))?",
    re.IGNORECASE,
)


_IN_TEXT = re.compile(r"(?<![0-9])(?:\+44 ?|0)[0-9](?: ?[0-9]){7,9}(?! ?[0-9])")


def parse(text: str, *, short: bool = False) -> str:
    """The number as E.164, such as `+441632960001`, with `;ext=12` behind it where it has an extension (RFC 3966).

    At most 35 characters, the length the PRSB standard allows. Numbers without a country are British. `short` also
    takes the short numbers that anyone in Britain can ring, such as 111 or 116 123; they stay as their digits.
    Raises NotValid for anything that cannot be rung, and for two numbers in one.
    """
    written = _WRITTEN.fullmatch(plain(text, longest=60, ask=ASK))
    if not written:
        raise NotValid(f"Enter one telephone number and nothing else. {ASK}")
    number = _understood(written["number"])
    if short and _is_short(number) and not written["extension"]:
        return str(number.national_number)
    if not _can_be_rung(number):
        raise NotValid(f"This telephone number is not complete, or has a wrong digit. {ASK}")
    return _kept(number, written["extension"])


def _understood(written: str) -> PhoneNumber:
    try:
        return phonenumbers.parse(written, HOME)
    except phonenumbers.NumberParseException:
        raise NotValid(f"This is not a telephone number. {ASK}") from None


def _is_short(number: PhoneNumber) -> bool:
    return not number.italian_leading_zero and shortnumberinfo.is_valid_short_number_for_region(number, HOME)


def _can_be_rung(number: PhoneNumber) -> bool:
    drama = number.country_code == 44 and DRAMA.fullmatch(str(number.national_number))
    return bool(drama) or phonenumbers.is_valid_number(number)


def _kept(number: PhoneNumber, extension: str | None) -> str:
    kept = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{kept};ext={extension}" if extension else kept


def spoken(kept: str) -> str:
    """A parsed number as people read it out: `01632 960001 extension 12`, with its country if that is not Britain."""
    number, _, extension = kept.partition(";ext=")
    shown = _grouped(number)
    return f"{shown} extension {extension}" if extension else shown


def _grouped(number: str) -> str:
    if not number.startswith("+"):
        return f"{number[:3]} {number[3:]}".rstrip()
    understood = phonenumbers.parse(number)
    home = understood.country_code == 44
    return phonenumbers.format_number(
        understood, PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    )


def found_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a telephone number stands in a text, from where to where, and what it is, parsed."""
    for match in _IN_TEXT.finditer(text):
        try:
            yield *match.span(), parse(match.group())
        except NotValid:
            continue


def link(kept: str) -> str:
    """The address that rings a parsed number from a page: `tel:+441632960001;ext=12` (RFC 3966)."""
    return f"tel:{kept}"
