"""Short texts of a record: an error calls an answer by its name, and a question “This”."""

import pytest

from core.forms import Form
from referrals.fields import text


@pytest.mark.parametrize(
    ("label", "called"), [("Notes (optional)", "Notes"), ("About the risks? (optional)", "This"), ("Notes", "Notes")]
)
def test_an_error_never_says_that_an_answer_is_optional(app, label, called):
    kind = type("Told", (Form,), {"told": text(label, longest=3)})
    with app.test_request_context("/", method="POST", data={"told": "four"}):
        form = kind()
        form.validate()
        assert form.told.errors == [f"{called} must be 3 characters or fewer"]
    with app.test_request_context("/", method="POST", data={"told": "a\x00"}):
        form = kind()
        form.validate()
        assert "(optional)" not in form.told.errors[0]
