"""Invitations and new passwords by mail, through the pages."""

from datetime import timedelta

import pytest

from accounts import queries
from accounts.administration import operations as administration
from accounts.entry import operations
from accounts.models import User
from accounts.roles import Role
from core import clock
from core.db import db, transaction
from tests.accounts.entry.doors import cookies, sign_in, try_password
from tests.support.people import PASSWORD, SYSTEM

NEW = "violet kettle under the bridge"
INVITED = "new.clinician@footbridge.example"


@pytest.fixture
def invited(people):
    """Somebody who has been invited and has not answered."""
    with transaction():
        administration.invite(
            SYSTEM, name="Nia Frost", email=INVITED, organisation_id=people.practice, role=Role.CLINICIAN
        )
    return INVITED


def ask(browser, email, *, status=302, **kwargs):
    return browser.send(browser.open("/forgotten-password"), {"email": email}, status=status)


def choose(browser, path, password=NEW, *, status=302):
    return browser.send(browser.open(path), {"password": password}, status=status)


def test_an_invitation_leads_to_a_password_and_a_first_sign_in(browse, invited, link_sent, letters):
    visitor = browse()
    page = visitor.open(link_sent(invited))
    assert "Nia Frost" in page.words and INVITED in page.words
    page = visitor.send(page, {"password": NEW})
    assert page.heading == "Sign in" and "Your password is saved" in page.words
    visitor.send(page, {"email": invited, "password": NEW})
    assert "Clinician at Seaview Surgery" in visitor.open("/account").soup.get_text()
    assert len(letters(invited)) == 1


def test_a_forgotten_password_is_replaced_and_every_session_ends(browse, people, link_sent, letters, audited):
    signed_in, visitor = browse(people.clinician), browse()
    page = ask(visitor, people.clinician.email)
    assert page.heading == "Check your email"
    choose(visitor, link_sent(people.clinician.email))
    signed_in.open("/account", status=302)
    try_password(browse(), people.clinician.email, PASSWORD, status=422)
    sign_in(browse(), people.clinician, password=NEW)
    assert [kind for _, kind, *_ in letters(people.clinician.email)] == ["password changed", "reset"]
    assert audited("account.link_use")[0].details == {"purpose": "reset"}


def test_opening_a_link_changes_nothing(browse, people, link_sent):
    visitor = browse()
    ask(visitor, people.clinician.email)
    path = link_sent(people.clinician.email)
    for _ in range(3):
        visitor.open(path)
        visitor.client.head(path)
    choose(visitor, path)


def test_a_link_works_once(browse, people, link_sent):
    visitor = browse()
    ask(visitor, people.clinician.email)
    path = link_sent(people.clinician.email)
    open_page = visitor.open(path)
    choose(visitor, path)
    assert visitor.open(path, status=410).heading == "This link does not work any more"
    visitor.send(open_page, {"password": "another kettle on the bridge"}, status=410)
    sign_in(browse(), people.clinician, password=NEW)


@pytest.mark.parametrize(("kind", "lasts"), [("reset", timedelta(hours=1)), ("invitation", timedelta(days=7))])
def test_a_link_expires(browse, people, invited, link_sent, kind, lasts):
    visitor = browse()
    ask(visitor, people.clinician.email)
    path = link_sent(people.clinician.email if kind == "reset" else invited)
    now = clock.now()
    with clock.at(now + lasts - timedelta(minutes=1)):
        page = visitor.open(path)
    with clock.at(now + lasts):
        visitor.open(path, status=410)
        visitor.send(page, {"password": NEW}, status=410)


def test_a_second_link_makes_the_first_void(browse, people, link_sent):
    visitor = browse()
    ask(visitor, people.clinician.email)
    first = link_sent(people.clinician.email)
    ask(visitor, people.clinician.email)
    second = link_sent(people.clinician.email)
    visitor.open(first, status=410)
    visitor.open(second)


def test_a_password_changed_meanwhile_makes_the_link_void(browse, people, link_sent):
    owner = browse(people.clinician)
    ask(browse(), people.clinician.email)
    answers = {"current_password": PASSWORD, "password": NEW}
    owner.send(owner.open("/account/password"), answers)
    browse().open(link_sent(people.clinician.email), status=410)


def test_suspension_makes_the_link_void(browse, people, link_sent):
    ask(browse(), people.clinician.email)
    with transaction():
        administration.suspend(SYSTEM, queries.user(people.clinician.id))
    browse().open(link_sent(people.clinician.email), status=410)


@pytest.mark.parametrize("token", ["x", "%00", "%F0%9F%8E%89", "a" * 43, "a" * 3000])
def test_a_link_that_we_never_sent_opens_nothing(browse, token):
    browse().open(f"/new-password/{token}", status=410)


def test_the_answer_is_the_same_whether_or_not_there_is_an_account(browse, people, invited, letters):
    with transaction():
        administration.suspend(SYSTEM, queries.user(people.colleague.id))
        administration.end_membership(SYSTEM, queries.user(people.link_worker.id).memberships[0])
    before, answers = len(letters()), set()
    nobody = "nobody@footbridge.example"
    for email in (nobody, people.clinician.email, people.colleague.email, people.link_worker.email, invited):
        visitor = browse()
        response = ask(visitor, email, status=None).response
        answers.add((response.status_code, response.headers["Location"], response.get_data()))
    assert len(answers) == 1
    assert [letter[0] for letter in letters()[: len(letters()) - before]] == [invited, people.clinician.email]


def test_asking_often_is_slowed_down_alike_for_everybody(browse, people):
    for email in (people.clinician.email, "nobody@footbridge.example"):
        statuses = [ask(browse(), email, status=None).status for _ in range(7)]
        assert statuses == [302] * 5 + [429] * 2
    page = ask(browse(), people.clinician.email, status=429)
    assert int(page.response.headers["Retry-After"]) > 0
    assert page.fields()["email"] == [people.clinician.email]


def test_one_network_address_cannot_ask_for_everybody(browse):
    statuses = [ask(browse(), f"{n}@footbridge.example", status=None).status for n in range(32)]
    assert statuses == [302] * 30 + [429] * 2


@pytest.mark.parametrize("email", ["", "no address", "a@b", "a@b.example\r\nBcc: c@d.example", "ж@b.example"])
def test_what_is_no_address_is_explained(browse, email):
    assert "email" in ask(browse(), email, status=422).errors()


@pytest.mark.parametrize(
    "lie",
    [
        {"Host": "evil.example"},
        {"X-Forwarded-Host": "evil.example"},
        {"Host": "localhost:80@evil.example"},
        {"Forwarded": "host=evil.example"},
    ],
)
def test_what_the_request_says_of_its_host_never_enters_a_letter(browse, people, letters, lie):
    visitor = browse()
    fields = visitor.open("/forgotten-password").fields() | {"email": people.clinician.email}
    visitor.post("/forgotten-password", fields, headers=lie)
    for *_, text in letters():
        assert "evil" not in text
        assert "http://localhost/new-password/" in text


def test_the_page_of_a_link_tells_no_other_site_its_address(browse, people, link_sent):
    visitor = browse()
    ask(visitor, people.clinician.email)
    path = link_sent(people.clinician.email)
    for page in (visitor.open(path), choose(visitor, path, "short", status=422), visitor.open(path + "x", status=410)):
        assert page.response.headers["Referrer-Policy"] == "no-referrer"
        assert page.response.headers["Cache-Control"] == "no-store"


def test_a_bad_password_leaves_the_link_good(browse, people, link_sent):
    visitor = browse()
    ask(visitor, people.clinician.email)
    path = link_sent(people.clinician.email)
    assert "easy to guess" in choose(visitor, path, "Password123456", status=422).errors()["password"]
    assert "easy to guess" in choose(visitor, path, "priya shah 1977", status=422).errors()["password"]
    choose(visitor, path)


def test_extra_answers_change_nothing(browse, people, link_sent):
    visitor = browse()
    ask(visitor, people.clinician.email)
    extra = {"user_id": str(people.administrator.id), "email": "m@evil.example", "role": "administrator"}
    visitor.send(visitor.open(link_sent(people.clinician.email)), {"password": NEW} | extra)
    sign_in(browse(), people.clinician, password=NEW)
    sign_in(browse(), people.administrator)


def test_whoever_forgot_and_guessed_gets_in_after_choosing(browse, people, link_sent):
    visitor = browse()
    for _ in range(8):
        try_password(visitor, people.clinician.email, "what was it again", status=None)
    ask(visitor, people.clinician.email)
    choose(visitor, link_sent(people.clinician.email))
    sign_in(visitor, people.clinician, password=NEW)
    assert "footbridge-browser" in cookies(visitor)


def test_the_same_link_used_by_two_at_once_keeps_one_password(app, browse, people, link_sent, monkeypatch):
    """While the first is being hashed, a second is carried out whole."""
    ask(browse(), people.clinician.email)
    path, second, hashed, inside = link_sent(people.clinician.email), browse(), operations.passwords.hashed, []
    page = second.open(path)

    def hash_while_another_is_quicker(password):
        digest = hashed(password)
        if not inside:
            inside.append(1)
            second.send(page, {"password": NEW})
        return digest

    monkeypatch.setattr(operations.passwords, "hashed", hash_while_another_is_quicker)
    first = choose(browse(), path, "slower kettle on the bridge", status=None)
    assert first.status in {409, 410}
    sign_in(browse(), people.clinician, password=NEW)


def test_nothing_that_was_sent_is_kept_as_it_was(browse, people, link_sent):
    visitor = browse()
    ask(visitor, people.clinician.email)
    token = link_sent(people.clinician.email).rsplit("/", 1)[1]
    choose(visitor, link_sent(people.clinician.email))
    kept = db.session.get(User, people.clinician.id).password_hash
    assert NEW not in kept and token not in kept
