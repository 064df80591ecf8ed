"""Signing in and out through the pages."""

import re

import pytest
from argon2 import PasswordHasher, extract_parameters

from accounts import operations, queries
from accounts.administration import operations as administration
from accounts.roles import Role
from core.db import db, transaction
from tests.accounts.entry.doors import WRONG, sign_in, sign_out, try_password
from tests.support.people import PASSWORD, SYSTEM


def test_the_right_password_lets_in(browse, people):
    visitor = browse()
    sign_in(visitor, people.clinician)
    assert people.clinician.name in visitor.open("/account").words


def test_capitals_and_spaces_around_the_address_do_not_matter(browse, people):
    sign_in(browse(), people.clinician, email=f"  {people.clinician.email.upper()} ")


@pytest.mark.parametrize("password", [PASSWORD + " ", " " + PASSWORD, PASSWORD.title(), PASSWORD[:-1], "x", "ж" * 12])
def test_any_other_password_does_not(browse, people, password):
    visitor = browse()
    page = try_password(visitor, people.clinician.email, password, status=422)
    assert WRONG in page.words
    visitor.open("/account", status=302)


def test_what_was_typed_is_kept_but_not_the_password(browse, people):
    page = try_password(browse(), people.clinician.email, "quite wrong password", status=422)
    assert page.fields()["email"] == [people.clinician.email]
    assert page.fields()["password"] == [""]
    assert "quite wrong" not in page.response.get_data(as_text=True)


@pytest.mark.parametrize("password", ["with\x00nothing in it", "with\x07a bell in it"])
def test_signs_that_cannot_be_printed_are_refused_clearly(browse, people, password):
    page = try_password(browse(), people.clinician.email, password, status=422)
    assert "cannot be printed" in page.errors()["password"]


@pytest.mark.parametrize("missing", ["email", "password"])
def test_an_empty_answer_is_asked_for(browse, people, missing):
    page = browse()
    page = page.send(page.open("/sign-in"), {"email": "a@b.example", "password": "x"} | {missing: ""}, status=422)
    assert list(page.errors()) == [missing]


def without_tokens(page) -> str:
    body = page.response.get_data(as_text=True)
    return re.sub(r'name="csrf_token"[^>]*value="[^"]*"', "", body)


def test_nothing_tells_who_has_an_account(app, browse, people, monkeypatch):
    """Unknown, invited, suspended, acting for nobody, administrator: same page, same status, same work."""
    visitor, emails = browse(), {"clinician": people.clinician.email, "administrator": people.administrator.email}
    emails |= prepared_accounts(people)
    verified, verify = [], PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher, "verify", lambda *args: verified.append(extract_parameters(args[1])) or verify(*args)
    )
    pages, work = {}, {}
    for who, email in emails.items():
        verified.clear()
        page = try_password(visitor, email, "paper lantern quiet window", status=422)
        pages[who], work[who] = without_tokens(page).replace(email, "EMAIL"), list(verified)
    assert len(emails) == 6
    assert set(pages.values()) == {pages["unknown"]}
    assert len(work["clinician"]) == 1
    assert all(done == work["clinician"] for done in work.values()), "as many comparisons, each at the same cost"


def prepared_accounts(people) -> dict[str, str]:
    from_operations = {"unknown": "nobody@footbridge.example", "invited": "invited@footbridge.example"}
    with transaction():
        administration.invite(
            SYSTEM,
            name="In Vited",
            email=from_operations["invited"],
            organisation_id=people.practice,
            role=Role.CLINICIAN,
        )
        administration.suspend(SYSTEM, queries.user(people.colleague.id))
        administration.end_membership(SYSTEM, queries.user(people.link_worker.id).memberships[0])
    return from_operations | {"suspended": people.colleague.email, "ended": people.link_worker.email}


def test_neither_suspension_nor_an_ended_membership_lets_in_with_the_right_password(browse, people):
    for who, email in prepared_accounts(people).items():
        page = try_password(browse(), email, PASSWORD, status=422)
        assert WRONG in page.words, who


def test_a_hash_of_another_cost_is_renewed(app, browse, people):
    before = queries.user(people.clinician.id).password_hash
    app.config["PASSWORD_COST"] = app.config["PASSWORD_COST"] | {"time_cost": 2}
    sign_in(browse(), people.clinician)
    db.session.expire_all()
    after = queries.user(people.clinician.id).password_hash
    assert "t=2" in after and after != before
    sign_in(browse(), people.clinician)


def test_no_lock_is_held_while_the_password_is_compared(app, browse, people, monkeypatch):
    """Somebody else can write meanwhile."""
    verify, wrote = PasswordHasher.verify, []

    def verify_while_another_writes(*args):
        with app.app_context(), transaction():
            operations.add_organisation(SYSTEM, name="Written meanwhile", kind="community_group")
            wrote.append(1)
        return verify(*args)

    monkeypatch.setattr(PasswordHasher, "verify", verify_while_another_writes)
    sign_in(browse(), people.clinician)
    assert wrote


def test_extra_answers_change_nothing(browse, people):
    visitor = browse()
    extra = {
        "role": "administrator",
        "is_admin": "1",
        "membership_id": str(people.administrator.membership_id),
        "id": "1",
    }
    visitor.send(visitor.open("/sign-in"), {"email": people.clinician.email, "password": PASSWORD} | extra)
    visitor.open("/administration", status=403)
    assert "Clinician" in visitor.open("/account").words


def test_what_happened_is_audited_without_what_was_typed(browse, people, audited):
    visitor = browse()
    try_password(visitor, people.clinician.email, "a wrong password", status=422)
    try_password(visitor, "canary@footbridge.example", "a wrong password", status=422)
    for _ in range(4):
        try_password(visitor, people.clinician.email, "a wrong password", status=422)
    try_password(visitor, people.clinician.email, "a wrong password", status=429)
    other = browse()
    other.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    sign_in(other, people.clinician)
    sign_out(other)
    entries = [entry for entry in audited() if entry.action.startswith("account.sign")]
    assert [entry.action for entry in entries] == [
        *["account.sign_in_wrong"] * 6,
        "account.sign_in_held",
        "account.sign_in",
        "account.sign_out",
    ]
    assert [entry.subject_id for entry in entries[:2]] == [people.clinician.id, None]
    assert entries[-2].actor_id == people.clinician.id
    assert "canary" not in str([(entry.subject, entry.details) for entry in entries])
