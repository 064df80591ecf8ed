"""Who comes in to the administrator's pages, and what is written down of what they do there."""

import pytest

from accounts import queries
from accounts.actors import Visitor
from accounts.administration import operations as administration
from accounts.models import Organisation, User
from accounts.roles import Role
from core.db import db, transaction
from core.refusals import Refused

OTHERS = [role for role in Role if role is not Role.ADMINISTRATOR]
NIA = {"name": "Nia Frost", "email": "nia@footbridge.example", "role": "clinician"}


@pytest.fixture
def admin(browse, people):
    """An administrator's browser, in a house with a practice, a service and a group."""
    people.clinician, people.link_worker, people.group_representative  # noqa: B018 - made on first asking
    return browse(people.administrator)


def test_an_id_of_nothing_is_not_found(admin):
    nothing = "00000000-0000-4000-8000-000000000000"
    for path in (
        f"organisations/{nothing}",
        f"organisations/{nothing}/change",
        f"organisations/{nothing}/invite",
        f"people/{nothing}",
        f"people/{nothing}/suspend",
        f"memberships/{nothing}/role",
        f"memberships/{nothing}/end",
        "people/99999999999999999999",
    ):
        admin.open(f"/administration/{path}", status=404)
    admin.post(f"/administration/messages/{nothing}/try-again", admin.open("/account/password").fields(), status=404)


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_comes_in(app, browse, people, role):
    browser, expected = browse(people.of_role(role)), 302 if role is Role.VISITOR else 403
    people.administrator  # noqa: B018 - made on first asking
    ids = {"organisation_id": people.practice, "user_id": people.administrator.id}
    ids |= {"membership_id": people.administrator.membership_id, "message_id": people.practice}
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("accounts.administration.")]
    assert len(rules) > 10
    for rule in rules:
        path = "/administration" + rule.rule.removeprefix("/administration")
        for name, value in ids.items():
            path = path.replace(f"<uuid:{name}>", str(value))
        if "GET" in rule.methods:
            browser.open(path, status=expected)
        if "POST" in rule.methods:
            browser.post(path, {"name": "Mine"}, status=401 if role is Role.VISITOR else 403)
    assert "Mine" not in {one.name for one in db.session.query(Organisation)} | {
        one.name for one in db.session.query(User)
    }
    assert queries.user(people.administrator.id).suspended_at is None


@pytest.mark.parametrize("role", OTHERS)
def test_operations_refuse_others_too(people, role):
    actor = people.of_role(role) or Visitor()
    with pytest.raises(Refused), transaction():
        administration.suspend(actor, queries.user(people.administrator.id))
    with pytest.raises(Refused), transaction():
        administration.invite(
            actor, name="M", email="m@b.example", organisation_id=people.authority, role=Role.ADMINISTRATOR
        )
    assert queries.by_email("m@b.example") is None


def test_everything_is_audited(admin, people, audited):
    admin.send(admin.open(f"/administration/organisations/{people.practice}/invite"), NIA)
    admin.send(admin.open(f"/administration/organisations/{people.practice}/change"), {"name": "Seaview"})
    page = admin.open(f"/administration/memberships/{people.clinician.membership_id}/role")
    admin.send(page, {"role": "information_governance_lead"})
    page = admin.send(admin.open(f"/administration/people/{people.clinician.id}/suspend"))
    admin.send(page, action="lift-suspension")
    mine = [entry.action for entry in audited() if entry.actor_id == people.administrator.id]
    assert mine == [
        "account.add",
        "membership.open",
        "organisation.change",
        "membership.end",
        "membership.open",
        "account.suspend",
        "account.lift_suspension",
    ]
