"""What is asked before somebody's people are shared out: which days, who goes to whom, and what they are told."""

import datetime as dt
import uuid

import wtforms
from wtforms.fields.choices import SelectChoice

from core.fields import Chosen, DateField
from core.forms import OnceForm
from referrals.fields import text

EXAMPLE = "7 12 2026"
LONGEST = dt.timedelta(days=366)
LOOK, CONFIRM = "next", "send"
TOLD = "We have changed who is in touch with you. You need not do anything."


class AwayForm(wtforms.Form):
    """The first and the last day, in the address of the page: looking changes nothing."""

    begins_on = DateField("First day away", [Chosen("Enter the first day away")], earliest=2000, example=EXAMPLE)
    ends_on = DateField("Last day away", [Chosen("Enter the last day away")], earliest=2000, example=EXAMPLE)

    def validate_ends_on(self, field):
        """In order, and not for longer than a year: beyond that it is no leave."""
        begins_on = self.begins_on.data
        if begins_on and field.data < begins_on:
            raise wtforms.validators.ValidationError("The last day must not be before the first")
        if begins_on and field.data > begins_on + LONGEST:
            raise wtforms.validators.ValidationError("The last day must be within a year of the first")

    @property
    def asked(self) -> bool:
        """Whether any day was given."""
        return bool(self.begins_on.raw_data or self.ends_on.raw_data)

    @property
    def status(self) -> int:
        """The HTTP status of a page that shows this form."""
        return 422 if any(field.errors for field in self) else 200

    def days(self) -> dict:
        """Both days, if both are good; otherwise nothing, for good."""
        good = self.asked and self.validate()
        return {"begins_on": self.begins_on.data, "ends_on": self.ends_on.data} if good else {}


class MoveForm(OnceForm):
    """Who goes to whom: each answer of `to` is a referral's id, a colon and a user's id, or without these stays."""

    to = wtforms.SelectMultipleField("Who goes to whom", validate_choice=False)
    tell = wtforms.BooleanField("Write to each person who may be written to", default=True)
    words = text("What should they read?", longest=1000, default=TOLD)
    go = wtforms.HiddenField()

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        self.choices: dict[uuid.UUID, list[SelectChoice]] = {}

    def accepted(self) -> bool:
        """Only the second look is the yes: what comes before it is shown, and its key is not used up."""
        if self.go.data == CONFIRM:
            return super().accepted()
        if self.sent() and self.go.data != LOOK:
            self._tell_only_of_the_page()
        return False

    def _tell_only_of_the_page(self) -> None:
        """Going back answers nothing, so that no answer is wrong; but a page that is not ours is told so."""
        self.validate()
        for field in self:
            field.errors = []

    @property
    def looks(self) -> bool:
        """Whether the answers are good to be looked at once more."""
        return self.sent() and self.go.data == LOOK and self.validate()

    def validate_to(self, field):
        """Somebody is to go to somebody."""
        if not self.moves():
            raise wtforms.validators.ValidationError("Choose at least one person to move")

    def moves(self) -> dict[uuid.UUID, uuid.UUID]:
        """Which referral goes to whom; once the choices are offered, only what is among them."""
        offered = {choice.value for choices in self.choices.values() for choice in choices}
        return dict(filter(None, (_pair(one) for one in self.to.data or () if not offered or one in offered)))

    def answers(self) -> dict:
        return {"to": self.moves(), "tell": self.tell.data, "words": self.words.data or ""}

    def offer(self, rehearsal) -> None:
        """Let each person stay or go to any colleague; before anybody has chosen, as it is suggested."""
        self.choices = {share.referral.id: list(_choices(share)) for share in rehearsal.shares}
        if not self.sent():
            self.to.data = [f"{one}:{to}" for one, to in rehearsal.suggested().items()]


def _choices(share):
    yield SelectChoice("", "Stays")
    for one in share.ranked:
        name = one.candidate.name
        yield SelectChoice(f"{share.referral.id}:{one.candidate.id}", f"{name} – {one.reasons[0]}")


def _pair(text: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    one, _, other = text.partition(":")
    try:
        return uuid.UUID(one), uuid.UUID(other)
    except ValueError:
        return None
