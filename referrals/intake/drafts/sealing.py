"""Sealing of drafts at rest: a copy of the database cannot be read without the secret of the installation."""

import secrets
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.settings import setting

PURPOSE = b"footbridge: drafts of referrals, 1"
NONCE = 12


def seal(text: str, *, of: str) -> bytes:
    """`text`, encrypted and held to `of`: in the place of another row it does not open (AES-256-GCM, RFC 5116)."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + _key().encrypt(nonce, zlib.compress(text.encode("utf-8", "surrogatepass")), of.encode())


def unseal(sealed: bytes, *, of: str) -> str | None:
    """The text again; None where the secret is another now, or what was sealed has been changed."""
    try:
        opened = _key().decrypt(sealed[:NONCE], sealed[NONCE:], of.encode())
    except (InvalidTag, ValueError):
        return None
    return zlib.decompress(opened).decode("utf-8", "surrogatepass")


def _key() -> AESGCM:
    """A key for drafts only, drawn from the installation's secret (HKDF, RFC 5869)."""
    secret = setting("SECRET_KEY").encode()
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret))
