"""A service with a public form, requests that were sent to it, and everything that was kept, read afresh."""

import datetime as dt
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from accounts.actors import Visitor
from core.db import db, transaction
from core.outbox.models import Message
from referrals.profile.operations import change_profile
from referrals.public import operations, queries
from referrals.public.models import Enquiry
from referrals.public.words import Proof
from referrals.words import Source
from tests.support.asking import code_sent
from tests.support.letters import check_letters_written

SAID = {
    "source": Source.SELF,
    "proof": Proof.EMAIL,
    "first_name": "Ivy",
    "family_name": "Quillfeather",
    "date_of_birth": dt.date(1951, 2, 13),
    "postcode": "PO5 4HG",
    "telephone": "+447700900321",
    "may_leave_message": False,
    "may_text": False,
    "need": "I would like to sing again",
    "needs_interpreter": False,
    "asker_email": "ivy@asking.example",
}
OFFICER = {
    "source": Source.HOUSING,
    "asker_name": "Jo Tenant",
    "asker_role": "tenancy officer",
    "asker_organisation": "Portsea Homes",
    "asker_email": "jo@homes.example",
}


@pytest.fixture
def service(people):
    """The id of a service with a public form."""
    with transaction():
        change_profile(people.service_lead, version=0, public_form=True)
    return people.service


@pytest.fixture
def ask(service):
    """`ask(source=...)` sends a request and returns its `id` and `token`."""

    def make(network="192.0.2.7", **instead):
        with transaction():
            sent = operations.ask(Visitor(), service_id=service, network=network, **SAID | instead)
            return SimpleNamespace(id=sent.enquiry.id, token=sent.token)

    make.said = SAID
    return make


@pytest.fixture
def prove(app):
    """`prove(sent)` types the code that was e-mailed last."""

    def type_in(sent, code=None, network="192.0.2.7"):
        with transaction():
            enquiry = queries.by_token(sent.token)
            given = {"token": sent.token, "network": network}
            operations.prove(Visitor(), enquiry, code=code or code_sent(), **given)

    return type_in


@pytest.fixture
def posted(app):
    """`posted()` is every message about requests, the latest last."""

    def read():
        db.session.rollback()
        rows = select(Message).where(Message.kind.startswith("enquiry.")).order_by(Message.created_at)
        return list(db.session.scalars(rows))

    return read


@pytest.fixture
def requests(app):
    """`requests()` is every request that is kept."""

    def read():
        db.session.rollback()
        db.session.expire_all()
        return list(db.session.scalars(select(Enquiry).order_by(Enquiry.created_at)))

    return read


@pytest.fixture(autouse=True)
def letters_are_good(request):
    """Every letter that a test here leaves behind keeps the rules of all letters."""
    if "app" in request.fixturenames:
        request.getfixturevalue("app")
    yield
    if "app" in request.fixturenames:
        check_letters_written()
