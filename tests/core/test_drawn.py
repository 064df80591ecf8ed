"""Untouched questions are drawn once: always as the design system draws them, and never with somebody's answer."""

import wtforms
from werkzeug.datastructures import MultiDict

from core.drawn import MOST, Drawn
from core.fields import DateField
from core.worded import Worded
from referrals.fields import from_list, line, one_of, some_of, text

TEMPLATE = """{% from "components/question.html" import question, drawn_anew %}
{% for field in form %}{{ macro(question, drawn_anew)(field, **how) }}{% endfor %}"""


class Colour(Worded):
    RED = "red", "Red <b>"
    BLUE = "blue", "Blue"


class Form(wtforms.Form):
    name = line("Name", longest=20)
    story = text("Story", longest=20)
    born = DateField("Born")
    colour = one_of(Colour, "Colour", "Choose one", optional=True)
    colours = some_of(Colour, "Colours", "Choose some", optional=True)
    listed = from_list(Colour, "Listed", "Choose one")
    agreed = wtforms.BooleanField("Agreed")


ANSWERED = MultiDict({
    "name": "Zanary", "story": "Zanary", "born-day": "32", "colour": "blue", "colours": "red", "listed": "red",
    "agreed": "y",
})  # fmt: skip


def drawn(app, form, cached: bool, **how) -> str:
    template = app.jinja_env.from_string(TEMPLATE)
    with app.test_request_context():
        return "".join(template.render(form=form, how=how, macro=lambda q, d: q if cached else d).split())


def test_every_question_is_drawn_as_the_design_system_draws_it(app):
    for how in ({}, {"hint": "A hint"}, {"size": "m", "hint": "Another"}, {}):
        for answers in (None, ANSWERED, None):
            form = Form(answers)
            form.validate()
            assert drawn(app, form, True, **how) == drawn(app, form, False, **how)


def test_what_somebody_answered_is_never_kept(app):
    form = Form(ANSWERED)
    assert [field.name for field in form if Drawn().key(field, {})] == []
    assert [field.name for field in Form() if Drawn().key(field, {})] == list(form._fields)
    form = Form()
    form.name.errors = ["Wrong"]
    assert Drawn().key(form.name, {}) is None


def test_the_oldest_gives_way():
    kept = Drawn()
    for number in range(MOST + 3):
        kept.keep(number, "x")
    assert [kept.get(number) for number in (0, 2, 3, MOST + 2)] == [None, None, "x", "x"]
