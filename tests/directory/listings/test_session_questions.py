"""The form asks the same of each session, in the order in which people say it, and about breaks."""

import pytest
from werkzeug.datastructures import MultiDict

from directory.listings.session_answers import SESSIONS
from directory.listings.session_questions import SessionQuestions

ASKED = ("days", "opens", "closes", "repeats", "begins", "finishes", "pauses", "note")


@pytest.fixture
def ask(app):
    """`ask(days_1=...)` gives the form as somebody sent it with these answers."""

    def sent(**answers) -> SessionQuestions:
        with app.test_request_context(method="POST", data=MultiDict({"repeats_1": "every week", **answers})):
            form = SessionQuestions()
            form.accepted()
            return form

    return sent


def test_each_session_is_asked_about_in_order(ask):
    names = [field.name for field in ask() if field.name[-2] == "_" and not field.name.startswith("closed")]
    assert names == [f"{name}_{number}" for number in SESSIONS for name in ASKED]


def test_times_without_days_are_asked_about_beside_the_session_they_belong_to(ask):
    form = ask(opens_2="10am", days_3="MO", opens_3="10am", closes_3="9am")
    assert form.days_2.errors == ["Choose the days of session 2"]
    assert form.closes_3.errors == ["The end must be after the start"]
    assert form.holds_session(2) and form.holds_session(3) and not form.holds_session(1)


def dated(name: str, day: int, month: int = 12, year: int = 2026) -> dict[str, str]:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


def test_as_many_as_there_are_and_one_more(ask):
    assert (ask().sessions_shown(), ask().breaks_shown()) == ([1], [1])
    assert ask(days_1="MO", days_2="TU").sessions_shown() == [1, 2, 3]
    assert ask(opens_3="teatime").sessions_shown() == [1, 3]
    assert ask(**{f"days_{number}": "MO" for number in SESSIONS}).sessions_shown() == list(SESSIONS)
    assert ask(**dated("closed_to_1", 24)).breaks_shown() == [1, 2]


def test_the_last_day_is_not_before_the_first(ask):
    form = ask(days_1="MO", **dated("begins_1", 3), **dated("finishes_1", 2))
    assert form.finishes_1.errors == ["The last day must not be before the first"]
    form = ask(**dated("closed_from_1", 3), **dated("closed_to_1", 2), **dated("closed_from_2", 4))
    assert form.closed_to_1.errors == ["The last day must not be before the first"]
    assert form.closed_to_2.errors == ["Enter the last day of break 2"]
    assert ask(**dated("closed_from_1", 31, 2)).closed_to_1.errors == []


def test_an_evening_may_go_on_past_midnight(ask):
    assert not ask(days_1="FR", opens_1="8pm", closes_1="midnight").closes_1.errors
    assert ask(days_1="FR", opens_1="8pm", closes_1="7pm").closes_1.errors
