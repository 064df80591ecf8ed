"""Addresses of web pages that a public page may link to."""

import re
from urllib.parse import SplitResult, urlsplit

from core.identifiers.not_valid import NotValid
from core.identifiers.typed import plain

ASK = "Enter a website address, like https://www.example.org"
LONGEST = 2000

_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):(?!\d)", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9\-]*[a-z])[a-z0-9\-]{2,63}")


def parse(text: str) -> str:
    r"""The address with http:// or https:// and its host in small letters, at most 2,000 characters.

    `https://` is added where there is no scheme. Any other scheme (javascript:, data:, mailto:), a user name or
    password, spaces, a \ (which browsers read as /), a bare name such as `localhost` and a number in the place of
    a name are refused: such links lead somewhere else than they say. Raises NotValid.
    """
    typed = plain(text, longest=LONGEST, ask=ASK)
    if re.search(r'[\s\\<>"`{}|^]', typed):
        raise NotValid(f"A website address has no spaces, quotation marks or brackets in it. {ASK}")
    parts = _split(_with_scheme(typed))
    _refuse_other_places(parts)
    address = parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower().removesuffix("."))
    return address.geturl()


def _with_scheme(typed: str) -> str:
    scheme = _SCHEME.match(typed)
    if not scheme:
        return f"https://{typed.removeprefix('//')}"
    if scheme[1].lower() not in {"http", "https"} or not typed[scheme.end() :].startswith("//"):
        raise NotValid(f"A website address begins with https:// or http://. {ASK}")
    return typed


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port  # a port that is no number is noticed only when it is asked for
    except ValueError:
        raise NotValid(f"This is not a website address. {ASK}") from None
    return parts


def _refuse_other_places(parts: SplitResult) -> None:
    if "@" in parts.netloc:
        raise NotValid(f"Leave out the user name and the @. {ASK}")
    if not _HOST.fullmatch((parts.hostname or "").removesuffix(".")):
        raise NotValid(f"This is not a website address. {ASK}")
