"""What an editor is asked about two listings that look alike."""

import re
import uuid

import wtforms
from wtforms import SelectChoice
from wtforms.validators import ValidationError

from core.fields import Chosen
from core.forms import Form, OnceForm, VersionField
from core.text import printable
from directory.exchange.duplicates.merging import BOTH, LEFT, RIGHT, Difference

_ID = re.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
WHOSE = {LEFT: "From the first", RIGHT: "From the second", BOTH: "From both"}


class ListingField(wtforms.StringField):
    """A listing by the address of its page: `data` is its id, what was typed stays in the box."""

    def process_formdata(self, valuelist):
        self.data = valuelist[0] if valuelist else None
        self.typed = printable(self.data or "")

    def pre_validate(self, form):
        found = _ID.search(self.typed)
        if not found:
            raise ValidationError("Paste the whole address of the listing’s page")
        self.data = uuid.UUID(found[0])

    def _value(self):
        return getattr(self, "typed", "")


class PairForm(OnceForm):
    """Two listings that an editor holds for the same."""

    one = ListingField("Address of the first listing’s page")
    other = ListingField("Address of the second listing’s page")


class ApartForm(Form):
    """Saying that two listings are not the same."""

    version = VersionField()


class MergeForm(Form):
    """Which listing stays, and whose words it says. `merge_form` gives it a question for each difference."""

    version = VersionField()
    left_version = VersionField()
    right_version = VersionField()
    keep = wtforms.RadioField(
        "Which listing stays?",
        [Chosen("Choose which listing stays")],
        description="The other is retired: its address leads to this one for ever, and its history remains",
    )

    def differences(self) -> list[wtforms.RadioField]:
        """The questions about what the two say differently."""
        return [field for field in self if field.name.startswith("field_")]

    def _show(self, refusal) -> None:
        """Whoever has been shown what somebody else saved means their next answer of all three records."""
        super()._show(refusal)
        if self.stale:
            self.left_version.renew()
            self.right_version.renew()

    def answers(self) -> dict:
        """The operation's keywords."""
        own = {name: self[name].data for name in ("version", "left_version", "right_version", "keep")}
        return own | {"choices": {field.name.removeprefix("field_"): field.data for field in self.differences()}}


def merge_form(found: list[Difference], *, left, right, version: int) -> MergeForm:
    """The form for two listings that differ in these fields."""
    questions = {f"field_{one.name}": _question(one) for one in found}
    saved = {f"field_{one.name}": one.best for one in found} | {"keep": LEFT, "version": version}
    versions = {"left_version": left.version, "right_version": right.version}
    form = type("MergeFormOfThesePair", (MergeForm,), questions)(data=saved | versions)
    form.keep.choices = [SelectChoice(LEFT, "The first"), SelectChoice(RIGHT, "The second")]
    return form


def _question(one: Difference) -> wtforms.RadioField:
    whose = [LEFT, RIGHT, *([BOTH] if one.several else [])]
    choices = [SelectChoice(key, WHOSE[key]) for key in whose]
    return wtforms.RadioField(one.label, [Chosen("Choose which words stay")], choices=choices)
