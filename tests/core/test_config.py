"""Settings: from the environment, safe by default, and refused where production would not be safe."""

import multiprocessing
import os
import stat
from pathlib import Path

import pytest
from flask import Flask

from core import config
from core.config import BadSettings, Mode

SECRET = "s" * 32
PRODUCTION = {"SECRET_KEY": SECRET, "BASE_URL": "https://footbridge.example"}


@pytest.fixture
def load(tmp_path, monkeypatch):
    """`load(environment, **settings)`: the settings that an application in an empty folder would have."""
    for name in [name for name in os.environ if name in (*config.FROM_ENVIRONMENT, "DATABASE_URL", "FOOTBRIDGE_MODE")]:
        monkeypatch.delenv(name)

    def read(environment=None, **settings):
        for name, value in (environment or {}).items():
            monkeypatch.setenv(name, value)
        app = Flask("trial", instance_path=str(tmp_path / "instance"), instance_relative_config=True)
        config.load(app, settings)
        return app.config

    return read


def test_production_is_the_default_and_starts_with_its_secret_and_address(load):
    found = load(PRODUCTION)
    assert found["MODE"] is Mode.PRODUCTION
    assert found["SESSION_COOKIE_SECURE"]
    assert found["SESSION_COOKIE_NAME"] == "__Host-footbridge"
    assert found["TRUSTED_HOSTS"] == ["127.0.0.1", "footbridge.example", "localhost"]
    assert not found["TESTING"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"SECRET_KEY": ""}, "without its secret"),
        ({"SECRET_KEY": "short"}, "without its secret"),
        ({"BASE_URL": "http://footbridge.example"}, "https://"),
        ({"BASE_URL": ""}, "https://"),
        ({"FOOTBRIDGE_MODE": "fast"}, "FOOTBRIDGE_MODE must be one of"),
    ],
)
def test_production_refuses_what_is_not_safe(load, change, words):
    with pytest.raises(BadSettings, match=words):
        load(PRODUCTION | change)


def test_the_environment_comes_over_the_file_and_the_caller_over_both(load, tmp_path):
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "config.py").write_text("MAIL_FROM = 'file'\nSMTP_HOST = 'file'\nSMTP_PORT = 25\n")
    found = load(PRODUCTION | {"SMTP_HOST": "environment", "SMTP_PORT": "2525"}, SMTP_PORT=26)
    assert (found["MAIL_FROM"], found["SMTP_HOST"], found["SMTP_PORT"]) == ("file", "environment", 26)


def test_a_command_run_by_hand_finds_where_the_demonstration_is(load, tmp_path):
    demonstration = {"FOOTBRIDGE_MODE": "demonstration"}
    assert load(demonstration)["BASE_URL"] == config.OWN_ADDRESS
    (tmp_path / "instance" / config.ADDRESS_FILE).write_text("http://127.0.0.1:8123\n")
    assert load(demonstration)["BASE_URL"] == "http://127.0.0.1:8123"
    assert load(demonstration | {"BASE_URL": "http://10.0.0.1"})["BASE_URL"] == "http://10.0.0.1"
    assert load(PRODUCTION)["BASE_URL"] == PRODUCTION["BASE_URL"]


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_an_ordinary_postgresql_address_works(load, scheme):
    found = load(PRODUCTION | {"DATABASE_URL": f"{scheme}://u:p@host/db"})
    assert found["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://u:p@host/db"


def test_a_demonstration_makes_its_secret_once_and_keeps_it_to_itself(load, tmp_path):
    first = load({"FOOTBRIDGE_MODE": "demonstration"})["SECRET_KEY"]
    assert load()["SECRET_KEY"] == first
    assert len(first) >= 32
    path = tmp_path / "instance" / "secret-key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_demonstrations_have_two_secrets(tmp_path):
    assert config._own_secret(tmp_path / "one") != config._own_secret(tmp_path / "two")


def _secret_of(folder: str) -> str:
    return config._own_secret(Path(folder))


def test_processes_that_start_together_share_one_secret(tmp_path):
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        found = pool.map(_secret_of, [str(tmp_path / "instance")] * 40)
    assert len(set(found)) == 1
    assert len(found[0]) >= 32


def test_the_minimum_age_is_a_number_wherever_it_comes_from(load):
    assert load(PRODUCTION)["MINIMUM_AGE"] == 18
    assert load({"MINIMUM_AGE": "16"})["MINIMUM_AGE"] == 16


def test_only_a_demonstration_invents_a_safeguarding_team_and_says_so(load):
    assert load(PRODUCTION)["SAFEGUARDING_CONTACT"] == ""
    invented = load({"FOOTBRIDGE_MODE": "demonstration"})["SAFEGUARDING_CONTACT"]
    assert "01632 960" in invented and "invented" in invented
    own = {"FOOTBRIDGE_MODE": "demonstration", "SAFEGUARDING_CONTACT": "Our team, 023 9000 0000"}
    assert load(own)["SAFEGUARDING_CONTACT"] == "Our team, 023 9000 0000"
