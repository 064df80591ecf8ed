"""Delivery: once, in order, with patience; what will not go is seen and holds up nothing else."""

import uuid
from datetime import UTC, datetime, timedelta
from email.errors import MessageError

import pytest

from core import clock
from core.db import db, transaction
from core.outbox import delivery, operations, queries
from core.outbox.bounces import Unreachable
from core.outbox.carriers import Files
from core.outbox.models import MailStop, Message, State
from core.refusals import Missing, Refused
from tests.core.outbox.reports import report

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


def test_what_a_message_says_is_kept_no_longer_than_it_takes(app):
    post(html="<p>A link</p>", stop="https://footbridge.example/stop")
    delivery.deliver(Carrier())
    assert (only().text, only().html, only().stop) == (None, None, None)


class TestBounces:
    def test_an_address_that_nobody_reads_is_not_tried_again(self, app):
        with clock.at(NOON):
            post("poison@footbridge.example", html="<p>A link</p>")
            outcome = delivery.deliver(Carrier(Unreachable("5.1.1")))
        assert (outcome.sent, outcome.failed, outcome.bounced) == (0, 1, 1)
        message = only()
        assert (message.state, message.problem, message.bounced_at) == (State.BOUNCED, "5.1.1", NOON)
        assert (message.text, message.html) == (None, None)
        with clock.at(NOON + timedelta(days=2)):
            assert delivery.deliver(Carrier()).sent == 0
        assert queries.standing().bounced == 1
        with pytest.raises(Refused):
            operations.try_again(message)

    def test_a_message_that_comes_back_later_has_bounced_too_and_once(self, app):
        post()
        delivery.deliver(Carrier())
        with transaction():
            assert operations.note_bounce(only(), "5.1.1")
        assert not operations.note_bounce(only(), "5.2.1"), "known already"
        assert only().problem == "5.1.1"


class TestStopping:
    STOP = "https://footbridge.example/stop"

    def test_who_wants_no_more_gets_no_more(self, app):
        post("Group@footbridge.example", stop=self.STOP)
        post("other@footbridge.example", stop=self.STOP)
        with transaction():
            assert operations.stop("group@footbridge.example")
            assert not operations.stop("GROUP@footbridge.example"), "that is so already"
        post("group@footbridge.example", stop=self.STOP, html="<p>A link</p>")
        carrier = Carrier()
        delivery.deliver(carrier)
        assert [to for to, _ in carrier.carried] == ["other@footbridge.example"], "not even what waited"
        for message in queries.latest(State.DISCARDED):
            assert (message.text, message.html, message.stop) == (None, None, None)
        assert len(queries.latest(State.DISCARDED)) == 2

    def test_what_nobody_can_stop_still_goes(self, app):
        """A new password is asked for by its reader."""
        with transaction():
            operations.stop("someone@footbridge.example")
        post()
        assert delivery.deliver(Carrier()).sent == 1

    def test_they_may_think_again(self, app):
        with transaction():
            operations.stop("someone@footbridge.example")
            assert operations.resume("Someone@footbridge.example")
            assert not operations.resume("someone@footbridge.example")
        post(stop=self.STOP)
        assert delivery.deliver(Carrier()).sent == 1

    def test_the_address_itself_is_not_kept(self, app):
        with transaction():
            operations.stop("someone@footbridge.example")
        assert "someone" not in db.session.query(MailStop).one().who


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

    def test_a_report_notes_that_a_message_came_back(self, app):
        post()
        delivery.deliver(Carrier())
        runner, raw = app.test_cli_runner(), report(only().message_id)
        for words in ("bounced: 5.1.1", "known already"):
            answer = runner.invoke(args=["outbox", "bounced"], input=raw)
            assert words in answer.output
            assert "someone" not in answer.output
        assert (only().state, only().problem) == (State.BOUNCED, "5.1.1")
        assert "1 bounced" in runner.invoke(args=["outbox", "show"]).output

    @pytest.mark.parametrize("raw", [b"", b"\xff\x00 nothing that is mail", report("<who@knows.example>")])
    def test_what_is_no_report_about_ours_changes_nothing(self, app, raw):
        post()
        assert "nothing to note" in app.test_cli_runner().invoke(args=["outbox", "bounced"], input=raw).output
        assert only().state is State.WAITING

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
