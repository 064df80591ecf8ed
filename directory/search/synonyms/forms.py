"""What an editor is asked about words that mean the same."""

from types import SimpleNamespace

import wtforms
from wtforms.validators import DataRequired, Length

from core.forms import Form, OnceForm, VersionField


class SynonymAnswers:
    """The words, each on a line."""

    words = wtforms.TextAreaField(
        "Words and phrases that mean the same",
        [
            DataRequired("Enter the words and phrases, each on a line of its own"),
            Length(max=1_000, message="The words must be 1,000 characters or fewer"),
        ],
        description="Each on a line of its own. Who searches for one of them finds what has any of them",
    )

    def answers(self) -> dict:
        """The words as a list."""
        return super().answers() | {"words": self.words.data.splitlines()}


class NewSynonymsForm(SynonymAnswers, OnceForm):
    """A group that is not there yet."""


class ChangeSynonymsForm(SynonymAnswers, Form):
    """A group as it stands, to be changed."""

    version = VersionField()

    def __init__(self, group) -> None:
        super().__init__(obj=SimpleNamespace(words="\n".join(group.words), version=group.version))


class RemoveSynonymsForm(Form):
    """Taking a group away."""

    version = VersionField()
