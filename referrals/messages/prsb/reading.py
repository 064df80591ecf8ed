"""How people read an element of the standard: its code in words, a date as it is spoken, its place in a few names."""

import datetime as dt
from collections.abc import Callable

from core.identifiers import nhs_number
from core.templating import day, moment
from referrals.people.words import Ethnicity

FREE_TEXT = " › Free text"
# How many of the names that lead to an element are read; the section's own is the heading above it.
NAMES = 2
CODES = {
    "Gender": {"1": "Male", "2": "Female", "9": "Non-binary or another gender", "X": "Not known or not said"},
    "Ethnicity": {code.value: code.words for code in Ethnicity},
    "Carer Status": {"224484003": "Is a carer"},
    "NHS number status indicator": {"02": "Present, not traced"},
    "Preferred contact method": {
        "1": "Letter",
        "2": "Visit",
        "3": "Telephone",
        "4": "Email",
        "8": "Not by telephone",
        "9": "Text message",
    },
}
SHOWN: dict[str, Callable[[str], str]] = {
    "Date of birth": lambda text: day(dt.date.fromisoformat(text)),
    "Date": lambda text: moment(dt.datetime.fromisoformat(text)),
    "NHS number": nhs_number.spaced,
}


def label(place: str) -> str:
    """The last names that lead to `place`, without the standard's word for any text."""
    return " › ".join(place.removesuffix(FREE_TEXT).split(" › ")[-NAMES:])


def value(place: str, text: str) -> str:
    """What stands at `place`, in words; text that is no code stays as it is."""
    name = place.rsplit(" › ", 1)[-1]
    if name in SHOWN:
        return SHOWN[name](text)
    return CODES.get(name, {}).get(text, text)
