"""The administrator's pages: organisations, people, letters."""

import pytest

from accounts import queries
from accounts.models import Organisation
from accounts.roles import ROLES_AT, Kind, Role
from core.db import db, transaction
from core.outbox import operations as outbox
from core.outbox import queries as messages
from core.outbox.models import State
from tests.support.people import PASSWORD

NIA = {"name": "Nia Frost", "email": "nia@footbridge.example", "role": "clinician"}


@pytest.fixture
def admin(browse, people):
    """An administrator's browser, in a house with a practice, a service and a group."""
    people.clinician, people.link_worker, people.group_representative  # noqa: B018 - made on first asking
    return browse(people.administrator)


def count(model) -> int:
    db.session.expire_all()
    return db.session.query(model).count()


def test_the_list_shows_organisations_and_people_and_finds_them(admin):
    page = admin.open("/administration")
    for words in ("Seaview Surgery", "J82999", "Dr Priya Shah", "Seaview Surgery: clinician", "Can sign in"):
        assert words in page.words
    for sought, found, hidden in (
        ("seaview", "Seaview Surgery", "Thursday Choir"),
        ("j82999", "Seaview Surgery", "Thursday Choir"),
        ("PRIYA", "Dr Priya Shah", "Jo Marsh"),
        ("link.worker@", "Jo Marsh", "Dr Priya Shah"),
    ):
        words = admin.open("/administration", query_string={"q": sought}).words
        assert found in words and hidden not in words


@pytest.mark.parametrize("odd", ["%", "_", "\\", "'", '"', "<script>", "\x00", "ж", "🎉", "\u202e", ".*(", "a" * 5000])
def test_odd_words_find_nothing_and_break_nothing(admin, odd):
    page = admin.open("/administration", query_string={"q": odd})
    assert "Organisations (" in page.words
    if odd in {"%", "\\", "'", "ж"}:
        assert "No organisation fits" in page.words


def test_an_organisation_is_added_and_its_people_invited(admin, letters):
    page = admin.open("/administration/organisations/new")
    answers = {"name": "Elm Surgery", "kind": "practice", "ods_code": " a81001 ", "telephone": "01632 960 001"}
    page = admin.send(page, answers)
    assert page.heading == "Elm Surgery"
    for words in ("Practice", "A81001", "01632 960001", "Nobody belongs to it yet"):
        assert words in page.words
    page = admin.open(page.soup.find("a", string=lambda words: words and "Invite somebody" in words)["href"])
    page = admin.send(page, NIA)
    assert "Nia Frost" in page.words and "has not chosen a password" in page.words
    assert [kind for _, kind, *_ in letters(NIA["email"])] == ["invitation"]


def test_only_the_roles_of_its_kind_are_offered(admin, people):
    for organisation_id, kind in ((people.practice, Kind.PRACTICE), (people.group, Kind.GROUP)):
        page = admin.open(f"/administration/organisations/{organisation_id}/invite")
        assert {box["value"] for box in page.soup.find_all("input", {"name": "role"})} == ROLES_AT[kind]


@pytest.mark.parametrize("role", ["administrator", "visitor", "nonsense", ""])
def test_a_role_that_is_not_offered_is_refused(admin, people, role):
    page = admin.open(f"/administration/organisations/{people.practice}/invite")
    page = admin.send(page, NIA | {"role": role}, status=422)
    assert page.errors() == {"role-0" if "role-0" in page.errors() else "role": "Choose a role"}
    assert queries.by_email(NIA["email"]) is None


def test_the_same_invitation_six_times_is_one(admin, people, letters):
    page = admin.open(f"/administration/organisations/{people.practice}/invite")
    data = page.fields() | NIA
    answers = {admin.post(page.response.request.path, data).location for _ in range(6)}
    assert len(answers) == 1
    assert len(letters(NIA["email"])) == 1


def test_somebody_with_an_account_is_told_of_one_more_membership(admin, people, letters):
    page = admin.open(f"/administration/organisations/{people.other_practice}/invite")
    admin.send(page, NIA | {"email": people.clinician.email.upper()})
    assert [kind for _, kind, *_ in letters(people.clinician.email)] == ["membership"]
    words = admin.open(f"/administration/people/{people.clinician.id}").words
    assert "Hilltop Practice : clinician" in words and "Seaview Surgery : clinician" in words
    assert "Nia Frost" not in words


def test_an_invitation_can_be_sent_again_until_it_is_answered(admin, people, letters):
    admin.send(admin.open(f"/administration/organisations/{people.practice}/invite"), NIA)
    user_id = queries.by_email(NIA["email"]).id
    page = admin.send(admin.open(f"/administration/people/{user_id}"), action="invite-again")
    assert "We have sent a new link" in page.words
    assert [kind for _, kind, *_ in letters(NIA["email"])] == ["invitation"] * 2
    assert "invitation again" not in admin.open(f"/administration/people/{people.clinician.id}").words


def test_an_organisation_is_changed_and_a_second_editor_is_told(admin, browse, people):
    path = f"/administration/organisations/{people.practice}/change"
    mine, theirs = admin.open(path), browse(people.administrator)
    theirs.send(theirs.open(path), {"name": "Seaview Health Centre"})
    page = admin.send(mine, {"name": "Seaview Surgery and Garden"}, status=409)
    assert "Saved now: Seaview Health Centre" in page.words
    assert page.fields()["name"] == ["Seaview Surgery and Garden"]
    assert admin.send(page).heading == "Seaview Surgery and Garden"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 151}, "name"),
        ({"name": "\x07bell"}, "name"),
        ({"ods_code": "not an ODS code"}, "ods_code"),
        ({"telephone": "12"}, "telephone"),
        ({"kind": "hospital"}, "kind"),
        ({"kind": ""}, "kind"),
    ],
)
def test_what_cannot_be_kept_is_explained_beside_it(admin, answers, field):
    page = admin.open("/administration/organisations/new")
    good = {"name": "Elm Surgery", "kind": "practice"}
    page = admin.send(page, good | answers, status=422)
    assert list(page.errors()) == [field]


def test_an_ods_code_that_another_has_is_refused_beside_it(admin):
    before = count(Organisation)
    page = admin.open("/administration/organisations/new")
    page = admin.send(page, {"name": "Elm Surgery", "kind": "practice", "ods_code": "J82999"}, status=409)
    assert page.errors() == {"ods_code": "Another organisation has this ODS code"}
    assert page.fields()["name"] == ["Elm Surgery"]
    assert count(Organisation) == before


def test_markup_in_a_name_is_words(admin, people):
    payload = "<script>alert(1)</script>"
    page = admin.send(admin.open(f"/administration/organisations/{people.practice}/change"), {"name": payload})
    assert page.heading == payload
    assert "<script>alert" not in page.response.get_data(as_text=True)


def test_a_suspension_acts_at_once_and_can_be_lifted(admin, browse, people):
    victim = browse(people.clinician)
    victim.open("/account")
    page = admin.send(admin.open(f"/administration/people/{people.clinician.id}/suspend"))
    assert "Suspended since" in page.words
    victim.open("/account", status=302)
    page = admin.send(page, action="lift-suspension")
    assert "Can sign in" in page.words
    victim.open("/account", status=302)
    again = browse()
    again.send(again.open("/sign-in"), {"email": people.clinician.email, "password": PASSWORD})
    again.open("/account")


def test_nobody_suspends_themselves(admin, people):
    own = f"/administration/people/{people.administrator.id}/suspend"
    page = admin.open(own)
    assert "This is you" in page.words and not page.soup.select("main form")
    token = admin.open(f"/administration/people/{people.clinician.id}/suspend").fields()
    assert "You cannot suspend yourself" in admin.post(own, token, status=409).words
    admin.open("/account")


def test_a_change_of_role_ends_the_sessions_in_the_old_one(admin, browse, people):
    lead = browse(people.link_worker)
    lead.open("/account")
    page = admin.open(f"/administration/memberships/{people.link_worker.membership_id}/role")
    page = admin.send(page, {"role": "service_lead"})
    assert "Harbour Social Prescribing : service lead" in page.words
    lead.open("/account", status=302)
    again = browse()
    again.send(again.open("/sign-in"), {"email": people.link_worker.email, "password": PASSWORD})
    assert "Service lead" in again.open("/account").words


def test_an_ended_membership_ends_its_sessions(admin, browse, people):
    victim = browse(people.clinician)
    page = admin.send(admin.open(f"/administration/memberships/{people.clinician.membership_id}/end"))
    assert "Acted for" in page.words and "Nobody now" in page.words
    victim.open("/account", status=302)


def test_the_last_administrator_stays(admin, people):
    page = admin.open(f"/administration/memberships/{people.administrator.membership_id}/role")
    page = admin.send(page, {"role": "commissioner"}, status=409)
    assert "This is the last administrator" in page.words
    page = admin.send(admin.open(f"/administration/memberships/{people.administrator.membership_id}/end"), status=409)
    assert "This is the last administrator" in page.words
    admin.open("/administration")


def test_extra_answers_make_nobody_an_administrator(admin, people):
    extra = {
        "is_admin": "1",
        "organisation_id": str(people.authority),
        "password_hash": "x",
        "id": str(people.clinician.id),
    }
    admin.send(admin.open(f"/administration/organisations/{people.practice}/invite"), NIA | extra)
    user = queries.by_email(NIA["email"])
    assert [(one.organisation_id, one.role) for one in user.memberships] == [(people.practice, Role.CLINICIAN)]
    assert user.password_hash is None and user.id != people.clinician.id


def test_messages_show_how_they_fare_and_never_what_they_say(admin, people):
    with transaction():
        outbox.post(to="a@b.example", subject="canary subject", text="canary text", kind="reset")
        message = messages.latest()[0]
        message.state, message.tries, message.problem = State.FAILED, 12, "SMTPConnectError"
    page = admin.open("/administration/messages")
    assert "a@b.example" in page.words and "SMTPConnectError" in page.words
    assert "canary" not in page.response.get_data(as_text=True)
    page = admin.send(page, action="try-again")
    assert "back in the queue" in page.words and "No message has failed" in page.words
    db.session.expire_all()
    assert messages.latest()[0].state is State.WAITING


def test_messages_that_came_back_are_shown_and_not_offered_again(admin):
    with transaction():
        outbox.note_bounce(outbox.post(to="gone@b.example", subject="s", text="canary text", kind="reset"), "5.1.1")
    page = admin.open("/administration/messages")
    assert "gone@b.example" in page.words and "5.1.1" in page.words and "came back" in page.words
    assert "canary" not in page.response.get_data(as_text=True)
    assert not page.soup.select("form[action$=try-again]")
