"""The questions about the letter that goes to a group with a decision: it is shown as it will look before it goes."""

import re
from collections.abc import Mapping

import wtforms

from core.forms import Form
from core.text import printable, tidy
from directory.listings.models import Service
from directory.listings.questions import area, at_most
from directory.upkeep.letters import Draft, Letter, drawn, reader
from directory.upkeep.wordings import MUST_BE_SAID, NAMES, filled, gaps

MARK = re.compile("[0-9a-f]{32}")
FILL = "Put your words in the place of [{}]"
SAY = "Say why: the letter tells the group"
FIELDS = ("tell", "subject", "message", "looked_at")


class MarkField(wtforms.HiddenField):
    """The mark of the letter that the page has shown; whatever else is sent is none."""

    def process_formdata(self, valuelist):
        self.data = next((mark for mark in valuelist if MARK.fullmatch(mark)), "")


class LetterQuestions(Form):
    """Mix this into a form that decides, before OnceForm, and call `write` on it right after making it.

    The answers then hold `letter`, a Draft or None, for the operation. Gaps such as [reason] are filled from the
    answer of that name. A letter whose words are not those that were shown last is shown first, and goes with the
    next press of the same button.
    """

    tell = wtforms.BooleanField("Send this letter to the group", default=True)
    subject = wtforms.StringField("Subject of the letter", [at_most(150, "The subject")])
    message = area("The letter", "Change it as you like. Everyone at the group may read it", 5_000)
    looked_at = MarkField()

    listing: Service | None = None
    began: Draft | None = None
    to: str | None = None
    # Whether the page is shown again only because the letter must be looked at before it goes.
    looking = False

    def write(self, began: Draft, *, to: str | None, listing: Service | None = None) -> None:
        """Begin with this letter to `to`, about `listing`; without an address nothing is asked and nothing goes.

        Nor does it to one that has stopped our mail.
        """
        self.write_one_of({began.wording: began}, began.wording, to=to, listing=listing)

    def write_one_of(
        self, letters: Mapping[str, Draft], decision: str | None, *, to: str | None, listing: Service | None = None
    ) -> None:
        """The same where each `decision` has its letter: the one of what is chosen now, as long as nobody changed it.

        Without a decision there is no letter yet; once it is chosen, its letter is shown before it goes.
        """
        self.began, self.to, self.listing = letters.get(decision or ""), reader(to), listing
        if not self.to:
            for name in FIELDS:
                del self[name]
        elif self.began and not (self.sent() and self._stays(letters)):
            self.subject.data, self.message.data = self.began.subject, self.began.text
            if not self.sent():
                self.looked_at.data = self.began.mark

    def _stays(self, letters: Mapping[str, Draft]) -> bool:
        """Whether what was sent stays as it is: somebody wrote it, or wants no letter, so that none is to begin."""
        return not self.tell.data or self._changed(letters)

    def _changed(self, letters: Mapping[str, Draft]) -> bool:
        """Whether what was sent is no letter as it begins: somebody wrote it."""
        beginnings = [("", ""), *((one.subject, one.text) for one in letters.values())]
        return (self.subject.data or "", self.message.data or "") not in beginnings or self._emptied()

    def _emptied(self) -> bool:
        """Whether a letter that was shown is sent without its words: that is no beginning."""
        return bool(self.looked_at.data) and not self.subject.data and not self.message.data

    def draft(self) -> Draft | None:
        """The letter as it stands on the page, its gaps filled from the other answers; None where none is to go."""
        if not self.to or not self.began or not self.tell.data:
            return None
        values = {name: tidy(printable(self.data.get(name) or "")) for name in NAMES}
        subject, text = (filled(printable(field.data or ""), values) for field in (self.subject, self.message))
        return Draft(self.began.wording, subject, text)

    def letter(self) -> Letter | None:
        """How the letter will look, for the page."""
        draft = self.draft()
        return draft and drawn(draft, self.listing)

    def accepted(self) -> bool:
        if not self._seen():
            self.looking = self.validate()
            return False
        return super().accepted()

    def validate(self, extra_validators=None) -> bool:
        good = super().validate(extra_validators)
        return self._complete() and good

    def answers(self) -> dict:
        others = {name: value for name, value in super().answers().items() if name not in FIELDS}
        return others | {"letter": self.draft()}

    def _seen(self) -> bool:
        """Whether what would go is what this page has shown; from now on it has."""
        if not self.sent() or (draft := self.draft()) is None:
            return True
        seen = self.looked_at.data == draft.mark
        self.looked_at.data = draft.mark
        return seen

    def _complete(self) -> bool:
        """A letter has a subject and words, and no gap."""
        if (draft := self.draft()) is None:
            return True
        wrong = [
            *self._wrong("subject", draft.subject, "Enter the subject of the letter"),
            *self._wrong("message", draft.text, "Enter the letter"),
        ]
        for field, words in wrong:
            if not self[field].errors:  # one lapse is told once
                self.refuse(words, field=field)
        return not wrong

    def _wrong(self, name: str, text: str, empty: str) -> list[tuple[str, str]]:
        """What is wrong, each with the question at which it is mended; the reason has a question of its own."""
        if not text:
            return [(name, empty)]
        return [(MUST_BE_SAID, SAY) if self._asks(gap) else (name, FILL.format(gap)) for gap in gaps(text)]

    def _asks(self, gap: str) -> bool:
        return gap == MUST_BE_SAID and gap in self._fields
