"""The questions about the letter that goes to a group with a decision: it is shown as it will look before it goes."""

import wtforms

from core.forms import Form
from core.text import printable, tidy
from directory.listings.models import Service
from directory.listings.questions import area, at_most
from directory.upkeep.letters import Draft, Letter, drawn
from directory.upkeep.wordings import filled, gaps

FIELDS = ("tell", "subject", "message", "looked_at")


class LetterQuestions(Form):
    """Mix this into a form that decides, before OnceForm, and call `write` on it right after making it.

    The answers then hold `letter`, a Draft or None, for the operation. Gaps such as [reason] are filled from the
    answer of that name. A letter whose words are not those that were shown last is shown first, and goes with the
    next press of the same button.
    """

    tell = wtforms.BooleanField("Send this letter to the group", default=True)
    subject = wtforms.StringField("Subject of the letter", [at_most(150, "The subject")])
    message = area("The letter", "Change it as you like. Everyone at the group may read it", 5_000)
    looked_at = wtforms.HiddenField()

    listing: Service | None = None
    began: Draft | None = None
    to: str | None = None
    # Whether the page is shown again only because the letter must be looked at before it goes.
    looking = False

    def write(self, began: Draft, *, to: str | None, listing: Service | None = None) -> None:
        """Begin with this letter to `to`, about `listing`; without an address nothing is asked and nothing goes."""
        self.began, self.to, self.listing = began, to, listing
        if not to:
            for name in FIELDS:
                del self[name]
        elif not self.sent():
            self.subject.data, self.message.data = began.subject, began.text
            self.looked_at.data = began.mark

    def draft(self) -> Draft | None:
        """The letter as it stands on the page, its gaps filled from the other answers; None where none is to go."""
        if not self.to or not self.tell.data:
            return None
        values = {name: tidy(printable(value)) for name, value in self.data.items() if isinstance(value, str)}
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
        problems = [
            ("subject", "Enter the subject of the letter", not draft.subject),
            ("message", "Enter the letter", not draft.text),
            *((name, _GAP.format(gap), True) for name in ("subject", "message") for gap in gaps(self._text(name))),
        ]
        for name, words, wrong in problems:
            if wrong:
                self.refuse(words, field=name)
        return not any(wrong for *_, wrong in problems)

    def _text(self, name: str) -> str:
        draft = self.draft()
        return draft.subject if name == "subject" else draft.text


_GAP = "Put your words in the place of [{}]"
