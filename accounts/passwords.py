"""Passwords: which are good enough, and how they are kept (Argon2id) and compared."""

import base64
import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from core.settings import setting

# ASVS 5.0 6.2.1 asks for 8 and advises 15; the NCSC's three random words come to 12 and more.
SHORTEST = 12
LONGEST = 200
# zxcvbn's score of 0 to 4: 2 stands for a million guesses or more. Below it a password is on its lists of common
# passwords, names and words, or a small change of one. What is left is for Argon2 and the waits between tries.
LOWEST_SCORE = 2
LOOKED_AT = 72  # characters that zxcvbn can take; a longer password is judged by its beginning

# OWASP's password storage cheat sheet takes 46 MiB once or 19 MiB twice as equal; this is 46 MiB twice.
COST = {"memory_cost": 47104, "time_cost": 2, "parallelism": 1}

ASK = f"Use {SHORTEST} characters or more, for example three words that only you would put together"


def problem(password: str, *, about: tuple[str, ...] = ()) -> str | None:
    """What is wrong with a new password, in words for the person, or None.

    Only length and how soon it would be guessed count: no rule asks for capitals or signs, and nothing is cut off
    or changed. `about` are words that others know of this person: names, the e-mail address.
    """
    if len(password) < SHORTEST:
        return f"Your password must have {SHORTEST} characters or more"
    if len(password) > LONGEST:
        return f"Your password must have {LONGEST} characters or fewer"
    if _is_only(password, about) or _score(password, about) < LOWEST_SCORE:
        return "This password is easy to guess. Choose one that only you would put together"
    return None


def _score(password: str, about: tuple[str, ...]) -> int:
    return zxcvbn(password[:LOOKED_AT], user_inputs=sorted(_words(about)))["score"]


def _words(about: tuple[str, ...]) -> set[str]:
    """What is known of the person, whole and in parts, and our own name."""
    parts = {part for text in about for part in (text, *text.replace("@", " ").replace(".", " ").split())}
    return {part.casefold()[:LOOKED_AT] for part in parts if part} | {"footbridge"}


def _is_only(password: str, about: tuple[str, ...]) -> bool:
    """Whether nothing is left of it without what others know and without digits, signs and spaces."""
    left = password.casefold()
    for word in sorted(_words(about), key=len, reverse=True):
        left = left.replace(word, "")
    return not any(character.isalpha() for character in left) and left != password.casefold()


def hashed(password: str) -> str:
    """The Argon2id hash to keep, with its cost and salt inside. Slow: hold no lock meanwhile."""
    return _hasher().hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether `password` is the one whose hash is kept. Where none is kept, the same work comes to False."""
    try:
        return _hasher().verify(kept or _nobodys(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether the hash was made at another cost than the settings ask for now."""
    return _hasher().check_needs_rehash(kept)


def _hasher() -> PasswordHasher:
    return _hasher_of(tuple(sorted((COST | setting("PASSWORD_COST")).items())))


@lru_cache
def _hasher_of(cost: tuple) -> PasswordHasher:
    return PasswordHasher(**dict(cost))


def _nobodys() -> str:
    """A hash that no password has, at the cost of today: comparing with it takes as long as with anybody's."""
    hasher = _hasher()
    salt, digest = (
        base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (hasher.salt_len, hasher.hash_len)
    )
    return f"$argon2id$v=19$m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}${salt}${digest}"
