"""Fields of our own: what was typed stays as typed, what was not sent stays as it was."""

import datetime as dt

import pytest

from core.fields import DateField, IdentifierField, named
from core.forms import Form
from referrals.caseload import times


class TimeForm(Form):
    time = IdentifierField("Time", parse=times.time_of_day)


@pytest.mark.parametrize("sent", [{}, {"time": ""}])
def test_an_answer_that_was_not_sent_is_not_read_as_one(app, sent):
    with app.test_request_context("/", method="POST", data=sent):
        form = TimeForm(time=dt.time(10, 30))
        form.validate()
        assert not form.time.errors
        assert form.time.data == ("" if sent else dt.time(10, 30))


def test_an_error_calls_an_answer_by_its_label_and_that_of_a_question_this(app):
    labels = ("Expires", "Starts (optional)", "Why? (optional)")
    assert [named(label) for label in labels] == ["Expires", "Starts", "This"]
    until = type("Until", (Form,), {"until": DateField("Until when?", example="27 3 2027")})
    with app.test_request_context("/", method="POST", data={"until-day": "31", "until-month": "2"}):
        form = until()
        form.validate()
        assert form.until.errors == ["This must be a real date, like 27 3 2027"]
