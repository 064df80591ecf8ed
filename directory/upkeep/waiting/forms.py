"""What is asked about changes that wait: which parts do, what an editor accepts, what a group takes back."""

from types import SimpleNamespace

import wtforms
from wtforms import SelectChoice

from core.forms import Form, OnceForm, VersionField
from core.text import printable, tidy
from directory.listings.questions import area, line
from directory.upkeep import letters
from directory.upkeep.letter_form import LetterQuestions
from directory.upkeep.waiting.meeting import Asked
from directory.upkeep.waiting.rules import ALWAYS
from directory.upkeep.waiting.words import Part
from directory.upkeep.wordings import Wording

WORDINGS = (Wording.CHANGE_ACCEPTED, Wording.CHANGE_REWORDED, Wording.CHANGE_PARTLY, Wording.CHANGE_REFUSED)
WORDS = "words_"
NO_REASON = "Say why not everything is accepted: the group reads it"


class RulesForm(Form):
    """Which parts of a listing wait for an editor."""

    version = VersionField()
    parts = wtforms.SelectMultipleField(
        "What waits for an editor when a group changes it?",
        choices=[SelectChoice(part.value, part.words) for part in Part if part not in ALWAYS],
        description="What is not chosen is seen by everyone as soon as the group has saved it",
    )


class TakeBackForm(Form):
    """Which waiting change a group takes back.

    Twice is refused in words. No OnceForm: it would keep where it led, which for a group that came by a link is that
    link.
    """

    # No text: whatever names no change of the listing is not there, and needs no other words.
    waiting_id = wtforms.Field(widget=wtforms.widgets.HiddenInput())


class DecideForm(LetterQuestions, OnceForm):
    """What an editor accepts of a waiting change and in which words, why not the rest, and the letter that says so.

    `decide_form` gives it a question for each text that may be put into other words.
    """

    version = VersionField()
    groups = wtforms.SelectMultipleField("What do you accept?")
    reason = area("Why not everything?", "The group reads this. Leave it empty if you accept everything", 1_000)
    # Not asked: what the letter calls what it is about.
    about = wtforms.HiddenField()

    labels: dict[str, str]
    texts: dict[str, str]

    def offer(self, asked: list[Asked]) -> None:
        """Let everything be accepted that can be; all of it is, until somebody says otherwise."""
        self.labels = {one.key: one.label for one in asked}
        self.texts = {one.key: one.text for one in asked if one.text and not one.gone}
        can = [one for one in asked if not one.gone]
        self.groups.choices = [SelectChoice(one.key, one.label) for one in can]
        if not self.sent():
            self.groups.data = [one.key for one in can]
        if not can:
            del self.groups

    def begin(self, *, to: str | None, listing) -> None:
        """Begin the letter that belongs to what is accepted."""
        drafts = {one: letters.begin(one, listing=listing.name, about="[about]") for one in WORDINGS}
        self.about.data = printable(self._about())
        self.write_one_of(drafts, self._wording(), to=to or None, listing=listing)
        if not self.sent() and (draft := self.draft()):
            self.looked_at.data = draft.mark  # the page shows the letter whole: it may go at once

    def asked_words(self, key: str) -> wtforms.Field | None:
        """The question for other words of one thing that is wanted, if there is one."""
        return self._fields.get(WORDS + key)

    def validate(self, extra_validators=None) -> bool:
        good = super().validate(extra_validators)
        empty = [field for key in self._taken() if (field := self.asked_words(key)) and not (field.data or "").strip()]
        for field in empty:
            self.refuse("Enter what it should say, or do not accept it", field=field.name)
        return good and not empty

    def validate_reason(self, field) -> None:
        if self._left_out() and not (field.data or "").strip():
            raise wtforms.validators.StopValidation(NO_REASON)

    def answers(self) -> dict:
        said = {name: value for name, value in super().answers().items() if not name.startswith(("about", WORDS))}
        return {"groups": [], "words": self._other_words()} | said

    def _taken(self) -> list[str]:
        chosen = self.groups.data or [] if "groups" in self else []
        # What this page does not offer is refused; the letter is not written anew for it.
        return chosen if self.labels.keys() >= set(chosen) else list(self.labels)

    def _left_out(self) -> list[str]:
        return [label for key, label in self.labels.items() if key not in self._taken()]

    def _other_words(self) -> dict[str, str]:
        said = {key: self.asked_words(key).data for key in self.texts if key in self._taken()}
        return {key: words for key, words in said.items() if words and words != tidy(self.texts[key])}

    def _wording(self) -> Wording:
        if not self._left_out():
            return Wording.CHANGE_REWORDED if self._other_words() else Wording.CHANGE_ACCEPTED
        return Wording.CHANGE_PARTLY if self._taken() else Wording.CHANGE_REFUSED

    def _about(self) -> str:
        reworded = [f"{self.labels[key]}: {words}" for key, words in self._other_words().items()]
        return ", ".join(self._left_out() or reworded or self.labels.values())


def decide_form(asked: list[Asked], listing) -> DecideForm:
    """The form to decide what is asked of a listing."""
    texts = {one.key: one.text for one in asked if one.text and not one.gone}
    fields = {f"{WORDS}{key}": _words_of(key) for key in texts}
    values = {f"{WORDS}{key}": text for key, text in texts.items()}
    form = type("DecideForm", (DecideForm,), fields)(obj=SimpleNamespace(version=listing.version, **values))
    form.offer(asked)
    return form


def _words_of(key: str):
    """As on the page where the group said it: the name is one line and not long."""
    if key == "name":
        return line("In these words", "Change them if you must", 200)
    return area("In these words", "Change them if you must", 10_000)
