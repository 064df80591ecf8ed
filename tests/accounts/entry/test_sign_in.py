"""Signing in and out through the pages."""

import re
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from accounts import operations, queries, sessions
from accounts.administration import operations as administration
from accounts.roles import Role
from core import clock
from core.db import db, transaction
from tests.accounts.entry.doors import WRONG, cookies, sign_in, sign_out, try_password
from tests.conftest import make_app
from tests.support.browsing import Browser
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
    monkeypatch.setattr(PasswordHasher, "verify", lambda *args: verified.append(1) or verify(*args))
    pages, work = {}, {}
    for who, email in emails.items():
        verified.clear()
        page = try_password(visitor, email, "paper lantern quiet window", status=422)
        pages[who], work[who] = without_tokens(page).replace(email, "EMAIL"), len(verified)
    assert len(emails) == 6
    assert set(pages.values()) == {pages["unknown"]}
    assert set(work.values()) == {1}


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


def test_guessing_is_slowed_down_and_says_for_how_long(browse, people):
    visitor = browse()
    statuses = [try_password(visitor, people.clinician.email, "wrong password", status=None).status for _ in range(8)]
    assert statuses == [422] * 5 + [429] * 3
    page = try_password(visitor, people.clinician.email, PASSWORD, status=429)
    assert 0 < int(page.response.headers["Retry-After"]) <= 33
    assert "Wait" in page.words
    assert page.fields()["email"] == [people.clinician.email]


def test_an_address_without_account_is_slowed_down_alike(browse, people):
    visitor = browse()
    statuses = [try_password(visitor, "nobody@footbridge.example", "wrong one", status=None).status for _ in range(8)]
    assert statuses == [422] * 5 + [429] * 3


def test_tries_are_counted_across_workers(app, browse, people, database_url, tmp_path):
    other_app = make_app(database_url, tmp_path)
    browsers = [browse(), Browser(other_app)]
    statuses = [
        try_password(browsers[n % 2], people.clinician.email, "wrong password", status=None).status for n in range(12)
    ]
    assert statuses == [422] * 5 + [429] * 7
    with other_app.app_context():
        db.engine.dispose()


def test_a_pretended_forwarding_header_gives_no_more_tries(browse, people):
    visitor, statuses = browse(), []
    for n in range(8):
        answers = {"email": people.clinician.email, "password": "wrong password"}
        data = visitor.open("/sign-in").fields() | answers
        statuses.append(visitor.post("/sign-in", data, headers={"X-Forwarded-For": f"203.0.113.{n}"}).status)
    assert statuses == [422] * 5 + [429] * 3


def test_the_right_password_from_another_address_still_works(browse, people):
    attacker, owner = browse(), browse()
    for _ in range(60):
        try_password(attacker, people.clinician.email, "wrong password", status=None)
    owner.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    sign_in(owner, people.clinician)


def test_a_browser_that_signed_in_before_still_gets_in_from_the_attackers_address(browse, people):
    attacker, owner = browse(), browse()
    sign_in(owner, people.clinician)
    sign_out(owner)
    for _ in range(60):
        try_password(attacker, people.clinician.email, "wrong password", status=None)
    sign_in(owner, people.clinician)


def test_after_the_wait_the_owner_gets_in(browse, people):
    visitor, now = browse(), clock.now()
    for _ in range(60):
        try_password(visitor, people.clinician.email, "wrong password", status=None)
    with clock.at(now + timedelta(minutes=2)):
        sign_in(visitor, people.clinician)


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


def test_each_sign_in_has_a_new_token_and_nothing_planted_before_is_kept(app, browse, people):
    visitor = browse()
    with visitor.client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    page = visitor.open("/sign-in")
    before = cookies(visitor)["footbridge"]
    csrf_before = page.fields()["csrf_token"]
    sign_in(visitor, people.clinician)
    with visitor.client.session_transaction() as cookie:
        first = cookie["_user_id"]
        assert "planted" not in cookie
    assert visitor.open("/account/password").fields()["csrf_token"] != csrf_before
    fixed = browse()
    fixed.client.set_cookie("footbridge", before)
    fixed.open("/account", status=302)
    sign_in(visitor, people.clinician)
    with visitor.client.session_transaction() as cookie:
        assert cookie["_user_id"] != first
    assert sessions.actor_of(first) is None, "signing in again ends the session before"


def test_signing_out_ends_a_copied_cookie_too(browse, people):
    owner, thief = browse(), browse()
    sign_in(owner, people.clinician)
    thief.client.set_cookie("footbridge", cookies(owner)["footbridge"])
    thief.open("/account")
    response = sign_out(owner)
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "footbridge" not in cookies(owner)
    thief.open("/account", status=302)
    owner.open("/account", status=302)


def test_signing_out_needs_our_own_form(browse, people):
    owner = browse(people.clinician)
    owner.post("/sign-out", {}, status=422)
    owner.open("/account")
    assert owner.client.get("/sign-out").status_code == 405


def test_signing_out_twice_is_harmless(browse, people):
    owner = browse(people.clinician)
    page = owner.open("/account")
    assert sign_out(owner, page).headers["Location"] == "/signed-out"
    assert owner.open("/signed-out").heading == "You have signed out"
    assert sign_out(owner, page).status_code == 422, "the form of a session that has ended"


HOSTILE = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%09/evil.example\t",
    "/\t/evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "/account\r\nSet-Cookie: a=b",
    "evil.example",
]


@pytest.mark.parametrize("address", HOSTILE)
def test_next_never_leads_away(browse, people, address):
    for by in ("address", "form"):
        visitor = browse()
        page = visitor.open("/sign-in", query_string={"next": address} if by == "address" else {})
        answers = page.fields() | {"email": people.clinician.email, "password": PASSWORD}
        response = visitor.post("/sign-in", answers | ({"next": address} if by == "form" else {})).response
        assert response.status_code == 302
        assert response.headers["Location"] in {"/", "/%09/evil.example"}


def test_next_leads_back_to_the_page_that_was_asked_for(browse, people):
    visitor = browse()
    asked = visitor.open("/account/password", status=302)
    assert asked.location == "/sign-in?next=/account/password"
    page = visitor.open(asked.location)
    answers = {"email": people.clinician.email, "password": PASSWORD}
    assert visitor.send(page, answers).heading == "Change your password"


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


@pytest.mark.parametrize("token", ["", "ж", "x##y", "20261122160000##" + "é" * 40, "a" * 5000])
def test_a_token_that_is_not_ours_is_refused_without_an_error(browse, people, token):
    visitor = browse()
    answers = {"email": people.clinician.email, "password": PASSWORD, "csrf_token": token}
    page = visitor.send(visitor.open("/sign-in"), answers, status=422)
    assert "open for too long" in page.words


def test_the_token_of_somebody_else_is_refused(browse, people):
    theirs = browse().open("/sign-in").fields()["csrf_token"]
    visitor = browse()
    visitor.open("/sign-in")
    visitor.post("/sign-in", {"email": people.clinician.email, "password": PASSWORD, "csrf_token": theirs}, status=422)


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


def test_cookies_are_kept_from_scripts_and_other_sites(browse, people):
    visitor = browse()
    answers = {"email": people.clinician.email, "password": PASSWORD}
    response = visitor.post("/sign-in", visitor.open("/sign-in").fields() | answers).response
    for cookie in response.headers.getlist("Set-Cookie"):
        assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
        assert "Domain" not in cookie


def test_behind_tls_cookies_are_bound_to_the_host(people, database_url, tmp_path):
    secure = make_app(database_url, tmp_path, BASE_URL="https://footbridge.example")
    client, email = secure.test_client(), people.clinician.email
    base = {"base_url": "https://footbridge.example"}
    page = client.get("/sign-in", **base).get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', page)[1]
    answers = {"email": email, "password": PASSWORD, "csrf_token": token}
    response = client.post("/sign-in", data=answers, **base)
    assert response.status_code == 302
    set_cookies = response.headers.getlist("Set-Cookie")
    assert {cookie.split("=")[0] for cookie in set_cookies} == {"__Host-footbridge", "__Host-footbridge-browser"}
    assert all("Secure" in cookie and "Path=/" in cookie and "Domain" not in cookie for cookie in set_cookies)
    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    with secure.app_context():
        db.engine.dispose()
