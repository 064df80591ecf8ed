"""What an editor is asked about a listing's rhythm."""

import wtforms
from wtforms import SelectChoice

from core.fields import Chosen, DateField
from core.forms import Form, VersionField
from directory.upkeep.asking.words import Wish

HINTS = {Wish.PAUSE: "No letters, and nothing for you to do about it, until the date below"}


class RhythmForm(Form):
    """Go on as usual, pause until a date, or write now."""

    version = VersionField()
    wish = wtforms.RadioField(
        "What would you like?",
        [Chosen("Choose what you would like")],
        choices=[SelectChoice(wish.value, wish.words) for wish in Wish],
    )
    until = DateField("Ask again from", description="Only if you let the group be for a while", earliest=2020)
