"""What mail systems say of a message that did not arrive: their answers (RFC 5321) and their reports (RFC 3464)."""

import email
import re
from email.message import Message
from typing import NamedTuple

# Answers that say of the address itself that nobody can be reached there; others of 5.. may be about us (RFC 5321).
OF_THE_ADDRESS = {550, 551, 553}
ENHANCED = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")
# Refused for a rule of theirs about us or what we sent; full for the moment.
NOT_OF_THE_ADDRESS = re.compile(r"5\.7\.\d+|5\.2\.2|5\.3\.\d+")
MOST_PARTS = 50


class Unreachable(Exception):
    """The mail system says that nobody can be reached at the address; `code` is its answer, such as 5.1.1 or 550."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Report(NamedTuple):
    """A report that a message did not arrive: the Message-ID that it quotes, and the code of RFC 3463."""

    message_id: str
    code: str


def refusal(status: int, words: bytes | str) -> str | None:
    """The code of an answer that says that nobody can be reached at the address; None for every other answer.

    An enhanced code (RFC 3463) says more than the three digits: 550 5.7.1 is a rule about who may send.
    """
    said = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    if found := ENHANCED.match(said):
        code = found.group(1)
        return code if code.startswith("5.") and not NOT_OF_THE_ADDRESS.fullmatch(code) else None
    return str(status) if status in OF_THE_ADDRESS else None


def read(raw: bytes) -> Report | None:
    """What a message says that a mail system sent about one of ours; None if it is no report of a failure.

    Any bytes at all are taken: what cannot be read is no report. A delay is none either: they try on.
    """
    mail = email.message_from_bytes(raw)
    parts = [part for part, _ in zip(mail.walk(), range(MOST_PARTS), strict=False)]
    code = next(filter(None, map(_failed, parts)), None)
    message_id = next(filter(None, map(_quoted, parts)), None) or str(mail.get("In-Reply-To", ""))
    return Report(message_id.strip(), code) if code and message_id.strip() else None


def _failed(part: Message) -> str | None:
    """The status of the first recipient for whom delivery failed, of a part that tells of delivery (RFC 3464 2.3)."""
    if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
        return None
    for block in part.get_payload():
        if str(block.get("Action", "")).strip().lower() == "failed":
            found = ENHANCED.match(str(block.get("Status", "")))
            return found.group(1) if found else "5.0.0"
    return None


def _quoted(part: Message) -> str | None:
    """The Message-ID of the message that is sent back, whole or its headers alone (RFC 3462 2)."""
    kind = part.get_content_type()
    if kind == "message/rfc822" and part.is_multipart():
        back = part.get_payload(0)
    elif kind in {"text/rfc822-headers", "message/rfc822-headers"}:
        back = email.message_from_bytes(part.get_payload(decode=True) or b"")
    else:
        return None
    return str(back.get("Message-ID", "")) or None
