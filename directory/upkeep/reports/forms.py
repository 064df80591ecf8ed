"""What is asked of whoever reports a problem, of the group that answers, and of the editor who settles it."""

import uuid
from collections.abc import Sequence

import wtforms
from flask import request
from wtforms import SelectChoice
from wtforms.fields.choices import enum_coerce
from wtforms.validators import Length, ValidationError

from core.fields import Chosen, IdentifierField
from core.forms import Form, OnceForm, VersionField
from core.identifiers import email_address
from directory.upkeep import wordings
from directory.upkeep.letters import Draft
from directory.upkeep.reports import closing
from directory.upkeep.reports.words import Answer, Outcome, Reason

LONGEST_WORDS = 1_000  # characters
LONGEST_LETTER = 4_000
WRITE = "write"


def _one_of(kind, label: str, words: str) -> wtforms.RadioField:
    return wtforms.RadioField(
        label,
        [Chosen(words)],
        choices=[SelectChoice(*choice) for choice in kind.choices()],
        coerce=enum_coerce(kind),
        validate_choice=False,
        invalid_value_message=words,
    )


def _words(label: str, longest: int, hint: str = "", **kwargs) -> wtforms.TextAreaField:
    limit = Length(max=longest, message=f"Use {longest:,} characters or fewer")
    return wtforms.TextAreaField(label, [limit], description=hint, **kwargs)


class ReportForm(OnceForm):
    """What is wrong: each reason is a button, and one click on it sends. The ids are this form's own on any page."""

    reason = _one_of(Reason, "What is wrong?", "Choose what is wrong")
    words = _words(
        "Anything that helps us to put it right (optional)",
        LONGEST_WORDS,
        "Do not write about anybody’s health",
        id="report-words",
    )
    email = IdentifierField(
        "Your email address (optional)",
        description="Only to tell you once what came of it. We delete it then",
        parse=email_address.parse,
        id="report-email",
    )

    def answers(self) -> dict:
        """What was not answered is no words, and no address."""
        return super().answers() | {"words": self.words.data or "", "email": self.email.data or None}


class AnswerForm(OnceForm):
    """What the group says to a report."""

    answer = _one_of(Answer, "What do you say to this?", "Choose what you say to this")
    words = _words("Anything else that the editors should know (optional)", LONGEST_WORDS)

    def answers(self) -> dict:
        """What was not said is no words."""
        return super().answers() | {"words": self.words.data or ""}


class SettleForm(Form):
    """How an editor ends a report, with the letters that go when it is sent. `offer` says what there is to ask."""

    version = VersionField()
    outcome = _one_of(Outcome, "What did you do?", "Choose what you did")
    also = wtforms.SelectMultipleField("Which other reports does this settle?", coerce=uuid.UUID, validate_choice=False)
    to_reporter = _words(
        "Message to whoever reported it",
        LONGEST_LETTER,
        "They asked to be told. It goes to them alone, and their address is deleted",
    )
    to_group = _words("Letter to the group (optional)", LONGEST_LETTER)

    report = None
    others: Sequence = ()

    def offer(self, report, others: Sequence, *, group: str | None) -> None:
        """Ask which of these other reports it settles too, and for the letters that somebody is there to read."""
        self.report, self.others = report, others
        self.also.choices = [SelectChoice(str(one.id), _told(one)) for one in others]
        readers = sum(len(one.promises) for one in (report, *others))
        for name, there in (("also", others), ("to_reporter", readers), ("to_group", group)):
            if not there and not self[name].data:  # what was typed is shown again, though nobody will read it
                del self[name]
        if group:
            self.to_group.description = f"It goes to {group}, under the subject that fits what you did"

    @property
    def writing(self) -> bool:
        """Whether the letters are only to be written now, for the editor to look at, and nothing is settled yet."""
        return self.sent() and request.form.get("go") == WRITE

    def write(self) -> None:
        """Begin the letters anew, for the outcome that was chosen."""
        if not self.validate():
            return
        if "to_reporter" in self:
            name = self.report.service.name
            self.to_reporter.data = closing.to_reporter(self.outcome.data, listing=name)
        if "to_group" in self:
            self.to_group.data = self._begun().text

    def answers(self) -> dict:
        """The operation's keywords; a letter without words is none."""
        told = {name: value for name, value in super().answers().items() if name != "to_group"}
        return told | {"to_reporter": told.get("to_reporter") or "", "letter": self._letter()}

    def validate_to_group(self, field) -> None:
        if not self.writing and (open_ones := wordings.gaps(field.data or "")):
            raise ValidationError(f"Put your words in the place of [{open_ones[0]}]")

    def _letter(self) -> Draft | None:
        words = self.data.get("to_group")
        return self._begun()._replace(text=words) if words else None

    def _begun(self) -> Draft:
        chosen = self.data.get("also") or ()
        reasons = [one.reason for one in (self.report, *self.others) if one is self.report or one.id in chosen]
        return closing.to_group(self.outcome.data, reasons, listing=self.report.service.name)


def _told(report) -> str:
    return ": ".join(filter(None, (report.reason.words, report.words)))
