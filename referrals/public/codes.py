"""The codes by which somebody shows that an address is theirs, and the unguessable ends of their pages’ addresses."""

import hashlib
import hmac
import secrets
from datetime import timedelta

LASTS = timedelta(minutes=30)
MOST_TRIES = 5
MOST_SENT = 3
DIGITS = 6


def new_token() -> str:
    """The end of the address of a page: 256 random bits."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is kept of a token: enough to know it again, not enough to use it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_code() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def sealed(code: str, token_hash: str, secret: str) -> str:
    """What is kept of a code, for this request alone: without the secret, a million tries would not find it."""
    return hmac.new(secret.encode(), f"{token_hash} {code}".encode(), hashlib.sha256).hexdigest()


def typed(text: str) -> str:
    """The code that somebody typed, without the spaces between its digits; empty if it is none."""
    digits = "".join(text.split())
    return digits if len(digits) == DIGITS and digits.isascii() and digits.isdigit() else ""


def spoken(code: str) -> str:
    """The code in two groups, as it is read."""
    return f"{code[:3]} {code[3:]}"
