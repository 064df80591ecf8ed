"""What an editor is asked about a collection and about a listing in it."""

import uuid
from types import SimpleNamespace

import wtforms
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length

from core.forms import Form, OnceForm, VersionField

FIRST = "First"


class CollectionAnswers:
    """What is asked of every collection."""

    name = wtforms.StringField(
        "Name",
        [
            DataRequired("Enter the name of the collection"),
            Length(max=100, message="Name must be 100 characters or fewer"),
        ],
        description="For example, Getting out after a bereavement",
    )
    introduction = wtforms.TextAreaField(
        "Introduction",
        [Length(max=4_000, message="The introduction must be 4,000 characters or fewer")],
        description="Whom it is for, and how it may help. Everyone can read this",
    )


class NewCollectionForm(CollectionAnswers, OnceForm):
    """A collection that is not there yet."""


class ChangeCollectionForm(CollectionAnswers, Form):
    """A collection as it stands, to be changed."""

    version = VersionField()


class RemoveForm(Form):
    """Taking a collection away, or a listing out of it."""

    version = VersionField()


def _line():
    return wtforms.StringField(
        "Why it is in this collection (optional)",
        [Length(max=300, message="The line must be 300 characters or fewer")],
        description="A line that everyone can read beside the listing",
    )


class AddItemForm(OnceForm):
    """A listing that is to be in the collection."""

    line = _line()


class ChangeItemForm(Form):
    """A listing in a collection: its line, and where it stands."""

    version = VersionField()
    line = _line()
    after_id = wtforms.SelectField("Where it stands", coerce=lambda value: uuid.UUID(value) if value else None)

    def __init__(self, item) -> None:
        others = [one for one in item.collection.items if one is not item]
        before = [one for one in others if one.sequence < item.sequence]
        place = str(before[-1].id) if before else ""
        super().__init__(obj=SimpleNamespace(line=item.line, version=item.collection.version), after_id=place)
        after = [SelectChoice(str(one.id), f"After {one.service.name}") for one in others]
        self.after_id.choices = [SelectChoice("", FIRST), *after]
