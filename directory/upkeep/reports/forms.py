"""What is asked of whoever reports a problem, of the group that answers, and of the editor who settles it."""

import uuid
from collections.abc import Sequence

import wtforms
from wtforms import SelectChoice
from wtforms.fields.choices import enum_coerce
from wtforms.validators import Length

from core.fields import Chosen, IdentifierField
from core.forms import Form, OnceForm, VersionField
from core.identifiers import email_address
from directory.upkeep.letter_form import LetterQuestions
from directory.upkeep.reports import closing
from directory.upkeep.reports.words import Answer, Outcome, Reason

LONGEST_WORDS = 1_000  # characters
LONGEST_LETTER = 4_000


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


class SettleForm(LetterQuestions, Form):
    """How an editor ends a report, with the letters that tell of it. `offer` says what there is to ask.

    Each outcome has its letters. They are shown before they go, and anew where another outcome is chosen, so that no
    letter tells what was not done.
    """

    version = VersionField()
    outcome = _one_of(Outcome, "What did you do?", "Choose what you did")
    also = wtforms.SelectMultipleField("Which other reports does this settle?", coerce=uuid.UUID, validate_choice=False)
    reason = _words(
        "Why?", LONGEST_WORDS, "If the listing is right as it is, or you retired it. The letter tells the group"
    )
    to_reporter = _words(
        "Message to whoever reported it",
        LONGEST_LETTER,
        "They asked to be told. Leave it empty, and you are shown words for what you did before they go",
    )
    # Not asked: what the letter calls what it is about.
    about = wtforms.HiddenField()

    begun_anew = False

    def offer(self, report, others: Sequence, *, group: str | None) -> None:
        """Ask which of these other reports it settles too, and for the letters that somebody is there to read."""
        self.also.choices = [SelectChoice(str(one.id), _told(one)) for one in others]
        readers = sum(len(one.promises) for one in (report, *others))
        for name, there in (("also", others), ("to_reporter", readers)):
            if not there and not self[name].data:  # what was typed is shown again, though nobody will read it
                del self[name]
        chosen = self.data.get("also") or ()
        self.about.data = closing.about(one.reason for one in (report, *others) if one is report or one.id in chosen)
        name = report.service.name
        drafts = {outcome: closing.to_group(outcome, listing=name) for outcome in Outcome}
        self.write_one_of(drafts, self.outcome.data, to=group, listing=report.service)
        if readers and self.outcome.data:
            self._begin_message({outcome: closing.to_reporter(outcome, listing=name) for outcome in Outcome})

    def _begin_message(self, messages: dict[Outcome, str]) -> None:
        """Begin with the words for what was done, as long as nobody wrote any."""
        begins = messages[self.outcome.data]
        others = {"", *messages.values()} - {begins}
        if "\n".join((self.to_reporter.data or "").split("\r\n")) in others:
            self.to_reporter.data, self.begun_anew = begins, True

    def _seen(self) -> bool:
        return super()._seen() and not self.begun_anew

    def answers(self) -> dict:
        """The operation's keywords; a message without words is none."""
        said = {name: value for name, value in super().answers().items() if name not in ("about", "reason")}
        return said | {"to_reporter": said.get("to_reporter") or ""}


def _told(report) -> str:
    return ": ".join(filter(None, (report.reason.words, report.words)))
