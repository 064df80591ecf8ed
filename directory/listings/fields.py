"""Fields of the listing form: numbers, times of day, and identifiers that may stay as they stand already."""

import datetime as dt
import math
import re

import wtforms
from wtforms.validators import ValidationError

from core.fields import IdentifierField, named
from core.identifiers import NotValid
from core.templating import hour

_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm)?")
_NAMED = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
_NUMBER = re.compile(r"-?\d{1,7}(?:\.(?P<part>\d{1,9}))?", re.ASCII)


def time_of_day(text: str) -> str:
    """10:30 from "10.30am", "10:30" or "10.30"; a bare hour needs am or pm, or to be past noon. Raises NotValid."""
    words = text.strip().lower()
    found = _TIME.fullmatch(words)
    if words in _NAMED:
        return _NAMED[words]
    if not found or not (found["minute"] or found["half"]):
        raise NotValid("Enter a time, like 10am or 2:30pm")
    hours, minutes = int(found["hour"]), int(found["minute"] or 0)
    if hours > (12 if found["half"] else 23) or minutes > 59 or (found["half"] and hours == 0):
        raise NotValid("Enter a time that exists, like 10am or 2:30pm")
    if found["half"]:
        hours = hours % 12 + (12 if found["half"] == "pm" else 0)
    return f"{hours:02}:{minutes:02}"


def spoken_time(text: str) -> str:
    """10:30am of 10:30."""
    return hour(dt.time.fromisoformat(text))


class KeptField(IdentifierField):
    """An identifier; what stands in the listing already may stay, good or not, until somebody mends it."""

    def pre_validate(self, form):
        if self.typed is not None and self.typed == (self.object_data or ""):
            self.data = self.typed
            return
        super().pre_validate(form)


class NumberField(wtforms.StringField):
    """A number from `lowest` to `highest`; None where nothing is typed. What stands in the listing already may stay."""

    def __init__(self, label=None, validators=None, *, lowest=0, highest=1_000_000, whole=False, decimals=2, **kwargs):
        super().__init__(label, validators, **kwargs)
        self.lowest, self.highest, self.whole, self.decimals = lowest, highest, whole, decimals
        self.typed: str | None = None

    def process_formdata(self, valuelist):
        if valuelist:
            self.typed = self.data = valuelist[0]

    def pre_validate(self, form):
        if self.typed is None:
            return
        if self.typed == self._shown(self.object_data):
            self.data = self.object_data
            return
        words = self.typed.replace("£", "").replace(",", "").strip()
        number = float(words) if self._is_number(words) else math.nan
        good = self.lowest <= number <= self.highest and (not self.whole or number.is_integer())
        if words and not good:
            kind = "a whole number" if self.whole else "an amount" if self.decimals == 2 else "a number"
            raise ValidationError(f"{named(self.label.text)} must be {kind} from {self.lowest} to {self.highest:,}")
        self.data = (int(number) if number.is_integer() else number) if words else None

    def _is_number(self, words: str) -> bool:
        found = _NUMBER.fullmatch(words)
        return bool(found) and len(found["part"] or "") <= self.decimals

    def _shown(self, number: float | None) -> str:
        return "" if number is None else f"{number:.{max(self.decimals, 2)}f}".rstrip("0").rstrip(".")

    def _value(self):
        return self.typed if self.typed is not None else self._shown(self.data)
