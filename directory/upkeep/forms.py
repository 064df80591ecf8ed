"""What a group says of its listing without words: it is right, no more letters, introductions now or later."""

from types import SimpleNamespace

import wtforms
from flask import request
from wtforms.fields.choices import SelectChoice

from core import clock
from core.fields import Chosen, DateField
from core.forms import Form, OnceForm, VersionField
from directory.listings.fields import NumberField
from directory.listings.standing.operations import MOST_IN_A_WEEK

NOW, LATER = "now", "later"


class ConfirmForm(OnceForm):
    """Nothing but the yes: the listing, as this person was shown it, is right."""

    version = VersionField()


class StopForm(Form):
    """Nothing but the yes: no more of these letters.

    A mail program says it for its reader with a body of its own and no token (RFC 8058): the address is proof enough.
    """

    def accepted(self) -> bool:
        return self.one_click or super().accepted()

    @property
    def one_click(self) -> bool:
        """Whether a mail program sent this."""
        return self.sent() and request.form.get("List-Unsubscribe") == "One-Click"


class IntroductionsForm(Form):
    """Whether a group takes introductions now or from a day on, and how many in a week."""

    taking = wtforms.RadioField(
        "Do you take new people who are introduced to you?",
        [Chosen("Choose whether you take new people")],
        choices=[SelectChoice(NOW, "Yes, now"), SelectChoice(LATER, "Not now, but again from a day on")],
    )
    until = DateField(
        "On which day do you take them again?",
        description="Only if you do not take them now",
        example="27 3 2027",
    )
    weekly_limit = NumberField(
        "At most how many in a week? (optional)",
        lowest=1,
        highest=MOST_IN_A_WEEK,
        whole=True,
        description="Leave it empty if it does not matter",
    )
    version = VersionField()

    def __init__(self, standing, *, version: int) -> None:
        """`standing` is how the listing stands now, None where nobody has said anything."""
        until = standing and standing.paused_until
        paused = bool(until) and until > clock.today()
        known = {"taking": LATER if paused else NOW, "until": until if paused else None, "version": version}
        super().__init__(obj=SimpleNamespace(weekly_limit=standing and standing.weekly_limit, **known))

    def validate(self, extra_validators=None) -> bool:
        good = super().validate(extra_validators)
        if self.taking.data != LATER or self.until.data or self.until.errors:
            return good
        self.refuse("Enter the day on which you take new people again", field="until")
        return False

    def answers(self) -> dict:
        """The operation's keywords."""
        until = self.until.data if self.taking.data == LATER else None
        return {"version": self.version.data, "until": until, "weekly_limit": self.weekly_limit.data}
