"""Carriers: a real SMTP server, files, and servers that refuse, hang or are not there."""

import email
import email.policy
import smtplib
import socket
import uuid
from contextlib import contextmanager
from email.errors import MessageError

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from core import clock
from core.outbox import carriers
from core.outbox.bounces import Unreachable
from core.outbox.carriers import Files, Smtp, carrier_for, letter
from core.outbox.models import Message

TEXT = "One line\n.\nand a dot alone on a line before it\n"
SENDER = "Footbridge <no-reply@footbridge.example>"


def message(**facts) -> Message:
    given = {
        "recipient": "someone@footbridge.example",
        "subject": "Kept – é",
        "text": TEXT,
        "kind": "trial",
    }
    row = Message(**given | facts)
    row.id, row.created_at = uuid.uuid4(), clock.now()
    return row


class Box:
    """An SMTP server's handler that keeps what it is given, or answers as it is told."""

    def __init__(self, answer="250 OK", *, of_address=None):
        self.answer, self.of_address, self.letters = answer, of_address, []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - the library's name
        if self.of_address is None:
            envelope.rcpt_tos.append(address)
        return self.of_address or "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the library's name
        self.letters.append(envelope)
        return self.answer


@contextmanager
def server(handler, **settings):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port, **settings)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def smtp(port, **settings) -> Smtp:
    return Smtp("127.0.0.1", port, sender=SENDER, **{"tls": "none"} | settings)


def test_a_message_arrives_whole():
    box, sent = Box(), message()
    with server(box) as port:
        smtp(port).carry(sent)
    (envelope,) = box.letters
    mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert envelope.rcpt_tos == [mail["To"]] == ["someone@footbridge.example"]
    assert (mail["From"], mail["Subject"]) == (SENDER, "Kept – é")
    assert mail["Message-ID"] == sent.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n") == TEXT


def test_the_server_is_signed_in_to_where_the_settings_say_so():
    seen = []

    def check(_server, _session, _envelope, _mechanism, data):
        seen.append((data.login, data.password))
        return AuthResult(success=True)

    with server(Box(), authenticator=check, auth_require_tls=False) as port:
        smtp(port, username="us", password="secret").carry(message())
    assert seen == [(b"us", b"secret")]


def test_starttls_is_never_silently_left_out():
    box = Box()
    with server(box) as port, pytest.raises(smtplib.SMTPNotSupportedError):
        smtp(port, tls="starttls").carry(message())
    assert box.letters == []


@pytest.mark.parametrize("answer", ["451 later", "550 never", "554 no"])
def test_a_server_that_refuses_is_a_failure(answer):
    with server(Box(answer)) as port, pytest.raises(smtplib.SMTPException):
        smtp(port).carry(message())


@pytest.mark.parametrize(
    ("answer", "code"), [("550 5.1.1 nobody of that name", "5.1.1"), ("550 no such user", "550"), ("553 odd", "553")]
)
def test_an_address_that_nobody_reads_is_told_from_other_trouble(answer, code):
    with server(Box(of_address=answer)) as port, pytest.raises(Unreachable) as refused:
        smtp(port).carry(message())
    assert refused.value.code == code
    assert refused.value.__cause__ is None
    with server(Box("550 5.1.1 nobody")) as port, pytest.raises(Unreachable):
        smtp(port).carry(message())


@pytest.mark.parametrize("answer", ["451 4.2.1 grey list", "550 5.7.1 we take nothing from you", "552 5.2.2 full"])
def test_what_may_be_better_tomorrow_is_tried_again(answer):
    with server(Box(of_address=answer)) as port, pytest.raises(smtplib.SMTPRecipientsRefused):
        smtp(port).carry(message())


def test_a_page_comes_last_and_says_how_to_stop():
    stop = "https://footbridge.example/directory/keep/no-mail/a-token"
    mail = email.message_from_bytes(
        bytes(letter(message(html="<p>é</p>", stop=stop), SENDER)), policy=email.policy.default
    )
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail.get_body(("html",)).get_content() == "<p>é</p>\n"
    assert mail["List-Unsubscribe"] == f"<{stop}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain = letter(message(), SENDER)
    assert plain["List-Unsubscribe"] is None
    assert plain.get_content_type() == "text/plain"


def test_a_long_address_to_stop_arrives_in_one_piece():
    """A mail program that finds a space in the address cannot call it."""
    stop = f"https://a-rather-long-name.footbridge.example/directory/keep/no-mail/{'x' * 43}.{'y' * 43}"
    raw = bytes(letter(message(html="<p>Hello</p>", stop=stop), SENDER))
    mail = email.message_from_bytes(raw, policy=email.policy.compat32)
    assert "".join(mail["List-Unsubscribe"].splitlines()).strip() == f"<{stop}>"


def test_a_server_that_is_not_there_is_a_failure():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(ConnectionRefusedError):
        smtp(port).carry(message())


@pytest.mark.parametrize("tls", ["none", "starttls", "implicit"])
def test_a_server_that_hangs_is_left_after_a_while(monkeypatch, tls):
    monkeypatch.setattr(carriers, "TIMEOUT_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.raises((TimeoutError, smtplib.SMTPException)):
        smtp(listener.getsockname()[1], tls=tls).carry(message())


@pytest.mark.parametrize(
    "recipient", ["a@b.example\r\nBcc: other@c.example", "a@b.example\n", "not an address", "a b@c@d"]
)
def test_nobody_slips_a_header_in_by_the_recipient(recipient):
    with pytest.raises((ValueError, MessageError)):
        letter(message(recipient=recipient), SENDER)


@pytest.mark.parametrize("subject", ["Hello\r\nBcc: other@c.example", "Hello\nX: y"])
def test_nobody_slips_a_header_in_by_the_subject(subject):
    with pytest.raises(ValueError, match="linefeed"):
        letter(message(subject=subject), SENDER)


def test_files_can_be_opened_by_any_mail_program(tmp_path):
    sent = message()
    Files(tmp_path / "deep" / "outbox", sender=SENDER).carry(sent)
    (path,) = (tmp_path / "deep" / "outbox").iterdir()
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert path.suffix == ".eml"
    assert mail["To"] == sent.recipient
    assert mail.get_content() == sent.text


def test_a_folder_that_cannot_be_written_is_a_failure(tmp_path):
    (tmp_path / "outbox").write_text("a file stands in the way")
    with pytest.raises(FileExistsError):
        Files(tmp_path / "outbox", sender=SENDER).carry(message())


def test_the_settings_choose_the_carrier(app):
    assert isinstance(carrier_for(app.config), Files)
    chosen = carrier_for({**app.config, "SMTP_HOST": "mail.example", "SMTP_PORT": 2525})
    assert isinstance(chosen, Smtp)
    assert (chosen.host, chosen.port, chosen.tls) == ("mail.example", 2525, "starttls")
