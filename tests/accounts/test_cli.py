"""The shell commands of accounts."""

import pytest

from accounts import passwords, queries
from accounts.roles import Role
from tests.support.people import PASSWORD

FIRST = [
    "accounts",
    "first-administrator",
    "--email",
    "Ada@Council.example",
    "--name",
    "Ada Min",
    "--organisation",
    "Harbour Council",
]


@pytest.fixture
def shell(app):
    """Run a `flask` command: `shell("accounts", "list")`."""

    def run(*words, typed="", good=True):
        result = app.test_cli_runner().invoke(args=list(words), input=typed)
        assert (result.exit_code == 0) == good, result.output
        return result.output

    return run


def test_the_first_administrator_can_sign_in(shell, browse):
    shell(*FIRST, "--password-stdin", typed=PASSWORD + "\n")
    visitor = browse()
    visitor.send(visitor.open("/sign-in"), {"email": "ada@council.example", "password": PASSWORD})
    visitor.open("/administration")


def test_the_password_is_asked_for_twice_and_not_shown(shell):
    output = shell(*FIRST, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert PASSWORD not in output
    assert passwords.matches(PASSWORD, queries.by_email("ada@council.example").password_hash)


def test_there_is_one_first_administrator(shell, people):
    people.administrator  # noqa: B018 - made on first asking
    output = shell(*FIRST, "--password-stdin", typed=PASSWORD + "\n", good=False)
    assert "There is an administrator already" in output
    assert queries.by_email("ada@council.example") is None


@pytest.mark.parametrize("password", ["", "short", "Password123456", "Ada Min 12345"])
def test_a_bad_password_leaves_nothing(shell, password):
    assert "Error: " in shell(*FIRST, "--password-stdin", typed=password + "\n", good=False)
    assert queries.by_email("ada@council.example") is None
    assert shell("accounts", "list") == ""


def test_an_address_that_is_none_is_refused(shell):
    words = [word if word != "Ada@Council.example" else "ada at council" for word in FIRST]
    assert "email address" in shell(*words, "--password-stdin", typed=PASSWORD, good=False)


def test_the_list_says_who_can_sign_in_as_what(shell, people):
    people.clinician, people.administrator  # noqa: B018 - made on first asking
    assert shell("accounts", "list").splitlines() == [
        "administrator@footbridge.example  Can sign in  Administrator at Harbour Council",
        "clinician@footbridge.example  Can sign in  Clinician at Seaview Surgery",
    ]


def test_suspension_from_the_shell_ends_an_open_session(shell, browse, people):
    victim = browse(people.clinician)
    victim.open("/account")
    shell("accounts", "suspend", people.clinician.email)
    victim.open("/account", status=302)
    assert "suspended already" in shell("accounts", "suspend", people.clinician.email, good=False)
    shell("accounts", "lift-suspension", people.clinician.email)
    assert queries.user(people.clinician.id).suspended_at is None


def test_the_last_administrator_is_not_suspended(shell, people):
    output = shell("accounts", "suspend", people.administrator.email, good=False)
    assert "the last administrator" in output


def test_a_reset_is_sent_or_printed(shell, browse, people, letters):
    assert "on its way" in shell("accounts", "reset", people.clinician.email)
    assert [kind for _, kind, *_ in letters(people.clinician.email)] == ["reset"]
    printed = shell("accounts", "reset", people.clinician.email, "--print").strip()
    assert printed.startswith("http://localhost/new-password/")
    assert len(letters()) == 1
    browse().open(printed.removeprefix("http://localhost"))


@pytest.mark.parametrize("command", ["suspend", "lift-suspension", "reset"])
def test_nobody_is_named_clearly(shell, command):
    assert "There is no account" in shell("accounts", command, "nobody@b.example", good=False)


def test_what_the_shell_does_is_audited(shell, people, audited):
    shell("accounts", "suspend", people.clinician.email)
    entry = audited("account.suspend")[0]
    assert (entry.actor_id, entry.subject_id) == (None, people.clinician.id)
    shell(*FIRST, "--password-stdin", typed=PASSWORD + "\n")
    assert queries.by_email("ada@council.example").memberships[0].role is Role.ADMINISTRATOR
