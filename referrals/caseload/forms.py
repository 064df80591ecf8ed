"""What is asked of a link worker: of a conversation or an attempt at one, and what comes next."""

from core import clock
from core.fields import Chosen, DateField, IdentifierField
from core.forms import Form, OnceForm, VersionField
from core.templating import hour
from referrals.caseload import times
from referrals.fields import line, one_of, text
from referrals.words import Attendance, Method


class ConversationForm(OnceForm):
    """When, how, who was there, what was said, and what comes next."""

    happened_on = DateField("Date", [Chosen("Enter the date of the conversation")], earliest=1900)
    happened_time = IdentifierField("Time", [Chosen(times.ASK_TIME)], parse=times.time_of_day, show=hour)
    attendance = one_of(Attendance, "What happened?", "Choose whether the conversation took place")
    method = one_of(Method, "How?", "Choose how the conversation was held or tried")
    who_was_there = line("Who was there?", longest=200)
    minutes = IdentifierField("How long did it take?", parse=times.minutes, show=str)
    what_matters = text("What matters to them")
    notes = text("Notes")
    next_step = text("Next step", longest=500)
    next_step_on = DateField("Date of the next step", earliest=1900)

    def __init__(self, conversation=None, **kwargs):
        super().__init__(obj=conversation, **kwargs | _when(conversation))

    def answers(self) -> dict:
        """The answers as `record` takes them: one moment, and None for what was left empty."""
        given = super().answers()
        day, time = given.pop("happened_on"), given.pop("happened_time")
        return {name: value or None for name, value in given.items() if name != "minutes"} | {
            "happened_at": times.moment(day, time),
            "minutes": given["minutes"] if given["minutes"] != "" else None,
        }


class NextStepForm(Form):
    """What comes next and when, apart from any conversation."""

    next_step = text("Next step", longest=500)
    next_step_on = DateField("Date of the next step", earliest=1900)
    version = VersionField()


def _when(conversation) -> dict:
    """What stands in the boxes of date and time at first: those of an entry to be corrected, or today."""
    if conversation is None:
        return {"happened_on": clock.today()}
    local = conversation.happened_at.astimezone(clock.LONDON)
    return {"happened_on": local.date(), "happened_time": local.time()}
