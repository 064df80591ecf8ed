"""What is asked about changes that wait: which parts do, what an editor accepts, what a group takes back."""

import wtforms
from wtforms import SelectChoice

from core.forms import Form, VersionField
from directory.listings.questions import area
from directory.upkeep import letters
from directory.upkeep.letter_form import LetterQuestions
from directory.upkeep.waiting.meeting import Asked
from directory.upkeep.waiting.words import Part
from directory.upkeep.wordings import Wording

WORDINGS = (Wording.CHANGE_ACCEPTED, Wording.CHANGE_PARTLY, Wording.CHANGE_REFUSED)
NO_REASON = "Say why not everything is accepted: the group reads it"


class RulesForm(Form):
    """Which parts of a listing wait for an editor."""

    version = VersionField()
    parts = wtforms.SelectMultipleField(
        "What waits for an editor when a group changes it?",
        choices=[SelectChoice(part.value, part.words) for part in Part],
        description="What is not chosen is seen by everyone as soon as the group has saved it",
    )


class TakeBackForm(Form):
    """Which waiting change a group takes back.

    Twice is refused in words. No OnceForm: it would keep where it led, which for a group that came by a link is that
    link.
    """

    waiting_id = wtforms.HiddenField()


class DecideForm(LetterQuestions):
    """What an editor accepts of a waiting change, why not the rest, and the letter that says so."""

    version = VersionField()
    groups = wtforms.SelectMultipleField("What do you accept?", validate_choice=False)
    reason = area("Why not everything?", "The group reads this. Leave it empty if you accept everything", 1_000)
    # Not asked: what the letter calls what it is about.
    about = wtforms.HiddenField()

    labels: dict[str, str]

    def offer(self, asked: list[Asked]) -> None:
        """Let everything be accepted that can be; all of it is, until somebody says otherwise."""
        self.labels = {one.key: one.label for one in asked}
        can = [one for one in asked if not one.gone]
        self.groups.choices = [SelectChoice(one.key, one.label) for one in can]
        if not self.sent():
            self.groups.data = [one.key for one in can]
        if not can:
            del self.groups

    def begin(self, *, to: str | None, listing) -> None:
        """Begin the letter that belongs to what is accepted."""
        drafts = {one: letters.begin(one, listing=listing.name, about="[about]") for one in WORDINGS}
        self.about.data = ", ".join(self._left_out() or self.labels.values())
        self.write_one_of(drafts, self._wording(), to=to or None, listing=listing)
        if not self.sent() and (draft := self.draft()):
            self.looked_at.data = draft.mark  # the page shows the letter whole: it may go at once

    def validate_reason(self, field) -> None:
        if self._left_out() and not (field.data or "").strip():
            raise wtforms.validators.StopValidation(NO_REASON)

    def answers(self) -> dict:
        return {"groups": []} | {name: value for name, value in super().answers().items() if name != "about"}

    def _taken(self) -> list[str]:
        return self.groups.data or [] if "groups" in self else []

    def _left_out(self) -> list[str]:
        return [label for key, label in self.labels.items() if key not in self._taken()]

    def _wording(self) -> Wording:
        if not self._left_out():
            return Wording.CHANGE_ACCEPTED
        return Wording.CHANGE_PARTLY if self._taken() else Wording.CHANGE_REFUSED
