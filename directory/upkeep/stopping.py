"""Tokens with which the reader of a letter stops such letters, signed so that nobody can stop another's."""

import hashlib

from itsdangerous import BadSignature, Signer

LONGEST = 200


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
