"""What an editor is asked where a feed and the directory say different things: whose words stand, field by field."""

import wtforms
from wtforms import SelectChoice
from wtforms.validators import Optional

from core.forms import Form, VersionField
from directory.exchange.provenance.told import Question
from directory.exchange.provenance.words import Choice

BOTH = [SelectChoice(choice.value, choice.words) for choice in (Choice.OURS, Choice.THEIRS)]


class SettleForm(Form):
    """Whose words stand. `settle_form` gives it a question for each field."""

    version = VersionField()
    whole = wtforms.RadioField(
        "All of it",
        [Optional()],
        choices=[
            SelectChoice("each", "I choose for each field above"),
            SelectChoice(Choice.OURS.value, "Keep what we say, in every field"),
            SelectChoice(Choice.THEIRS.value, "Take what the feed says, in every field"),
        ],
        default="each",
    )

    def choices(self) -> dict[str, Choice]:
        """What was chosen, by the names of the questions."""
        whole = self.whole.data
        given = {field.name: whole if whole in set(Choice) else field.data for field in self if _asks(field)}
        return {name: Choice(choice) for name, choice in given.items() if choice}


def settle_form(questions: list[Question], listing) -> SettleForm:
    """The form for these questions about a listing."""
    fields = {one.name: wtforms.RadioField(one.heading, [Optional()], choices=BOTH) for one in questions}
    return type("SettleForm", (SettleForm,), fields)(obj=listing)


def _asks(field: wtforms.Field) -> bool:
    return field.name.startswith("field_")
