"""What somebody is asked who claims a listing, and what an editor is asked about it."""

import wtforms
from wtforms.validators import DataRequired, Length

from core.fields import IdentifierField
from core.forms import OnceForm, VersionField
from core.identifiers import email_address
from directory.upkeep.letter_form import LetterQuestions

LONGEST = 1_000  # characters


def _name():
    return wtforms.StringField(
        "Your full name",
        [DataRequired("Enter your full name"), Length(max=150, message="Your name must be 150 characters or fewer")],
    )


def _email(hint: str):
    return IdentifierField(
        "Your email address", [DataRequired("Enter your email address")], description=hint, parse=email_address.parse
    )


class SendForm(OnceForm):
    """Nothing but the wish: the link goes to the address that the listing shows."""


class CheckForm(OnceForm):
    """Who somebody is, and how an editor can see that they belong to the group."""

    name = _name()
    email = _email("If an editor approves, this is what you sign in with")
    part = wtforms.StringField(
        "What do you do in the group? (optional)",
        [Length(max=200, message="What you do must be 200 characters or fewer")],
        description="For example, secretary",
    )
    words = wtforms.TextAreaField(
        "How can we check that it is you?",
        [
            DataRequired("Say how we can check that it is you"),
            Length(max=LONGEST, message=f"Use {LONGEST:,} characters or fewer"),
        ],
        description="For example: ring the number on the listing and ask for me, or see who is named on our website",
    )

    def answers(self) -> dict:
        return super().answers() | {"part": self.part.data or ""}


class TakeUpForm(OnceForm):
    """Who will keep the listing; asked of whoever reads the mail of its published address, and of nobody else."""

    name = _name()
    email = _email("What you sign in with. It can be your own: the listing does not show it")


class ApproveForm(LetterQuestions, OnceForm):
    """Giving the listing to whoever claims it."""

    version = VersionField()


class RefuseForm(LetterQuestions, OnceForm):
    """Not giving it."""

    version = VersionField()
    reason = wtforms.TextAreaField(
        "Why can they not have it?",
        [DataRequired("Say why they cannot have it"), Length(max=500, message="Use 500 characters or fewer")],
        description="The letter says this. For example: we rang the number on the listing and nobody knew you",
    )
