"""From a constraint that the database held to words beside a field."""

import pytest
from sqlalchemy.exc import IntegrityError

from accounts.models import Organisation
from accounts.roles import Kind
from core import constraints
from core.db import db
from core.refusals import Refused


@pytest.fixture
def explained(monkeypatch):
    """Only what the test explains is explained."""
    monkeypatch.setattr(constraints, "_words", {})
    return constraints.explain


def broken(**facts) -> IntegrityError:
    for name in ("One", "Two"):
        db.session.add(Organisation(**{"name": name, "kind": Kind.PRACTICE} | facts))
    with pytest.raises(IntegrityError) as refused:
        db.session.flush()
    db.session.rollback()
    return refused.value


def test_a_unique_constraint_becomes_words_beside_its_field(app, explained):
    explained("uq_organisation_ods_code", "That code is taken", field="ods_code")
    refusal = constraints.refusal(broken(ods_code="J82999"))
    assert isinstance(refusal, Refused)
    assert (refusal.words, refusal.field) == ("That code is taken", "ods_code")


def test_a_check_becomes_words_too(app, explained):
    explained("ck_organisation_named", "Enter a name", field="name")
    assert constraints.refusal(broken(name="")).words == "Enter a name"


def test_what_nobody_explained_is_a_mistake_of_ours(app, explained):
    explained("uq_organisation_name", "Another constraint")
    with pytest.raises(IntegrityError):
        constraints.refusal(broken(ods_code="J82999"))
