"""What is asked before a shortlist leaves the screen: in which form, with which notes, to whom."""

import uuid
from collections.abc import Sequence
from types import SimpleNamespace

import wtforms
from wtforms import SelectChoice
from wtforms.fields.choices import enum_coerce
from wtforms.validators import DataRequired, Length

from core.fields import Chosen, IdentifierField
from core.forms import Form, OnceForm, OnceKeyField
from core.identifiers import email_address, postcode
from directory.search.shortlists.chosen import NOTE_FIELD, note_field
from directory.search.shortlists.words import PRINTS, Handed

LONGEST_NOTE = 500  # characters
CHOOSE_PRINT = "Choose how it should be printed"
ASK = {
    Handed.ORDINARY: "Ordinary print",
    Handed.LARGE: "Large print",
    Handed.PLAIN: "Plain text, for an email, a screen reader or a text relay",
}


class NotesForm(Form):
    """A note for all of the listings, and one on each; made for certain listings by `for_listings`."""

    note = wtforms.TextAreaField(
        "Note for all of the groups (optional)",
        [Length(max=LONGEST_NOTE, message=f"The note must be {LONGEST_NOTE} characters or fewer")],
    )

    @property
    def note_fields(self) -> list[wtforms.Field]:
        """The notes on each listing, in order."""
        return [field for field in self if field.name.startswith(NOTE_FIELD)]

    def notes(self) -> dict[uuid.UUID, str]:
        """The notes that were typed, by the id of the listing."""
        return {uuid.UUID(field.name.removeprefix(NOTE_FIELD)): field.data for field in self.note_fields if field.data}


class LetterForm(NotesForm):
    """A letter to print or to save. Its key counts it once however often the page is loaded again."""

    once_key = OnceKeyField()
    how = wtforms.RadioField(
        "How would you like it?",
        [Chosen(CHOOSE_PRINT)],
        choices=[SelectChoice(how.value, ASK[how]) for how in PRINTS],
        coerce=enum_coerce(Handed),
        validate_choice=False,
        invalid_value_message=CHOOSE_PRINT,
        default=Handed.ORDINARY,
    )
    name = wtforms.StringField(
        "Who is it for? (optional)",
        [Length(max=100, message="The name must be 100 characters or fewer")],
        description="Printed at the top. We do not keep it",
    )
    postcode = IdentifierField(
        "Where do they set out? (optional)",
        description="A full postcode, to say how far each place is and in which direction. We do not keep it",
        parse=postcode.parse,
    )

    def validate_how(self, field):
        if field.data not in PRINTS:
            raise wtforms.validators.StopValidation(CHOOSE_PRINT)


class ShareForm(NotesForm, OnceForm):
    """A link that anyone can open who has it."""


class SendForm(NotesForm, OnceForm):
    """The letter, sent to an address that is used once."""

    email = IdentifierField(
        "Email address",
        [DataRequired("Enter the email address to send it to")],
        description="Used once for this message",
        parse=email_address.parse,
    )


def for_listings(kind: type[NotesForm], listings: Sequence) -> NotesForm:
    """A form of this kind that asks for a note on each of `listings` too."""
    asked = {
        note_field(one.id): wtforms.TextAreaField(
            f"Note on {one.name} (optional)",
            [Length(max=LONGEST_NOTE, message=f"The note on {one.name} must be {LONGEST_NOTE} characters or fewer")],
        )
        for one in listings
    }
    return type(kind.__name__, (kind,), asked)(obj=SimpleNamespace())
