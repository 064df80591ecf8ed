"""What a group's representative is asked about another person of the group."""

import wtforms
from wtforms.validators import DataRequired, Length

from core.fields import IdentifierField
from core.forms import Form, OnceForm
from core.identifiers import email_address

LONGEST_NAME = 150


class InviteForm(OnceForm):
    """Somebody who is to keep the group's listings too."""

    name = wtforms.StringField(
        "Full name",
        [
            DataRequired("Enter the person’s full name"),
            Length(max=LONGEST_NAME, message=f"Name must be {LONGEST_NAME} characters or fewer"),
        ],
    )
    email = IdentifierField(
        "Email address",
        [DataRequired("Enter their email address")],
        description="We write to this address. They choose their own password",
        parse=email_address.parse,
    )


class EndForm(Form):
    """Letting somebody no longer keep the group's listings."""
