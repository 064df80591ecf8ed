"""The kinds of question that the listing form is made of."""

import wtforms
from wtforms import SelectChoice
from wtforms.validators import Length

from core.fields import named
from directory.listings.fields import KeptField


class NoLonger(Length):
    """A limit for what is typed; what stands there already may stay, however long it is."""

    def __call__(self, form, field):
        if field.data != field.object_data:
            super().__call__(form, field)


def at_most(length: int, name: str) -> Length:
    """A limit, in characters, that says whose it is."""
    return NoLonger(max=length, message=f"{named(name)} must be {length:,} characters or fewer")


def area(label: str, hint: str = "", length: int = 2_000):
    """A question with room for paragraphs."""
    return wtforms.TextAreaField(label, [at_most(length, label)], description=hint)


def line(label: str, hint: str = "", length: int = 200):
    """A question with room for a line."""
    return wtforms.StringField(label, [at_most(length, label)], description=hint)


def kept(label: str, parse, hint: str = "", show=None):
    """An identifier that `parse` reads and `show` says; see KeptField."""
    return KeptField(label, [at_most(2_000, label)], parse=parse, show=show, description=hint)


def choices(words: dict[str, str]) -> list[SelectChoice]:
    """The choices of a question: {value: label}."""
    return [SelectChoice(value, label) for value, label in words.items()]
