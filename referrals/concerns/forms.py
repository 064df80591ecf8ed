"""What is asked about a safeguarding concern."""

import uuid

import wtforms
from wtforms.fields.choices import SelectChoice

from core.fields import Chosen
from core.forms import Form, OnceForm, VersionField
from referrals.concerns.words import ConcernKind, ConcernOutcome
from referrals.fields import one_of, some_of, text

LONGEST = 5000


class RaiseForm(OnceForm):
    """A new concern. Nothing has to be said: it is raised with one click, and more is written afterwards."""

    kind = one_of(ConcernKind, "What is it about? (optional)", "Choose what it is about", optional=True)
    words = text("What do you know? (optional)", longest=LONGEST)

    def answers(self) -> dict:
        return super().answers() | {"kind": self.kind.data or None, "words": self.words.data or ""}


class DescribeForm(OnceForm):
    """More about an open concern."""

    kind = one_of(ConcernKind, "What is it about?", "Choose what it is about")
    words = text("What do you know?", longest=LONGEST, ask="Enter what you know")

    def __init__(self, concern, **kwargs) -> None:
        super().__init__(kind=concern.kind, **kwargs)


class LookForm(OnceForm):
    """That a lead has looked at it asks nothing."""


class SettleForm(OnceForm):
    """How a concern ends."""

    outcomes = some_of(ConcernOutcome, "What came of it?", "Choose what came of it")
    words = text("What was done, and why?", longest=LONGEST, ask="Say what was done and why")
    version = VersionField()


class LeadForm(Form):
    """Who looks at the service's concerns first."""

    lead_id = wtforms.RadioField(
        "Who looks at safeguarding concerns first?",
        [Chosen("Choose a lead")],
        coerce=lambda given: uuid.UUID(str(given)),
        validate_choice=False,
        invalid_value_message="Choose a lead",
    )
    version = VersionField()

    def __init__(self, leads, named) -> None:
        super().__init__(obj=named)
        self.lead_id.choices = [SelectChoice(str(one.id), one.name) for one in leads]
