"""What the browser holds: cookies and tokens that cannot be planted, copied or forged, and a `next` that stays here."""

import re

import pytest

from accounts import sessions
from core.db import db
from tests.accounts.entry.doors import cookies, sign_in, sign_out
from tests.conftest import make_app
from tests.support.people import PASSWORD


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
