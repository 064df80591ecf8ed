"""The letter on a page that decides: it goes only as it was shown, and never with a gap."""

import pytest
import wtforms

from core.db import transaction
from core.outbox import operations as outbox
from directory.upkeep import letters
from directory.upkeep.letter_form import LetterQuestions
from directory.upkeep.wordings import Wording

pytestmark = pytest.mark.page_only


class RefuseForm(LetterQuestions):
    """A form as other pages have it."""

    reason = wtforms.StringField("Why")


@pytest.fixture
def ask(app):
    """Draw the form, or send it with answers; `to` is the address known."""

    def asked(sent=None, *, to="choir@example.org"):
        began = letters.begin(Wording.CLAIM_REFUSED, listing="Tide Singers")
        with app.test_request_context(method="GET"):
            drawn = RefuseForm(meta={"csrf": False})
            drawn.write(began, to=to)
            answers = {name: field.data for name, field in drawn._fields.items() if field.data not in (None, False)}
        if sent is None:
            return drawn, answers
        keep = {name: value for name, value in sent.items() if value is not None}
        with app.test_request_context(method="POST", data=keep):
            form = RefuseForm(meta={"csrf": False})
            form.write(began, to=to)
            good = form.accepted()
            return good, form, form.letter()

    return asked


def test_a_letter_is_shown_as_it_will_look_and_goes_with_the_second_press(ask):
    _, answers = ask()
    sent = answers | {"tell": "y", "reason": "Nobody there knows you."}
    good, form, letter = ask(sent)
    assert not good and form.looking and form.status == 200
    assert "This is why: Nobody there knows you." in letter.text and letter.subject == "You asked to keep Tide Singers"
    good, form, letter = ask(sent | {"looked_at": form.looked_at.data})
    assert good and form.answers()["letter"].text in letter.text
    assert set(form.answers()) == {"reason", "letter"}


def test_nobody_is_promised_a_letter_whose_reader_has_stopped_our_mail(app, ask):
    with transaction():
        outbox.stop("choir@example.org")
    form, answers = ask()
    assert form.to is None and "tell" not in answers
    good, form, letter = ask({"reason": "No."})
    assert good and letter is None and form.answers()["letter"] is None


def test_a_letter_that_was_changed_since_is_shown_again(ask):
    _, answers = ask()
    sent = answers | {"tell": "y", "reason": "No."}
    _, form, _ = ask(sent)
    good, form, letter = ask(sent | {"looked_at": form.looked_at.data, "message": "Sorry."})
    assert not good and form.looking and letter.text.startswith("Sorry.")


def test_no_letter_goes_with_a_gap_or_without_words(ask):
    _, answers = ask()
    good, form, _ = ask(answers | {"tell": "y"})
    assert not good and form.reason.errors == ["Say why: the letter tells the group"] and not form.message.errors
    good, form, _ = ask(answers | {"tell": "y", "subject": "", "message": " "})
    assert form.subject.errors == ["Enter the subject of the letter"] and form.message.errors == ["Enter the letter"]


def test_without_a_letter_the_decision_is_taken_at_once(ask):
    _, answers = ask()
    good, form, letter = ask(answers | {"tell": None})
    assert good and letter is None and form.answers()["letter"] is None
    good, form, letter = ask({"tell": "", "subject": "", "message": "", "looked_at": "", "reason": "No."})
    assert good and letter is None and not form.subject.data and not form.message.data
    good, form, letter = ask({"reason": "No."}, to=None)
    assert good and letter is None and form.answers() == {"reason": "No.", "letter": None}


def test_each_decision_has_its_letter_and_it_is_shown_before_it_goes(app):
    letters_of = {
        "yes": letters.begin(Wording.CLAIM_ACCEPTED, listing="Tide Singers"),
        "no": letters.begin(Wording.CLAIM_REFUSED, listing="Tide Singers", reason="Nobody knows you."),
    }

    def sent(decision, **answers):
        with app.test_request_context(method="POST", data={"tell": "y"} | answers):
            form = RefuseForm(meta={"csrf": False})
            form.write_one_of(letters_of, decision, to="choir@example.org")
            return form.accepted(), form, form.letter()

    good, form, letter = sent("yes", subject="", message="", looked_at="")
    assert not good and form.looking and letter.subject == "You can keep Tide Singers now"
    shown = {name: form[name].data for name in ("subject", "message", "looked_at")}
    good, form, letter = sent("no", **shown)
    assert not good and "Nobody knows you." in form.message.data and "Nobody knows you." in letter.text
    good, form, _ = sent("no", **{name: form[name].data for name in shown})
    assert good and form.answers()["letter"].wording is Wording.CLAIM_REFUSED
    good, form, _ = sent("yes", **shown | {"message": "My own words"})
    assert not good and form.message.data == "My own words"
    good, form, letter = sent(None, **shown)
    assert good and letter is None
