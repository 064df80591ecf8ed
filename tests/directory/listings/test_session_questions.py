"""The form asks the same of each of three sessions, in the order in which people say it."""

import pytest
from werkzeug.datastructures import MultiDict

from directory.listings.session_questions import SessionQuestions

ASKED = ("days", "opens", "closes", "repeats", "note")


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
    names = [field.name for field in ask() if field.name[-2] == "_"]
    assert names == [f"{name}_{number}" for number in (1, 2, 3) for name in ASKED]


def test_times_without_days_are_asked_about_beside_the_session_they_belong_to(ask):
    form = ask(opens_2="10am", days_3="MO", opens_3="10am", closes_3="9am")
    assert form.days_2.errors == ["Choose the days of session 2"]
    assert form.closes_3.errors == ["The end must be after the start"]
    assert form.holds_session("2") and form.holds_session("3") and not form.holds_session("1")
