"""What a worker is asked about a note."""

import wtforms
from wtforms.validators import DataRequired, Length

from core.forms import Form, OnceForm, VersionField

LONGEST = 2_000  # characters


class NoteAnswers:
    """What a note says."""

    text = wtforms.TextAreaField(
        "Note",
        [
            DataRequired("Write the note"),
            Length(max=LONGEST, message=f"The note must be {LONGEST:,} characters or fewer"),
        ],
        description="Do not write about anybody whom you help. Their record is the place for that",
    )


class AddNoteForm(NoteAnswers, OnceForm):
    """A note that is not there yet."""


class ChangeNoteForm(NoteAnswers, Form):
    """A note as it stands, to be changed."""

    version = VersionField()


class RemoveNoteForm(Form):
    """Taking a note away."""

    version = VersionField()
