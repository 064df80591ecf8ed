"""Delivery: once, in order, with patience; what will not go is seen and holds up nothing else."""

import uuid
from datetime import UTC, datetime, timedelta
from email.errors import MessageError

import pytest

from core import clock
from core.db import db, transaction
from core.outbox import delivery, operations, queries
from core.outbox.carriers import Files
from core.outbox.models import Message, State
from core.refusals import Missing, Refused

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Carrier:
    """Takes every message but those to the poisoned address."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error, self.carried = error, []

    def carry(self, message) -> None:
        assert not db.session().in_transaction(), "no lock is held while a mail server takes its time"
        if message.recipient.startswith("poison"):
            raise self.error or OSError("someone@footbridge.example did not like it")
        self.carried.append((message.recipient, message.text))


def post(to="someone@footbridge.example", **facts) -> None:
    with transaction():
        operations.post(**{"to": to, "subject": "A subject", "text": "A link", "kind": "trial"} | facts)


def only() -> Message:
    db.session.expire_all()
    return db.session.query(Message).one()


def test_a_message_goes_once_and_its_text_is_not_kept(app):
    post()
    carrier = Carrier()
    assert delivery.deliver(carrier).sent == 1
    assert delivery.deliver(carrier).sent == 0
    assert carrier.carried == [("someone@footbridge.example", "A link")]
    message = only()
    assert (message.state, message.text, message.tries) == (State.SENT, None, 1)
    assert message.sent_at is not None


def test_a_message_of_a_transaction_that_was_undone_never_goes(app):
    operations.post(to="a@footbridge.example", subject="s", text="t", kind="trial")
    db.session.rollback()
    assert delivery.deliver(Carrier()).sent == 0


def test_a_poisonous_message_holds_up_no_other(app):
    for to in ("first@footbridge.example", "poison@footbridge.example", "last@footbridge.example"):
        post(to)
    carrier = Carrier()
    outcome = delivery.deliver(carrier)
    assert (outcome.sent, outcome.failed) == (2, 1)
    assert len(carrier.carried) == 2


@pytest.mark.parametrize("error", [OSError(), ValueError("bad header"), MessageError(), IndexError()])
def test_only_the_kind_of_problem_is_written_down(app, error):
    post("poison@footbridge.example")
    delivery.deliver(Carrier(error))
    message = only()
    assert message.problem == type(error).__name__
    assert message.state is State.WAITING


def test_tries_wait_longer_and_longer_and_then_the_message_has_failed(app):
    with clock.at(NOON):
        post("poison@footbridge.example")
    moment, waits = NOON, []
    for _ in operations.WAITS:
        with clock.at(moment):
            assert delivery.deliver(Carrier()).failed == 1
            assert delivery.deliver(Carrier()).failed == 0, "it waits before the next try"
        waits.append(only().due_at - moment)
        moment = only().due_at
    assert tuple(waits) == operations.WAITS
    assert list(waits) == sorted(waits)
    with clock.at(moment):
        delivery.deliver(Carrier())
    message = only()
    assert message.state is State.FAILED
    assert message.text == "A link", "it can still be tried again"
    with clock.at(moment + timedelta(days=400)):
        assert delivery.deliver(Carrier()).failed == 0


def test_a_failed_message_can_be_put_back_and_goes(app):
    post("poison@footbridge.example")
    message = only()
    message.state, message.tries, message.recipient = State.FAILED, 12, "mended@footbridge.example"
    operations.try_again(message)
    db.session.commit()
    assert delivery.deliver(Carrier()).sent == 1


def test_only_a_failed_message_can_be_put_back(app):
    post()
    with pytest.raises(Refused):
        operations.try_again(only())


def test_what_one_sender_has_claimed_another_does_not_take_until_the_claim_runs_out(app):
    with clock.at(NOON):
        post()
        with transaction():
            assert len(operations.claim_due()) == 1
        assert delivery.deliver(Carrier()).sent == 0
    with clock.at(NOON + operations.CLAIM):
        assert delivery.deliver(Carrier()).sent == 1


def test_a_message_given_twice_carries_the_same_id(app):
    """A sender killed after the server's yes hands the message over again; the mail system can tell."""
    post()
    first = only().message_id
    with clock.at(clock.now() + timedelta(hours=1)):
        assert only().message_id == first


def test_the_oldest_goes_first(app):
    for minutes in (3, 1, 2):
        with clock.at(NOON + timedelta(minutes=minutes)):
            post(f"minute{minutes}@footbridge.example")
    carrier = Carrier()
    with clock.at(NOON + timedelta(hours=1)):
        delivery.deliver(carrier)
    assert [to for to, _ in carrier.carried] == [f"minute{m}@footbridge.example" for m in (1, 2, 3)]


def test_a_subject_is_one_line(app):
    post(subject="Hello\r\nBcc: other@footbridge.example")
    assert only().subject == "Hello Bcc: other@footbridge.example"


def test_a_clock_that_jumps_back_loses_no_message(app):
    with clock.at(NOON + timedelta(days=365)):
        post()
    with clock.at(NOON):
        assert delivery.deliver(Carrier()).sent == 0
    with clock.at(NOON + timedelta(days=365)):
        assert delivery.deliver(Carrier()).sent == 1


def test_an_invented_past_is_discarded_unsent(app):
    with clock.at(NOON - timedelta(days=1)):
        post()
    with clock.at(NOON):
        post("new@footbridge.example")
        with transaction():
            assert operations.discard_before(NOON) == 1
        carrier = Carrier()
        delivery.deliver(carrier)
    assert [to for to, _ in carrier.carried] == ["new@footbridge.example"]


def test_how_the_outbox_stands(app):
    with clock.at(NOON):
        post()
        post("poison@footbridge.example")
        assert queries.standing() == queries.Standing(waiting=2, failed=0, overdue_seconds=0)
    with clock.at(NOON + timedelta(seconds=90)):
        assert queries.standing().overdue_seconds == 90
        delivery.deliver(Carrier())
    assert [message.recipient for message in queries.latest(State.SENT)] == ["someone@footbridge.example"]
    assert len(queries.latest()) == 2


def test_a_message_that_is_not_there_is_missing(app):
    with pytest.raises(Missing):
        queries.find(uuid.uuid4())


class TestCommands:
    def test_send_says_what_it_did(self, app, tmp_path):
        post()
        answer = app.test_cli_runner().invoke(args=["outbox", "send"])
        assert answer.output == "1 sent, 0 not delivered\n"
        assert len(list((tmp_path / "outbox").glob("*.eml"))) == 1

    def test_show_and_try_again(self, app):
        post("poison@footbridge.example")
        with transaction():
            operations.note_failure(only(), "OSError")
            only().state = State.FAILED
        assert "1 failed" in app.test_cli_runner().invoke(args=["outbox", "show"]).output
        assert "1 put back" in app.test_cli_runner().invoke(args=["outbox", "try-again"]).output
        assert only().state is State.WAITING


@pytest.mark.parametrize("recipient", ["a b@c@d", "@", "a@", "", "a@b.example\r\nBcc: c@d.example", "é@é"])
def test_an_address_that_no_mail_can_carry_does_not_stop_the_sender(app, tmp_path, recipient):
    post(recipient)
    post()
    outcome = delivery.deliver(Files(tmp_path, sender="Footbridge <us@footbridge.example>"))
    assert outcome.sent >= 1
    assert outcome.sent + outcome.failed == 2


def test_files_are_the_default(app, tmp_path):
    post()
    assert delivery.deliver(Files(tmp_path, sender="Footbridge <us@footbridge.example>")).sent == 1
