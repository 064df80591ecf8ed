"""Questions whose answer is one of our coded words, and the short texts that a record is made of."""

import wtforms
from wtforms.fields.choices import SelectChoice, SelectMultipleField, enum_coerce
from wtforms.validators import Length

from core.fields import Chosen, named
from core.worded import Worded

LONGEST_TEXT = 10_000


def options(codes) -> list[SelectChoice]:
    """The choices of a question: every code with its words."""
    return [SelectChoice(code.value, code.words) for code in codes]


def one_of(codes: type[Worded], label: str, ask: str, *, optional: bool = False, **kwargs) -> wtforms.RadioField:
    """One of `codes`, as a member of it; `ask` is said where none, or none of ours, was chosen."""
    return wtforms.RadioField(
        label,
        [] if optional else [Chosen(ask)],
        choices=options(codes),
        coerce=enum_coerce(codes),
        validate_choice=False,  # coerce takes nothing but a code
        invalid_value_message=ask,
        **kwargs,
    )


def some_of(codes: type[Worded], label: str, ask: str, *, optional: bool = False, **kwargs) -> SelectMultipleField:
    """Any number of `codes`, at least one unless `optional`."""
    return SelectMultipleField(
        label,
        [] if optional else [Chosen(ask)],
        choices=options(codes),
        coerce=enum_coerce(codes),
        validate_choice=False,
        invalid_value_message=ask,
        **kwargs,
    )


def from_list(codes: type[Worded], label: str, ask: str) -> wtforms.SelectField:
    """One of many `codes`, chosen from a list that folds away; None where none was."""
    return wtforms.SelectField(
        label,
        choices=[SelectChoice("", ask), *options(codes)],
        coerce=lambda code: codes(code) if code else None,
        validate_choice=False,
        invalid_value_message=f"{ask} from the list",
    )


def text(label: str, *, longest: int = LONGEST_TEXT, ask: str = "", **kwargs) -> wtforms.TextAreaField:
    """Some sentences, at most `longest` characters; an answer is needed if there are words to `ask` for it."""
    return wtforms.TextAreaField(label, _checks(label, longest, ask), **kwargs)


def line(label: str, *, longest: int, ask: str = "", **kwargs) -> wtforms.StringField:
    """One line of text, at most `longest` characters; an answer is needed if there are words to `ask` for it."""
    return wtforms.StringField(label, _checks(label, longest, ask), **kwargs)


def _checks(label: str, longest: int, ask: str) -> list:
    length = Length(max=longest, message=f"{named(label)} must be {longest:,} characters or fewer")
    return [Chosen(ask), length] if ask else [length]
