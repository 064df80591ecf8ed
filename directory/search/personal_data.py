"""What in a text would tell who a person is: refused in notes that others read, left out of what is counted."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

import nhs_number
import phonenumbers

from core.identifiers.telephone import DRAMA, HOME

_EMAIL = re.compile(r"\S+@\S+")
# Ten digits as the NHS and people group them; longer runs are something else.
_TEN_DIGITS = re.compile(r"(?<![0-9])(?:[0-9][ -]?){9}[0-9](?![0-9])")
_DIGITS = re.compile(r"\+?[0-9][0-9 ()\-./]{6,}[0-9]")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DATE = re.compile(
    r"""(?<![0-9])(?:
      (?P<iso>(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])
    | (?P<day>[0-3]?[0-9]) (?P<sign>[./-]) (?P<month>[01]?[0-9]) (?P=sign) (?P<year>(?:19|20)?[0-9]{2})
    | (?P<nth>[0-3]?[0-9])(?:st|nd|rd|th)?\s+(?:of\s+)?
      (?P<named>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,?\s+(?P<in>(?:19|20)?[0-9]{2})
    )(?![0-9])""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBER = re.compile(r"\S*\d\S*")


def refusal(text: str | None, *, today: date) -> str | None:
    """What to say of a text that would tell who somebody is; None where nothing of the kind is found.

    Looked for: e-mail addresses, NHS numbers (ten digits whose last one checks, however they are grouped), telephone
    numbers that could be rung in Britain, and dates before `today`, which are read as dates of birth. Names cannot
    be told from other words: the page asks people to leave them out.
    """
    plain = unicodedata.normalize("NFKC", text or "")
    for what, stands_in in _KINDS.items():
        if stands_in(plain, today):
            return f"There seems to be {what} in this. Take it out: nothing here may tell who somebody is"
    return None


def without(text: str) -> str:
    """The words of `text` that tell nobody's identity: no e-mail addresses, postcodes or anything with digits in it."""
    text = unicodedata.normalize("NFKC", text)
    for pattern in (_EMAIL, _NUMBER):
        text = pattern.sub(" ", text)
    return " ".join(text.split())


def _has_email(text: str, _today: date) -> bool:
    return bool(_EMAIL.search(text))


def _has_nhs_number(text: str, _today: date) -> bool:
    runs = (re.sub("[ -]", "", found) for found in _TEN_DIGITS.findall(text))
    return any(nhs_number.is_valid(run) and len(set(run)) > 1 for run in runs)


def _has_telephone(text: str, _today: date) -> bool:
    if any(phonenumbers.PhoneNumberMatcher(text, HOME)):
        return True
    runs = (re.sub("[^0-9]", "", found) for found in _DIGITS.findall(text))
    return any(DRAMA.fullmatch(run.removeprefix("0044").removeprefix("44").removeprefix("0")) for run in runs)


def _has_past_date(text: str, today: date) -> bool:
    return any((day := _read(found)) and day < today for found in _DATE.finditer(text))


def _read(found: re.Match) -> date | None:
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        if found["named"]:
            return date(_year(found["in"]), _MONTHS.index(found["named"].lower()) + 1, int(found["nth"]))
        return date(_year(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _year(text: str) -> int:
    """Of two figures the year in the last century: that is how dates of birth are written short."""
    return int(text) if len(text) == 4 else 1900 + int(text)


_KINDS: dict[str, Callable[[str, date], bool]] = {
    "an email address": _has_email,
    "an NHS number": _has_nhs_number,
    "a telephone number": _has_telephone,
    "a date of birth": _has_past_date,
}
