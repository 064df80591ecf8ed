"""`flask demo`: fills, prints who can sign in on standard output alone, and refuses in one sentence."""

import re

import pytest

from accounts.queries import by_email
from core.config import Mode

LINE = re.compile(r"\S.*?  +\S+@footbridge\.example  +heron kettle ribbon harbour")


def run(app, *arguments):
    return app.test_cli_runner().invoke(args=["demo", *arguments])


def test_only_the_accounts_are_printed_when_that_is_asked(app):
    outcome = run(app, "--accounts")
    lines = outcome.stdout.splitlines()
    assert outcome.exit_code == 0 and len(lines) == 20
    assert all(LINE.fullmatch(line) for line in lines)
    assert by_email("alex.finch@footbridge.example") is None


@pytest.mark.page_only
def test_where_the_demonstration_is_already_it_says_so_and_prints_the_accounts(filled):
    outcome = run(filled)
    assert (outcome.exit_code, outcome.stderr) == (0, "The demonstration is here already.\n")
    assert outcome.stdout == run(filled, "--accounts").stdout


@pytest.mark.parametrize("trouble", ["production", "something else"])
def test_it_refuses_in_one_sentence(app, people, trouble):
    if trouble == "production":
        app.config["MODE"] = Mode.PRODUCTION
    else:
        people.practice  # noqa: B018 - made on first asking
    outcome = run(app)
    assert outcome.exit_code == 1 and outcome.stdout == ""
    assert re.fullmatch(r"Error: [^\n]+\n", outcome.stderr) and trouble in outcome.stderr
