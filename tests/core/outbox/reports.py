"""Reports of mail systems about messages that did not arrive, as RFC 3464 has them."""

PARTS = {
    "whole": "Content-Type: message/rfc822\r\n\r\nFrom: us@footbridge.example\r\nMessage-ID: {id}\r\n\r\nHello",
    "headers": "Content-Type: text/rfc822-headers\r\n\r\nFrom: us@footbridge.example\r\nMessage-ID: {id}\r\n",
    "nothing": "Content-Type: text/plain\r\n\r\nNothing is sent back.",
}


def report(message_id: str, *, action="failed", status="5.1.1", back="whole", reply_to="") -> bytes:
    """A report about the message with this id; `back` is what it sends back of it, see PARTS."""
    text = (
        "From: MAILER-DAEMON@mail.example\r\nTo: us@footbridge.example\r\nSubject: Undelivered mail\r\n"
        f"{f'In-Reply-To: {reply_to}' if reply_to else 'Precedence: bulk'}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nWe are sorry: someone@footbridge.example is not here.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n\r\n"
        f"Final-Recipient: rfc822; someone@footbridge.example\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 nobody of that name\r\n\r\n"
        f"--b\r\n{PARTS[back].format(id=message_id)}\r\n--b--\r\n"
    )
    return text.encode()
