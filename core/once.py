"""Once-only keys: the same form sent again is answered like the first time and carried out once."""

import hashlib
import hmac
import secrets
import uuid

from flask import current_app, g, request
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, db
from core.refusals import AlreadySent, DoneBefore

NOT_ANSWERS = frozenset({"csrf_token", "once_key"})


class OnceKey(Base):
    """A form that was carried out: its key, who sent it, a keyed hash of what it said, and where it led."""

    __tablename__ = "once_key"

    key: Mapped[str] = mapped_column(unique=True)
    owner: Mapped[uuid.UUID | None]
    endpoint: Mapped[str]
    fingerprint: Mapped[str]
    location: Mapped[str | None]


def new_key() -> str:
    """A key of 128 random bits."""
    return secrets.token_urlsafe(16)


def claim(key: str) -> None:
    """Take the key for this request, before anything else is written.

    Raises DoneBefore if the same form was carried out, AlreadySent if the key was used for other answers.
    On PostgreSQL a second sender waits here until the first has finished.
    """
    _refuse_used(key)
    row = OnceKey(key=key, owner=current_user.id, endpoint=request.endpoint, fingerprint=_fingerprint())
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        _refuse_used(key)
        raise
    g.once_key = row


def settle(location: str | None) -> None:
    """Write down where the form led, in the transaction that carries it out."""
    if row := g.pop("once_key", None):
        row.location = location or request.path


def was_used(key: str) -> bool:
    """Whether a form with this key has been carried out, by whomever."""
    return db.session.scalar(select(OnceKey.id).where(OnceKey.key == key)) is not None


def _refuse_used(key: str) -> None:
    used = db.session.scalar(select(OnceKey).where(OnceKey.key == key))
    if used is None:
        return
    if (used.owner, used.endpoint, used.fingerprint) == (current_user.id, request.endpoint, _fingerprint()):
        raise DoneBefore(used.location)
    raise AlreadySent(used.location if used.owner == current_user.id else "", used.created_at)


def _fingerprint() -> str:
    """A keyed hash of the answers: it tells two sendings apart without keeping what they said."""
    answers = sorted((name, value) for name, value in request.form.items(multi=True) if name not in NOT_ANSWERS)
    said = repr((request.path, answers, _files())).encode("utf-8", "surrogatepass")
    return hmac.new(current_app.secret_key.encode(), said, hashlib.sha256).hexdigest()


def _files() -> list[tuple]:
    """What was uploaded, told by name and content; each file is left as if nobody had read it."""
    told = []
    for name, file in request.files.items(multi=True):
        told.append((name, file.filename, hashlib.file_digest(file.stream, "sha256").hexdigest()))
        file.stream.seek(0)
    return sorted(told)


def forget_before(moment) -> int:
    """Delete keys claimed before `moment`; returns how many. Their forms are long gone."""
    return db.session.query(OnceKey).filter(OnceKey.created_at < moment).delete()
