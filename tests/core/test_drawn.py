"""Components are drawn once: always as the design system draws them, and nothing of anybody's is kept."""

import pytest
import wtforms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from core.drawn import Drawn
from core.fields import DateField
from core.worded import Worded
from referrals.fields import from_list, line, one_of, some_of, text

QUESTIONS = """{% from "components/question.html" import question %}
{% for field in form %}{{ question(field, form=form, **how) }}{% endfor %}"""
BUTTONS = """{% from "nhsuk/components/button/macro.jinja" import button %}
{% from "nhsuk/components/tag/macro.jinja" import tag %}
{{ button({"text": words, "href": "/" ~ words}) }}{{ button({"html": words | e, "value": words, "name": "of"}) }}
{{ button({"html": "<b>Plain</b>"}) }}{{ button({"text": "Save"}) }}{{ tag({"text": words}) }}"""
# The macros set what they draw in by so many spaces, line by line, and so would not draw several lines as they are.
ONE_LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Z"]))
HOWS = ({}, {"hint": "A hint"}, {"size": "m", "hint": "Another"}, {"reveal": {"red": Markup("<p>More</p>")}}, {})


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
    "name": "Zanary", "story": "Zanary", "born-day": "31", "colour": "blue", "colours": "red", "listed": "red",
    "agreed": "y",
})  # fmt: skip


class Anew(Drawn):
    """Keeps nothing."""

    def component(self, name, macro):
        return macro


@pytest.fixture
def draw(app):
    """`draw(template, **words)`: how it looks, after it was seen to look the same without anything kept."""
    plain = app.jinja_env.overlay()
    plain.drawn = Anew()

    def both_ways(template: str, **words) -> str:
        with app.test_request_context():
            kept, anew = (environment.from_string(template).render(words) for environment in (app.jinja_env, plain))
        assert kept == anew
        return kept

    return both_ways


def kept_of(app) -> str:
    return repr(app.jinja_env.drawn._kept)


def test_every_question_is_drawn_as_the_design_system_draws_it(draw):
    for how in HOWS:
        for answers in (None, ANSWERED, ANSWERED | {"name": "x" * 21}, ANSWERED | {"colour": "red"}, None):
            form = Form(answers)
            form.validate()
            assert ("Zanary" in draw(QUESTIONS, form=form, how=how)) == (answers is not None)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(words=st.text(st.characters(codec="utf-8")), day=ONE_LINE)
def test_whatever_is_typed_stands_in_its_box_as_it_was_typed(draw, words, day):
    form = Form(MultiDict({"name": words, "story": words, "born-day": day, "born-month": day}))
    draw(QUESTIONS, form=form, how={})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(words=ONE_LINE)
def test_a_button_leads_where_it_should_and_says_whom_it_is_about(draw, words):
    draw(BUTTONS, words=words)


def test_nothing_of_anybodys_is_kept(app, draw):
    form = Form(ANSWERED | {"name": "Zanary" * 9, "born-day": "31"})
    form.validate()
    draw(QUESTIONS, form=form, how={"reveal": {"red": Markup("<p>Zanary</p>")}})
    draw(BUTTONS, words="Zanary")
    assert "Story" in kept_of(app)
    assert "Zanary" not in kept_of(app)


def test_the_oldest_give_way_where_there_is_no_room():
    drawn = Drawn(room=100)
    for number in range(9):
        drawn._keep(("tag", str(number)), escape("x" * 30))
    assert [told for _, told in drawn._kept] == ["6", "7", "8"]
    assert drawn.left == 100 - 3 * 31
    drawn._keep(("tag", "big"), escape("x" * 101))
    assert drawn._kept == {}
    assert drawn.left == 100
