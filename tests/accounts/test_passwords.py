"""Passwords: which are good enough, and that they are kept so that nobody reads or guesses them."""

import pytest
from argon2 import extract_parameters

from accounts import passwords

GOOD = "paper lantern quiet harbour"


@pytest.mark.parametrize("password", ["three blue boat", GOOD, "ж" * 3 + " лодка и фонарь", "x7 zebra plum 9 " * 4])
def test_a_password_that_nobody_would_guess_is_good(password):
    assert passwords.problem(password) is None


def test_only_the_length_counts_at_both_ends():
    text = "Kx7 zebra plum nine harbour quiet lantern " * 6
    assert passwords.problem("vq7 zbra pl") == "Your password must have 12 characters or more"
    assert passwords.problem("vq7 zbra plu") is None
    assert passwords.problem(text[:64]) is None
    assert passwords.problem(text[:200]) is None
    assert passwords.problem(text[:201]) == "Your password must have 200 characters or fewer"


@pytest.mark.parametrize(
    "password",
    [
        "Password123456",
        "123456789012",
        "qwertyuiop12",
        "aaaaaaaaaaaa",
        "letmeinletmein",
        "iloveyou1234",
        "P@ssw0rd1234",
    ],
)
def test_a_common_password_is_refused_whatever_stands_behind_it(password):
    assert "easy to guess" in passwords.problem(password)


@pytest.mark.parametrize(
    "password",
    [
        "Footbridge123",
        "footbridge footbridge",
        "Priya Shah 1980",
        "priyashah1234",
        "p.shah@seaview.example",
        "SHAH-priya!!!!",
    ],
)
def test_what_others_know_of_a_person_is_no_password(password):
    about = ("Dr Priya Shah", "p.shah@seaview.example")
    assert "easy to guess" in passwords.problem(password, about=about)


def test_a_name_among_other_words_is_allowed():
    assert passwords.problem("priya rows quiet lanterns", about=("Dr Priya Shah",)) is None


@pytest.mark.parametrize("other", [GOOD + " ", " " + GOOD, GOOD.upper(), GOOD[:-1], GOOD + "\x00", ""])
def test_a_password_is_taken_exactly(app, other):
    kept = passwords.hashed(GOOD)
    assert passwords.matches(GOOD, kept)
    assert not passwords.matches(other, kept)


def test_the_hundredth_character_counts(app):
    assert not passwords.matches("a" * 99 + "b", passwords.hashed("a" * 99 + "c"))


def test_it_is_kept_as_argon2id_with_a_salt_of_its_own(app):
    kept = passwords.hashed(GOOD)
    assert kept.startswith("$argon2id$")
    assert kept != passwords.hashed(GOOD)
    assert GOOD not in kept


def test_the_cost_that_installations_start_with_is_that_of_owasp_or_more(app):
    app.config["PASSWORD_COST"] = {}
    cost = extract_parameters(passwords.hashed(GOOD))
    assert cost.memory_cost >= 47104 and cost.time_cost >= 1 and cost.parallelism == 1


def test_a_hash_of_another_cost_still_matches_and_is_known_to_be_outdated(app):
    kept = passwords.hashed(GOOD)
    assert not passwords.is_outdated(kept)
    app.config["PASSWORD_COST"] = app.config["PASSWORD_COST"] | {"time_cost": 2}
    assert passwords.is_outdated(kept)
    assert passwords.matches(GOOD, kept)


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$v=19$m=8,t=1,p=1$broken"])
def test_where_no_hash_is_kept_no_password_fits(app, kept):
    assert not passwords.matches(GOOD, kept)
    assert not passwords.matches("", kept)


def test_comparing_with_nobody_costs_what_comparing_with_somebody_does(app):
    nobodys = extract_parameters(passwords._nobodys())
    assert nobodys == extract_parameters(passwords.hashed(GOOD))
