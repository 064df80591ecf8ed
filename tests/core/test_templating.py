"""Templates: everything is escaped, through the design system's components too; dates and times in NHS style."""

from datetime import UTC, date, datetime, time

import pytest

from core.templating import day, hour, moment

MARKUP = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*191}}", "</p><p>"]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_text_even_through_a_component(browse, text):
    page = browse().open("/trial/shown", query_string={"text": text})
    assert page.soup.select("main script, main img") == []
    assert page.words.count(" ".join(text.split())) == 2
    assert "1337" not in page.words


@pytest.mark.parametrize("text", MARKUP)
def test_markup_typed_into_a_form_comes_back_as_text(browse, text):
    page = browse().post("/trial/plain", {"name": text, "story": text}, status=422)
    assert page.fields()["story"] == [text]
    assert page.fields()["name"] == [text]
    assert page.soup.select("main script, main img") == []


@pytest.mark.parametrize(
    ("template", "answer"),
    [
        ("{{ held.name }}", "Ada"),
        ("{{ held.items() | list | length }}", "2"),
        ("{{ held.absent.deeper is undefined }}", "True"),
        ("{{ held.absent | default('none') }}", "none"),
        ("{{ held.get }}", "<built-in method get of dict object"),
        ("{{ url_for is defined }}", "True"),
    ],
)
def test_a_dictionary_in_a_template_answers_as_jinja_says(app, template, answer):
    drawn = app.jinja_env.from_string("{% autoescape false %}" + template + "{% endautoescape %}")
    assert drawn.render(held={"name": "Ada", "get": "shadowed by the method"}).startswith(answer)


def test_a_global_that_one_template_brings_along_stays_its_own(app):
    own = app.jinja_env.from_string("{{ extra | default('none') }}", globals={"extra": "mine"})
    other = app.jinja_env.from_string("{{ extra | default('none') }}")
    assert (own.render(), other.render()) == ("mine", "none")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (time(15, 5), "3:05pm"),
        (time(10), "10am"),
        (time(12), "midday"),
        (time(0), "midnight"),
        (time(0, 30), "12:30am"),
        (time(12, 1), "12:01pm"),
    ],
)
def test_hours(value, words):
    assert hour(value) == words


def test_days_are_londons():
    assert day(date(2026, 11, 2)) == "2 November 2026"
    assert day(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026"
    assert day(None) == moment(None) == ""


def test_moments():
    assert moment(datetime(2026, 7, 1, 14, 5, tzinfo=UTC)) == "1 July 2026 at 3:05pm"


def test_plain_text_letters_are_not_escaped(app):
    assert app.jinja_env.autoescape("letter.txt") is False
    for name in ("page.html", "macro.jinja", "feed.xml", None):
        assert app.jinja_env.autoescape(name) is True
