"""The audit trail: who did or saw what, for which organisation; written once, never read by features."""

import uuid

from flask import g, has_request_context, request
from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from core import clock
from core.db import SAFE_METHODS, AppendOnly, Base, db, transaction


class AuditEntry(Base, AppendOnly):
    """One act: who, for which organisation, what, to which record, when and why."""

    __tablename__ = "audit_entry"

    actor_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(80), index=True)
    subject: Mapped[str] = mapped_column(String(80))
    subject_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    request_id: Mapped[str | None] = mapped_column(String(40))
    details: Mapped[dict] = mapped_column(JSON)


def record(actor, action: str, subject, **details) -> None:
    """Write down that `actor` did `action` to `subject` (a row, or the name of a list).

    In a writing request the entry shares the transaction of the act. In a reading one it waits in the
    request and is written by `write_queued` before the page is sent. When the person is only being shown
    their refused form again there is nothing new to write down.
    """
    if has_request_context() and g.get("refusal"):
        return
    if not isinstance(subject, str) and subject.id is None:
        db.session.flush()
    entry = AuditEntry(
        created_at=clock.now(),
        actor_id=actor.id,
        organisation_id=actor.organisation_id,
        action=action,
        subject=subject if isinstance(subject, str) else subject.__tablename__,
        subject_id=None if isinstance(subject, str) else subject.id,
        request_id=g.get("request_id") if has_request_context() else None,
        details=details,
    )
    if has_request_context() and request.method in SAFE_METHODS:
        g.setdefault("audit_queue", []).append(entry)
    else:
        db.session.add(entry)


def write_queued() -> None:
    """Write what a reading request must leave behind, in its own short transaction."""
    if entries := g.pop("audit_queue", []):
        with transaction():
            db.session.add_all(entries)
