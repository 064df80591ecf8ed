"""One's own account: who I am, acting for another organisation, a new password, signing out elsewhere."""

import pytest

from accounts import operations, queries
from accounts.roles import Role
from core.db import db, transaction
from tests.accounts.entry.doors import cookies, sign_in, try_password
from tests.support.people import PASSWORD, SYSTEM

NEW = "violet kettle under the bridge"


@pytest.fixture
def two_practices(people):
    """The clinician, who works at another practice too."""
    with transaction():
        user = queries.user(people.clinician.id)
        operations.add_membership(SYSTEM, user, organisation_id=people.other_practice, role=Role.CLINICIAN)
    return people.clinician


def test_the_page_says_who_i_am(browse, people):
    words = browse(people.clinician).open("/account").words
    for fact in (people.clinician.name, people.clinician.email, "Seaview Surgery", "Clinician"):
        assert fact in words


def test_with_one_membership_there_is_nothing_to_choose(browse, people):
    assert "Act for another" not in browse(people.clinician).open("/account").words


def test_acting_for_another_organisation_begins_a_new_session(browse, two_practices, audited):
    owner, copy = browse(two_practices), browse()
    page = owner.open("/account")
    copy.client.set_cookie("footbridge", cookies(owner)["footbridge"])
    other = page.soup.find("label", string=lambda words: words and "Hilltop Practice" in words)["for"]
    owner.send(page, {"membership_id": page.soup.find(id=other)["value"]}, action="act-for")
    assert "Hilltop Practice" in owner.open("/account").words
    copy.open("/account", status=302)
    assert len(audited("account.act_for")) == 1


def test_the_next_sign_in_acts_where_one_acted_last(browse, two_practices):
    owner = browse(two_practices)
    page = owner.open("/account")
    values = [box["value"] for box in page.soup.find_all("input", {"name": "membership_id"})]
    owner.send(page, {"membership_id": values[1]}, action="act-for")
    later = browse()
    sign_in(later, two_practices)
    assert "Clinician at Hilltop Practice" in later.open("/account").soup.get_text()


@pytest.mark.parametrize("chosen", ["", "nonsense", "00000000-0000-0000-0000-000000000000", "administrator's"])
def test_nobody_acts_under_a_membership_that_is_not_theirs(browse, people, two_practices, chosen):
    owner = browse(two_practices)
    chosen = str(people.administrator.membership_id) if chosen == "administrator's" else chosen
    page = owner.send(owner.open("/account"), {"membership_id": chosen}, action="act-for", status=422)
    assert page.errors() == {"membership_id": "Choose which organisation you act for"}
    assert "Clinician at Seaview Surgery" in owner.open("/account").soup.get_text()


def test_signing_out_everywhere_else_leaves_this_browser_in(browse, people, audited):
    here, there = browse(people.clinician), browse(people.clinician)
    page = here.open("/account")
    assert "in 1 other place" in page.words
    here.send(page, action="sign-out-elsewhere")
    there.open("/account", status=302)
    assert "only here" in here.open("/account").words
    assert len(audited("account.sign_out_elsewhere")) == 1


def change(browser, old=PASSWORD, new=NEW, status=302):
    return browser.send(browser.open("/account/password"), {"current_password": old, "password": new}, status=status)


def test_a_new_password_ends_every_other_session_and_renews_this_one(browse, people, letters, audited):
    here, there, copy = browse(people.clinician), browse(people.clinician), browse()
    here.open("/account")
    copy.client.set_cookie("footbridge", cookies(here)["footbridge"])
    page = change(here)
    assert "Your password is changed" in page.words
    for other in (there, copy):
        other.open("/account", status=302)
    try_password(browse(), people.clinician.email, PASSWORD, status=422)
    sign_in(browse(), people.clinician, password=NEW)
    assert [kind for _, kind, *_ in letters(people.clinician.email)] == ["password changed"]
    assert audited("account.password_change")[0].subject_id == people.clinician.id


def test_a_new_password_needs_the_old_one(browse, people, audited):
    here, there = browse(people.clinician), browse(people.clinician)
    page = change(here, old="not this one at all", status=422)
    assert page.errors() == {"current_password": "This is not your password now"}
    page = change(here, old="", status=422)
    assert "current_password" in page.errors()
    there.open("/account")
    assert len(audited("account.sign_in_wrong")) == 1


def test_guessing_the_old_password_is_slowed_down_as_at_the_door(browse, people):
    here = browse(people.clinician)
    statuses = [change(here, old="not this one at all", status=None).status for _ in range(7)]
    assert statuses == [422] * 5 + [429] * 2


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("short 11 ch", "12 characters or more"),
        ("x" * 201, "200 characters or fewer"),
        ("Password123456", "easy to guess"),
        ("dr priya shah", "easy to guess"),
        ("violet\x00kettle under", "cannot be printed"),
        ("", "Enter a new password"),
    ],
)
def test_a_bad_new_password_is_explained_beside_it(browse, people, password, problem):
    page = change(browse(people.clinician), new=password, status=422)
    assert problem in page.errors()["password"]
    assert page.fields()["password"] == page.fields()["current_password"] == [""]


@pytest.mark.parametrize("password", ["vq7 zbra plu", "vq7 zebra plum nine " * 10, "Ends with a space and ж "])
def test_a_good_new_password_is_taken_exactly(browse, people, password):
    change(browse(people.clinician), new=password)
    try_password(browse(), people.clinician.email, password.strip() + "x", status=422)
    if password != password.strip():
        try_password(browse(), people.clinician.email, password.strip(), status=422)
    sign_in(browse(), people.clinician, password=password)


def test_extra_answers_change_nothing(browse, people):
    extra = {"name": "Mallory", "email": "m@evil.example", "id": str(people.administrator.id), "suspended_at": ""}
    here = browse(people.clinician)
    answers = {"current_password": PASSWORD, "password": NEW} | extra
    here.send(here.open("/account/password"), answers)
    db.session.expire_all()
    assert queries.user(people.clinician.id).name == people.clinician.name
    assert queries.user(people.clinician.id).email == people.clinician.email


def test_suspension_ends_an_open_session_at_once(browse, people):
    from_administration = browse(people.administrator)
    victim = browse(people.clinician)
    victim.open("/account")
    path = f"/administration/people/{people.clinician.id}/suspend"
    from_administration.send(from_administration.open(path))
    victim.open("/account", status=302)
