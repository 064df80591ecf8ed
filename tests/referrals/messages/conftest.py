"""A practice's clinical system: its key, the messages that it sends, and what it is answered."""

import json
from types import SimpleNamespace

import pytest

from core.db import db, transaction
from referrals.messages.fhir import systems
from referrals.messages.fhir.bundle import bundle
from referrals.messages.keys import operations as keys
from tests.referrals.messages import made


@pytest.fixture
def key(people):
    """`key(actor)` makes a key that acts for a clinician and returns its token."""

    def make(actor=None) -> str:
        actor = actor or people.clinician
        with transaction():
            of = {"organisation_id": actor.organisation_id, "membership_id": actor.membership_id}
            return keys.make_key(people.administrator, name="Clinical system", **of)[1]

    return make


@pytest.fixture
def message(people):
    """`message(identifier="A1", need="...")` is the Bundle that another system sends for a new referral."""
    people.service  # noqa: B018 - somebody to send it to

    def write(identifier="A1", change=lambda resources: None, **facts) -> dict:
        document = bundle(made.referral(**facts))
        resources = {one["resource"]["resourceType"]: one["resource"] for one in reversed(document["entry"])}
        resources["ServiceRequest"]["identifier"] = [{"system": "https://system.example/id", "value": identifier}]
        resources["ServiceRequest"]["performer"] = [{"display": "Harbour Social Prescribing"}]
        for organisation in (one["resource"] for one in document["entry"]):
            if organisation["resourceType"] == "Organization":
                organisation["identifier"] = [
                    one for one in organisation["identifier"] if one["system"] != systems.ORGANISATION
                ]
        change(resources)
        return document

    return write


@pytest.fixture
def send(app):
    """`send(document, token)` posts a message; `send.get(path, token)` asks."""
    client = app.test_client()

    def headers(token):
        return {"Authorization": f"Bearer {token}"} if token else {}

    def told(ask, *args, **kwargs):
        """What is answered, in a context of its own: no request finds anything of an earlier one."""
        db.session.rollback()
        with app.app_context():
            response = ask(*args, **kwargs)
        return SimpleNamespace(status=response.status_code, headers=response.headers, json=json.loads(response.data))

    def post(document, token=None, **kwargs):
        body = document if isinstance(document, bytes | str) else json.dumps(document)
        given = {"content_type": "application/fhir+json", "headers": headers(token)} | kwargs
        return told(client.post, "/api/fhir/ServiceRequest", data=body, **given)

    post.get = lambda path, token=None: told(client.get, path, headers=headers(token))
    return post
