"""The tokens of links: a random number that this installation signed for one purpose."""

import hashlib
import secrets

from itsdangerous import BadSignature, Signer

from directory.upkeep.links.words import Purpose

LONGEST = 200


def drawn(secret: str, purpose: Purpose) -> str:
    """A new token of 256 random bits, signed."""
    return _signer(secret, purpose).sign(secrets.token_urlsafe(32)).decode()


def signed(secret: str, purpose: Purpose, token: str) -> bool:
    """Whether this installation signed the token, for this purpose: what is forged never reaches the database."""
    if len(token) > LONGEST or not token.isascii():
        return False
    try:
        _signer(secret, purpose).unsign(token)
    except BadSignature:
        return False
    return True


def hashed(token: str) -> str:
    """What is kept of the whole token: enough to know it again to the last letter, not enough to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _signer(secret: str, purpose: Purpose) -> Signer:
    return Signer(secret, salt=f"link to {purpose}", key_derivation="hmac", digest_method=hashlib.sha256)
