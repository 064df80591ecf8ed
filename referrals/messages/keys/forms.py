"""What an administrator is asked about a key."""

import uuid

import wtforms
from wtforms.fields.choices import SelectChoice

from core.fields import Chosen
from core.forms import Form, OnceForm, VersionField
from referrals.fields import line


class KeyForm(OnceForm):
    """A new key; `clinicians` are the memberships that it may act for."""

    name = line("What is it for?", longest=100, ask="Say what the key is for, such as the clinical system’s name")
    membership_id = wtforms.RadioField(
        "Which clinician answers for what is sent with it?",
        [Chosen("Choose a clinician")],
        coerce=uuid.UUID,
        validate_choice=False,
        invalid_value_message="Choose a clinician",
    )

    def __init__(self, clinicians) -> None:
        super().__init__()
        self.membership_id.choices = [SelectChoice(str(one.id), one.user.name) for one in clinicians]


class WithdrawForm(Form):
    """Whether to withdraw a key."""

    version = VersionField()
