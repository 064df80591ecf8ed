"""What the pages behind links ask: a yes, whether there is room, that it has stopped; and what an editor answers."""

import re
from datetime import timedelta

import wtforms
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from core import clock
from core.fields import Chosen, DateField
from core.forms import Form, OnceForm, VersionField
from directory.listings.questions import area, at_most, line
from directory.listings.room import Room
from directory.upkeep.letter_form import LetterQuestions

# What stands in the boxes when the page opens: long enough to be no chore, short enough to stay true.
USUALLY = timedelta(weeks=4)


class ConfirmForm(Form):
    """Nothing but the yes: the listing, as this person was shown it, is right."""

    version = VersionField()


class WeeksField(wtforms.StringField):
    """A whole number of weeks, or nothing; what was typed stays in the box."""

    def weeks(self) -> int | None:
        return int(self.data) if self.data else None

    def pre_validate(self, form):
        if self.data and not re.fullmatch(r"[0-9]{1,3}", self.data):
            raise ValidationError("Enter a whole number of weeks, like 3")


class RoomForm(Form):
    """Whether there is room, and until when that holds."""

    room = wtforms.RadioField(
        "Do you have room for new people?",
        [Chosen("Choose whether you have room")],
        choices=[SelectChoice(one.value, one.words) for one in Room],
    )
    weeks = WeeksField("About how many weeks is your waiting list? (optional)", description="Only if you have one.")
    good_until = DateField(
        "Until when is this good?",
        [Chosen("Enter a date until when this is good")],
        description="After that day the listing says “not known” until you tell us again.",
        example="27 3 2027",
    )
    version = VersionField()

    def __init__(self, *, version: int, chosen: str | None = None):
        """`chosen` is the answer that the link in the e-mail stood for: it only marks it on the page."""
        known = chosen if chosen in set(Room) and not self.sent() else None
        super().__init__(version=version, room=known, good_until=clock.today() + USUALLY)

    def answers(self) -> dict:
        return super().answers() | {"room": Room(self.room.data), "weeks": self.weeks.weeks()}


class SettleForm(LetterQuestions, OnceForm):
    """Retiring the listing of a group that has stopped; the reason stands on the page that people still have."""

    version = VersionField()
    reason = wtforms.StringField(
        "What does the page of the listing say now?",
        [DataRequired("Say why the listing is retired"), at_most(500, "The reason")],
        default="The group has stopped",
        description="Everyone can read this.",
    )


class StoppedForm(Form):
    """That it has stopped: why, and who does it now, if they like to say so."""

    reason = area("Why has it stopped? (optional)", "Only the directory’s editors read this.", 1_000)
    who_now = line("Does somebody else do it now? (optional)", "The name of the group, or how to reach it.", 300)
    version = VersionField()
