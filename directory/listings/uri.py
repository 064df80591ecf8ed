"""The address of a page as machines must have it: a URI of ASCII characters only (RFC 3986)."""

import re
from urllib.parse import quote

# What RFC 3986 allows outside of brackets, which only the number of a host may stand in.
_ALLOWED = "!$&'()*+,;=:@/?#%"
_URI = re.compile(
    r"https?://[A-Za-z0-9.\-]+(?::\d{1,5})?(?:[/?#](?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*)?"
    r"(?:#(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*)?"
)


def as_uri(address: str) -> str | None:
    """`address` with letters beyond ASCII percent-encoded (RFC 3987, 3.1); None if it is no http address even then."""
    found = address if address.isascii() else quote(address, safe=_ALLOWED)
    return found if _URI.fullmatch(found) else None
