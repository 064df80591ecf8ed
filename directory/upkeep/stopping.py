"""Tokens with which the reader of a letter stops such letters, signed so that nobody can stop another's."""

import hashlib

from itsdangerous import BadSignature, Signer

from core.links import link
from core.outbox import queries as messages
from core.settings import setting

LONGEST = 200
ALL = "all"


def address(email: str) -> str:
    """The whole address of the page on which whoever reads `email` stops all that can be stopped.

    It holds a hash and no address.
    """
    return link(f"/directory/keep/no-more/{token(email)}")


def token(email: str) -> str:
    """What `reader` knows an address by."""
    return signed(setting("SECRET_KEY"), ALL, messages.hashed(email))


def reader(token: str) -> str | None:
    """The hash of the address whose letters this token stops; None where it stops nobody's."""
    return read(setting("SECRET_KEY"), ALL, token)


def signed(secret: str, letters: str, reader: str) -> str:
    """The token that stops the `letters`, such as "watching", of this `reader`: an id or a hash, never an address."""
    return _signer(secret, letters).sign(reader).decode()


def read(secret: str, letters: str, token: str) -> str | None:
    """The reader whose letters this token stops; None for one that this installation did not sign for these letters."""
    if len(token) > LONGEST or not token.isascii():
        return None
    try:
        return _signer(secret, letters).unsign(token).decode()
    except BadSignature:
        return None


def _signer(secret: str, letters: str) -> Signer:
    return Signer(secret, salt=f"stop {letters}", sep=".", key_derivation="hmac", digest_method=hashlib.sha256)
