"""Fields that WTForms does not have: dates in three boxes, the identifiers of core.identifiers, and files."""

import datetime as dt
import re
from collections.abc import Callable

import wtforms
from flask import request
from wtforms.validators import ValidationError

from core.identifiers import NotValid

DIGITS = re.compile(r"[0-9]{1,4}")
NO_DATE = "{name} must be a real date, like {example}"
OPTIONAL = " (optional)"


def named(label: str) -> str:
    """What an error calls the answer under this label: of "Starts (optional)" it is "Starts", of a question "This"."""
    name = label.removesuffix(OPTIONAL)
    return "This" if name.endswith("?") else name


class DateField(wtforms.Field):
    """A date in three boxes, posted as NAME-day, NAME-month and NAME-year; what was typed is kept as typed.

    `example` is a date of the kind that is asked for.
    """

    parts = ("day", "month", "year")

    def __init__(self, label=None, validators=None, *, earliest=1880, example="27 3 1985", **kwargs):
        super().__init__(label, validators, **kwargs)
        self.earliest, self.example = earliest, example
        self.typed: dict[str, str] = {}

    def process(self, formdata, data=wtforms.utils.unset_value, extra_filters=None):
        super().process(None, data, extra_filters)
        if formdata is None:
            return
        self.typed = {part: formdata.get(f"{self.name}-{part}", "").strip()[:20] for part in self.parts}
        self.raw_data = [text for text in self.typed.values() if text]
        self.data = self._date() if self.raw_data else None

    def _date(self) -> dt.date | None:
        try:
            if not all(DIGITS.fullmatch(text) for text in self.typed.values()):
                raise ValueError
            date = dt.date(*(int(self.typed[part]) for part in ("year", "month", "day")))
            if date.year < self.earliest:
                raise ValueError
        except ValueError:
            self.process_errors = [NO_DATE.format(name=named(self.label.text), example=self.example)]
            return None
        return date

    def shown(self) -> dict[str, str]:
        """What stands in the three boxes."""
        if any(self.typed.values()) or self.data is None:
            return self.typed
        return {"day": str(self.data.day), "month": str(self.data.month), "year": str(self.data.year)}


class IdentifierField(wtforms.StringField):
    """A text that one of core.identifiers understands: `data` is its normal form, what was typed stays in the box."""

    def __init__(self, label=None, validators=None, *, parse: Callable[[str], str], show=None, **kwargs):
        super().__init__(label, validators, **kwargs)
        self.parse = parse
        self.show = show or (lambda value: value)
        self.typed: str | None = None

    def process_formdata(self, valuelist):
        if valuelist:
            self.typed = self.data = valuelist[0]

    def pre_validate(self, form):
        if not self.typed:  # what was not sent stays what it is, in its normal form already
            return
        try:
            self.data = self.parse(self.data)
        except NotValid as problem:
            raise ValidationError(str(problem)) from None

    def _value(self):
        if self.typed is not None:
            return self.typed
        return self.show(self.data) if self.data else ""


class FileUpload(wtforms.FileField):
    """A file of `largest` bytes at most; its content is read once, and its name comes without folders."""

    def __init__(self, label=None, validators=None, *, largest: int, **kwargs):
        super().__init__(label, validators, **kwargs)
        self.largest = largest

    def process_formdata(self, _valuelist):
        upload = request.files.get(self.name)
        self.data = upload if upload and upload.filename else None

    def pre_validate(self, form):
        if self.data is None:
            raise wtforms.validators.StopValidation("Choose a file")

    def content(self) -> bytes:
        """The file's bytes, one more than may be at most."""
        self.data.stream.seek(0)
        return self.data.stream.read(self.largest + 1)

    def file_name(self) -> str:
        """Its name on the sender's computer, without folders."""
        return self.data.filename.replace("\\", "/").rpartition("/")[2]


class Chosen:
    """The validator of a choice that must be made, with our words."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __call__(self, form, field):
        if not field.data:
            # Nothing chosen is not also a wrong choice; but what was typed and is no date is told as that.
            if not any(field.raw_data or ()):
                field.errors = []
            raise wtforms.validators.StopValidation(self.words)
