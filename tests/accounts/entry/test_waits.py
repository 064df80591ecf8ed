"""Guessing at the door: slowed down for whoever guesses, not for the owner."""

from datetime import timedelta

from core import clock
from core.db import db
from tests.accounts.entry.doors import sign_in, sign_out, try_password
from tests.conftest import make_app
from tests.support.browsing import Browser
from tests.support.people import PASSWORD


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
