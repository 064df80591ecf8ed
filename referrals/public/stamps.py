"""When a page was drawn, signed: a program that fills in forms faster than anybody can is told from a person."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

LONGEST = timedelta(hours=12)
TOO_QUICK = "You were very quick. Check your answers, wait a few seconds, then send again"
TOO_OLD = "This page was open for too long. Nothing was sent. Check your answers, then send again"


def make(moment: datetime, secret: str) -> str:
    """The moment with its signature, as a page carries it unseen."""
    seconds = str(int(moment.timestamp()))
    return f"{seconds}.{_signature(seconds, secret)}"


def problem(stamp: str, now: datetime, secret: str, *, quickest: timedelta) -> str:
    """Why a page with this stamp is not taken at `now`, in words; empty if it is."""
    seconds, _, signature = stamp.partition(".")
    if not (stamp.isascii() and hmac.compare_digest(signature, _signature(seconds, secret))):
        return TOO_OLD
    passed = now - datetime.fromtimestamp(int(seconds), UTC)
    if passed > LONGEST:
        return TOO_OLD
    return TOO_QUICK if passed < quickest else ""


def _signature(seconds: str, secret: str) -> str:
    return hmac.new(secret.encode(), f"public form {seconds}".encode(), hashlib.sha256).hexdigest()
