"""Who carries a message out of the house: an SMTP server, or files in a folder."""

import smtplib
import ssl
from contextlib import contextmanager
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

from core import clock
from core.outbox.bounces import Unreachable, refusal
from core.outbox.models import Message

TIMEOUT_SECONDS = 20
# Below the 998 letters of RFC 5322 2.1.1, and long enough that an address is neither folded nor encoded: mail programs
# call it as it stands.
LONG_LINES = policy.default.clone(max_line_length=900)


class Carrier(Protocol):
    """Takes one message away, or raises: Unreachable where nobody reads that address, any other error to try again."""

    def carry(self, message: Message) -> None: ...


def carrier_for(config) -> Carrier:
    """SMTP where the settings name a server, otherwise files."""
    if config["SMTP_HOST"]:
        return Smtp(
            config["SMTP_HOST"],
            config["SMTP_PORT"],
            sender=config["MAIL_FROM"],
            tls=config["SMTP_TLS"],
            username=config.get("SMTP_USERNAME"),
            password=config.get("SMTP_PASSWORD"),
        )
    return Files(Path(config["OUTBOX_FOLDER"]), sender=config["MAIL_FROM"])


def letter(message: Message, sender: str) -> EmailMessage:
    """The message as e-mail; line ends in a header are refused by the library, so none can be slipped in.

    With a page beside the text it has two parts that say the same, the page last (RFC 2046 5.1.4); with an address to
    stop, the headers by which a mail program shows a button for it (RFC 2369, RFC 8058).
    """
    mail = EmailMessage(policy=LONG_LINES)
    mail["From"] = sender
    mail["To"] = Address(addr_spec=message.recipient)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    if message.stop:
        mail["List-Unsubscribe"] = f"<{message.stop}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(message.text or "")
    if message.html:
        mail.add_alternative(message.html, subtype="html")
    return mail


@contextmanager
def _reading_refusals():
    """Tell an answer that nobody reads this address from all others, which may be better tomorrow."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as refused:
        for status, words in refused.recipients.values():
            if code := refusal(status, words):
                raise Unreachable(code) from None
        raise
    except smtplib.SMTPDataError as refused:
        code = refusal(refused.smtp_code, refused.smtp_error)
        if code and code.startswith("5.1."):
            raise Unreachable(code) from None
        raise


class Files:
    """Writes each message to a folder, as a file that any mail program opens."""

    def __init__(self, folder: Path, *, sender: str) -> None:
        self.folder, self.sender = folder, sender

    def carry(self, message: Message) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{message.created_at:%Y%m%d-%H%M%S}-{message.id}.eml"
        unfinished = self.folder / f".{name}"
        unfinished.write_bytes(bytes(letter(message, self.sender)))
        unfinished.replace(self.folder / name)


class Smtp:
    """Hands each message to an SMTP server. `tls` is `starttls`, `implicit` or `none`."""

    def __init__(self, host: str, port: int, *, sender: str, tls: str, username=None, password=None) -> None:
        self.host, self.port, self.sender, self.tls = host, port, sender, tls
        self.username, self.password = username, password

    def carry(self, message: Message) -> None:
        with self._connect() as server:
            if self.tls == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self.username:
                server.login(self.username, self.password or "")
            with _reading_refusals():
                server.send_message(letter(message, self.sender))

    def _connect(self) -> smtplib.SMTP:
        if self.tls == "implicit":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_SECONDS, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
