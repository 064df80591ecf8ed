"""What a group is asked that wants to be in the directory, and what an editor is asked about it."""

import wtforms
from wtforms.validators import DataRequired, Length

from core.fields import IdentifierField
from core.forms import Form, OnceForm, VersionField
from core.identifiers import email_address, postcode, telephone, web_address
from directory.upkeep.letter_form import LetterQuestions
from directory.upkeep.signups.said import charity_number


def _at_most(length: int) -> Length:
    return Length(max=length, message=f"Use {length:,} characters or fewer")


class SignUpForm(OnceForm):
    """A group, in its own words: what people find, and whom we write to."""

    name = wtforms.StringField("Name of the group", [DataRequired("Enter the name of the group"), _at_most(150)])
    description = wtforms.TextAreaField(
        "What do you offer?",
        [DataRequired("Say what you offer"), _at_most(2_000)],
        description="What happens, who it is for and what it costs, in words that anyone understands",
    )
    times = wtforms.StringField(
        "When? (optional)", [_at_most(500)], description="For example, every Tuesday from 10am to midday"
    )
    place = wtforms.StringField(
        "Where? (optional)",
        [_at_most(200)],
        description="Building, street and town. Everyone can see this. Leave it empty if nobody may know where it is",
    )
    postcode = IdentifierField("Postcode (optional)", parse=postcode.parse)
    telephone = IdentifierField(
        "Telephone number",
        parse=telephone.parse,
        show=telephone.spoken,
        description="Everyone can see this. Leave it empty if people may write to you instead",
    )
    website = IdentifierField("Website (optional)", parse=web_address.parse)
    charity_number = IdentifierField("Charity number (optional)", parse=charity_number)
    contact_name = wtforms.StringField(
        "Your full name",
        [DataRequired("Enter your full name"), _at_most(150)],
        description="Only the editors of this directory see this",
    )
    email = IdentifierField(
        "Your email address",
        [DataRequired("Enter your email address")],
        description="We send a link to it. Later you sign in with it",
        parse=email_address.parse,
    )
    shows_email = wtforms.BooleanField("Show this email address in the directory")

    def validate(self, extra_validators=None) -> bool:
        good = super().validate(extra_validators)
        if self.telephone.data or self.telephone.errors or self.shows_email.data:
            return good
        self.refuse("Enter a telephone number, or show your email address: people must reach you", field="telephone")
        return False

    def answers(self) -> dict:
        """What was not answered is no words."""
        return {name: "" if said is None else said for name, said in super().answers().items()}


class ProveForm(Form):
    """Nothing but the yes: this is my address, and this is what I said."""


class ApproveForm(LetterQuestions, OnceForm):
    """Putting the group into the directory."""

    version = VersionField()


class RefuseForm(LetterQuestions, OnceForm):
    """Not putting it in."""

    version = VersionField()
    reason = wtforms.TextAreaField(
        "Why can the group not be in the directory?",
        [DataRequired("Say why the group cannot be in the directory"), _at_most(500)],
        description="The letter says this, and the group sees it by its link",
    )
