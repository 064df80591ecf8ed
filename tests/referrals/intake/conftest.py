"""What the tests of the request look at: everything that was kept, read afresh."""

from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from core.audit import AuditEntry
from core.db import db
from core.outbox.models import Message
from referrals.intake.models import Agreement, Event, Referral, Risk
from referrals.people.models import Person
from tests.support.letters import check_letters_written

KEPT = (Person, Referral, Risk, Agreement, Event, Message)


@pytest.fixture
def kept(app):
    """`kept()` counts every row that a referral leaves, audit entries of referrals among them."""

    def count() -> dict[str, int]:
        db.session.rollback()
        counts = {table.__name__: db.session.scalar(select(func.count()).select_from(table)) for table in KEPT}
        return counts | {"audit": len(audit_of_referrals())}

    return count


def audit_of_referrals() -> list[str]:
    rows = select(AuditEntry.action).where(AuditEntry.subject.in_(["referral", "agreement", "person"]))
    return list(db.session.scalars(rows.order_by(AuditEntry.created_at)))


@pytest.fixture
def audited(app):
    """`audited()` is the list of what was written down about referrals, in order."""
    return audit_of_referrals


@pytest.fixture
def posted(app):
    """`posted()` is every message of referrals, the latest last; `posted("close")` those of one step."""

    def read(step: str = "") -> list[SimpleNamespace]:
        rows = select(Message).where(Message.kind.startswith(f"referral.{step}")).order_by(Message.created_at)
        return list(db.session.scalars(rows))

    return read


@pytest.fixture
def get(app):
    """`get(referral_id)` reads a referral afresh, without asking who may."""

    def read(referral_id) -> Referral:
        db.session.rollback()
        db.session.expire_all()
        return db.session.get(Referral, referral_id)

    return read


@pytest.fixture(autouse=True)
def letters_are_good(request):
    """Every letter that a test here leaves behind keeps the rules of all letters."""
    if "app" in request.fixturenames:
        request.getfixturevalue("app")
    yield
    if "app" in request.fixturenames:
        check_letters_written()
