"""The README's commands: what they say when something is in the way, and what excuses a skip."""

import ast
import contextlib
import runpy
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import dev
import dev_setup
from core import config
from tests.support import chromium

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def no_python(tmp_path, monkeypatch):
    """A virtual environment whose Python always fails, as `playwright install` does without a network."""
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    monkeypatch.setattr(dev_setup, "PYTHON", python)
    return python


def test_a_busy_port_is_one_sentence_before_anything_is_set_up():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run([sys.executable, "dev.py", "run", "--port", str(port)], cwd=ROOT, capture_output=True)
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == [
        f"Port {port} is in use: choose another, for example --port {port + 1}."
    ]


def test_a_free_port_is_accepted():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    dev.refuse_a_busy_port(port)


@pytest.mark.parametrize("word", ["0", "65536", "-1", "http", "5000.5", "٥٠٠٠x"])
def test_a_port_is_a_number_in_range(word, capsys):
    with pytest.raises(SystemExit) as stopped:
        dev.main(["run", "--port", word])
    assert stopped.value.code == 2
    assert "from 1 to 65535" in capsys.readouterr().err


def test_words_that_run_does_not_know_are_named(capsys):
    with pytest.raises(SystemExit):
        dev.main(["run", "--prot", "5001"])
    assert "--prot 5001" in capsys.readouterr().err


def test_an_older_python_reads_the_sentence(monkeypatch):
    ast.parse((ROOT / "dev.py").read_text("utf-8"), feature_version=(3, 7))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer, and this is Python 3\.9\."):
        runpy.run_path(str(ROOT / "dev.py"), run_name="__main__")


def test_no_chromium_and_no_way_to_one_is_red_and_says_what_to_install(no_python, monkeypatch):
    monkeypatch.setenv("PATH", str(no_python.parent))
    monkeypatch.setattr(chromium, "find", lambda: None)
    with pytest.raises(dev_setup.Stop, match="apt-get install chromium") as stopped:
        dev.fetch_chromium()
    assert len(str(stopped.value).splitlines()) == 1


def test_a_chromium_that_does_not_start_is_no_chromium(no_python, monkeypatch):
    broken = shutil.which("false")
    monkeypatch.setattr(chromium, "find", lambda: broken)
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    with pytest.raises(dev_setup.Stop, match="The tests need Chromium"):
        dev.fetch_chromium()


def test_assets_sets_up_and_starts_nothing(monkeypatch, capsys):
    done = []
    for part in ("python_packages", "assets", "postcodes", "place_names"):
        monkeypatch.setattr(dev_setup, part, lambda *lists, part=part: done.append(part))
    monkeypatch.setattr(dev.subprocess, "Popen", lambda *_, **__: pytest.fail("something was started"))
    assert dev.main(["assets"]) == 0
    assert done == ["python_packages", "assets", "postcodes", "place_names"]
    assert "build/assets" in capsys.readouterr().out


def sleeping(seconds, status=0):
    return dev.child([sys.executable, "-c", f"import time; time.sleep({seconds}); raise SystemExit({status})"], {})


def test_when_one_process_dies_it_is_named_and_the_other_is_ended(capfd):
    with sleeping(60) as server, sleeping(0, status=3) as outbox:
        assert dev.watch({"server": server, "outbox": outbox}) == 1
    assert "The outbox stopped by itself (exit status 3)" in capfd.readouterr().out
    assert server.poll() is not None


def test_beside_the_server_run_a_sender_of_messages_and_a_reader_of_feeds(monkeypatch):
    started, ended = [], []

    @contextlib.contextmanager
    def child(command, _variables):
        started.append(" ".join(map(str, command[-4:])))
        yield command
        ended.append(command)

    monkeypatch.setattr(dev, "child", child)
    monkeypatch.setattr(dev, "wait_for_an_answer", lambda *_: None)
    monkeypatch.setattr(dev, "watch", lambda children: len(children))
    assert dev.serve(5000, {}, "") == 3 == len(ended)
    assert started[1].endswith("outbox send --watch") and started[2] == "directory sync --due --watch"


def test_where_the_demonstration_is_is_kept_where_the_application_looks(tmp_path):
    dev.keep_address("http://127.0.0.1:8123", tmp_path / "instance")
    assert (tmp_path / "instance" / config.ADDRESS_FILE).read_text() == "http://127.0.0.1:8123\n"


def test_a_server_that_cannot_start_is_not_waited_for():
    with sleeping(0, status=1) as server:
        server.wait()
        dev.wait_for_an_answer(1, server)


def test_only_an_absent_shared_folder_excuses_a_skip(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite><testcase name="a"><skipped message="no ../shared/data here"/></testcase>'
        '<testcase name="b"><skipped message="no browser"/></testcase><testcase name="c"/></testsuite></testsuites>'
    )
    assert dev.skipped_without_excuse(report) == ["no browser"]
    assert dev.skipped_without_excuse(tmp_path / "lost.xml") == ["everything, for pytest left no report"]


def test_a_developer_s_own_settings_do_not_reach_the_tests():
    ours = {
        "DATABASE_URL": "postgresql://live",
        "SMTP_HOST": "mail",
        "FOOTBRIDGE_MODE": "production",
        "SECRET_KEY": "s",
    }
    assert dev.without_settings({**ours, "PATH": "/bin"}) == {"PATH": "/bin"}


def test_words_after_test_go_to_pytest(monkeypatch):
    seen = []
    monkeypatch.setattr(dev, "test", lambda words: seen.append(words) or 0)
    assert dev.main(["test", "-k", "identifiers", "--lf"]) == 0
    assert seen == [["-k", "identifiers", "--lf"]]
