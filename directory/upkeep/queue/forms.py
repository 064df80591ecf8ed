"""What the queue is narrowed by, and what an editor is asked about a listing that nobody has confirmed."""

import wtforms
from wtforms import SelectChoice

from core.fields import Chosen
from core.forms import OnceForm, VersionField
from directory.listings.questions import choices
from directory.upkeep.letter_form import LetterQuestions
from directory.upkeep.queue.kinds import Kind
from directory.upkeep.queue.words import Doubt


class FilterForm(wtforms.Form):
    """A kind of thing and a district, in the address of the page."""

    kind = wtforms.SelectField("What it is", validate_choice=False, default="")
    area = wtforms.SelectField("Where", validate_choice=False, default="")
    page = wtforms.IntegerField(default=1)

    def offer(self, kinds: dict[Kind, int], areas: dict[str, str]) -> None:
        """Let these kinds, with how many there are, and these districts be chosen: {code: name}."""
        counted = {one.value: f"{one.words} ({kinds[one]})" for one in Kind if one in kinds}
        self.kind.choices = choices({"": "Everything"} | counted)
        self.area.choices = choices({"": "Everywhere"} | areas)

    def chosen(self) -> dict[str, str]:
        """What the queue is asked for; what nobody offers is nothing."""
        return {name: self[name].data for name in ("kind", "area") if self[name].data}


class DoubtForm(LetterQuestions, OnceForm):
    """What the editor knows or does, and the letter if one goes."""

    version = VersionField()
    decision = wtforms.RadioField(
        "What do you do?",
        [Chosen("Choose what you do")],
        choices=[SelectChoice(value, words) for value, words in Doubt.choices()],
    )
