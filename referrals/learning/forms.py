"""What is asked of a lead about a proposal: its words, and whether to ask it first."""

import wtforms

from core.forms import Form, VersionField
from referrals.fields import line, text

TAKE, LEAVE = "take", "leave"


class ProposalForm(Form):
    """The question as it would be asked; `version` is that of the profile."""

    version = VersionField()
    go = wtforms.HiddenField(filters=[lambda button: button if button in {TAKE, LEAVE} else TAKE])
    question = line("Question", longest=150, ask="Enter the question")
    if_no = text("If the answer is no", longest=300, ask="Say what the referrer should do then")
    stops = wtforms.BooleanField("Stop the referral if the answer is no")

    @property
    def left(self) -> bool:
        """Whether the lead does not want it now."""
        return self.go.data == LEAVE

    def asked(self) -> dict:
        """The question, as `take` takes it."""
        return {name: self[name].data for name in ("question", "if_no", "stops")}
