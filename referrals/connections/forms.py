"""What is asked when a person is connected with a group, and what is asked later about what became of it."""

import wtforms
from wtforms.fields.choices import enum_coerce

from core import clock
from core.fields import Chosen, DateField
from core.forms import Form, OnceForm, VersionField
from referrals.fields import line, one_of, options, some_of, text
from referrals.words import ConnectionState, DidNotStart, GivenBy, GivenHow, Shared

CHOOSE_STATE = "Choose what became of it"


class IntroductionForm(OnceForm):
    """What the person agreed may be shared with the group, and how they agreed."""

    items = some_of(Shared, "What may be shared with the group?", "Choose what may be shared")
    given_by = one_of(GivenBy, "Who agreed?", "Choose who agreed")
    given_by_name = line("Name of whoever agreed, if it was not the person", longest=70)
    given_how = one_of(GivenHow, "How did they agree?", "Choose how they agreed")
    given_on = DateField("Date they agreed", [Chosen("Enter the date they agreed")], earliest=1900)
    note = text("Note", longest=2000)

    def __init__(self, **kwargs):
        super().__init__(**{"given_on": clock.today()} | kwargs)


class SignpostForm(OnceForm):
    """A note for the record; the group is told nothing."""

    note = text("Note", longest=2000)


class FollowUpForm(Form):
    """What became of the connection, and why if it did not start."""

    state = wtforms.RadioField(
        "What became of it?",
        [Chosen(CHOOSE_STATE)],
        coerce=enum_coerce(ConnectionState),
        validate_choice=False,
        invalid_value_message=CHOOSE_STATE,
    )
    did_not_start = one_of(
        DidNotStart, "If it did not start, why?", "Choose one of the reasons in the list", optional=True
    )
    happened_on = DateField("Date", [Chosen("Enter the date")], earliest=1900)
    words = text("Note", longest=2000)
    version = VersionField()

    def __init__(self, connection, open_states):
        super().__init__(version=connection.version, happened_on=clock.today())
        self.state.choices = options(open_states)

    def answers(self) -> dict:
        """The answers; a reason why it did not start is one only if it did not: a choice cannot be taken back."""
        said = super().answers()
        return said if said["state"] is ConnectionState.DID_NOT_START else said | {"did_not_start": None}
