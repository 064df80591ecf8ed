"""The floor's tests: the application with the trial room added, and what was kept after a request."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from core.audit import AuditEntry
from core.db import db
from core.limits import Attempt
from core.once import OnceKey
from core.outbox.models import Message
from tests.support import trial


@pytest.fixture
def app(app):
    """The application with the trial room; what fails is answered with a page, as it is to visitors."""
    app.register_blueprint(trial.bp)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def kept(app):
    """`kept()` reads afresh what is in the database: the trial's names, audit entries, messages and once-only keys."""

    def read() -> SimpleNamespace:
        db.session.rollback()
        return SimpleNamespace(
            names=list(db.session.scalars(select(Attempt.who).where(Attempt.scope == "trial"))),
            audit=list(db.session.scalars(select(AuditEntry).where(AuditEntry.action.startswith("trial.")))),
            messages=list(db.session.scalars(select(Message))),
            keys=list(db.session.scalars(select(OnceKey))),
        )

    return read
