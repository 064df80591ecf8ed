"""What was typed, told as the form asked for it."""

import wtforms
from wtforms.fields.choices import SelectChoice

from core.fields import DateField
from core.forms import OnceForm
from core.held import in_words
from core.worded import Worded

RINGS = [SelectChoice("left", "On the left"), SelectChoice("right", "Right")]


class HeronNest(Worded):
    REEDBED = "reedbed", "In the reeds"


class HeldForm(OnceForm):
    heron = wtforms.StringField("Where was it? (optional)")
    heron_rings = wtforms.SelectMultipleField("Rings", choices=RINGS)
    heron_seen = DateField("When?")
    heron_tame = wtforms.BooleanField("It was tame")
    heron_reserve = wtforms.RadioField("Which reserve?", choices=[])
    heron_nest = wtforms.RadioField("Which nest?", choices=[])
    heron_step = wtforms.HiddenField()


def test_every_answer_has_its_question_and_its_words():
    typed = {"heron": "By the lock", "heron_seen-day": "3", "heron_seen-month": "5", "heron_seen-year": "2026"}
    chosen = [("heron_rings", "left"), ("heron_rings", "right"), ("heron_tame", "y"), ("heron_reserve", "0c5e")]
    unseen = [("heron_step", "second"), ("once_key", "x"), ("go", "next"), ("heron_note", "")]
    chosen.append(("heron_nest", "reedbed"))  # a page’s own list: what the house calls it is known all the same
    assert in_words([*typed.items(), *chosen, *unseen]) == [
        ("Where was it?", "By the lock"),
        ("When?", "3 5 2026"),
        ("Rings", "On the left; Right"),
        ("It was tame", "Yes"),
        ("Which reserve?", "As you chose it"),
        ("Which nest?", "In the reeds"),
    ]


def test_what_no_form_asks_keeps_its_name():
    assert in_words([("strange_thing-one", "x")]) == [("Strange thing one", "x")]
