"""Addresses of our own pages: whole ones for messages, and a check that `next` leads back here."""

import re

from flask import current_app

# One slash, then no second slash or backslash: a browser reads //host and /\host as another site.
_OWN_PATH = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")


def link(path: str) -> str:
    """The whole address of `path`, built from BASE_URL and never from what a request says its host is."""
    return current_app.config["BASE_URL"].rstrip("/") + path


def own_path(address: str | None) -> str | None:
    """`address` if it is a path on this site, otherwise None."""
    return address if address and len(address) < 2000 and _OWN_PATH.fullmatch(address) else None
