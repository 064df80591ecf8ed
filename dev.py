"""The commands of the README: `run` and `test` set up what is missing, then start; `assets` only sets up.

Standard library only, so that any Python from 3.11 on can begin with nothing installed.
"""

import argparse
import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from xml.etree import ElementTree

if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is for whoever has an older one
    sys.exit("Footbridge needs Python 3.11 or newer, and this is Python {}.{}.".format(*sys.version_info))

import dev_setup as setup
from tests.support import chromium

FLASK = [setup.PYTHON, "-m", "flask", "--app", "app"]
PYTEST = [setup.PYTHON, "-m", "pytest"]
# By its function, for the scripts beside Python hold the clone's path and break where it is moved.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as check; check()"
WAITRESS = [setup.PYTHON, "-m", "waitress", "--threads=8", "--channel-timeout=60", "--connection-limit=500"]
SETTINGS = ("BASE_URL", "DATABASE_URL", "FLASK_", "FOOTBRIDGE_", "MAIL_", "OUTBOX_", "SECRET_KEY", "SMTP_", "TEST_")
PATIENCE = 60  # seconds for the server's first answer
ROOM = 4 * 1024**3  # bytes
SHARED = "../shared"  # the one thing whose absence may skip a test


# --- run ------------------------------------------------------------------------------------------


def run(port):
    """Serve the demonstration on `port` until Ctrl-C; the exit status is 1 where one of its processes died."""
    refuse_a_busy_port(port)
    setup.refuse_a_folder_of_someone_else()
    variables = setup.environment(FOOTBRIDGE_MODE="demonstration")
    variables.setdefault("BASE_URL", f"http://127.0.0.1:{port}")
    keep_address(variables["BASE_URL"])
    with setup.alone():
        set_up()
        setup.call("prepare the database", *FLASK, "db", "upgrade", env=variables, stdout=subprocess.DEVNULL)
        setup.call("prepare the search", *FLASK, "directory", "rebuild-index", "--if-needed", env=variables)
        filled = setup.call("fill the demonstration", *FLASK, "demo", env=variables, stdout=subprocess.PIPE, text=True)
    return serve(port, variables, filled.stdout.strip())


def keep_address(address, instance=setup.INSTANCE):
    """Leave a note of where the demonstration is: commands that are run by hand in it read that (core/config.py)."""
    instance.mkdir(exist_ok=True)
    (instance / "address.txt").write_text(f"{address}\n", encoding="utf-8")


def set_up():
    """What a server needs: packages, page assets, postcode positions and place names."""
    setup.python_packages("requirements.txt")
    setup.assets()
    setup.postcodes()
    setup.place_names()


def refuse_a_busy_port(port):
    with socket.socket() as listener:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except PermissionError:
            raise setup.Stop(f"Port {port} may not be used by this user: choose one above 1023 with --port.") from None
        except OSError:
            raise setup.Stop(f"Port {port} is in use: choose another, for example --port {port % 65535 + 1}.") from None


def serve(port, variables, accounts):
    commands = {
        "server": [*WAITRESS, f"--listen=127.0.0.1:{port}", "--call", "app:create_app"],
        "outbox": [*FLASK, "outbox", "send", "--watch"],
        "reader of feeds": [*FLASK, "directory", "sync", "--due", "--watch"],
    }
    with interruptible(), contextlib.ExitStack() as stack:
        children = {name: stack.enter_context(child(command, variables)) for name, command in commands.items()}
        try:
            wait_for_an_answer(port, children["server"])
            print(f"\nFootbridge is at http://127.0.0.1:{port} (Ctrl-C stops it)\n\n{accounts}\n", flush=True)
            return watch(children)
        except KeyboardInterrupt:
            print("\nStopped.", flush=True)
            return 0


@contextlib.contextmanager
def interruptible():
    """Let whatever asks this process to end do so as Ctrl-C does, so that no child is left behind."""
    names = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    before = {name: signal.signal(name, signal.default_int_handler) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


@contextlib.contextmanager
def child(command, variables):
    """A process that ends with this block: asked first, and made to after ten seconds."""
    # Its own session, so that Ctrl-C reaches this process alone and each child is ended once, in order.
    process = subprocess.Popen(list(map(str, command)), cwd=setup.ROOT, env=variables, start_new_session=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for_an_answer(port, server):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health")
            connection.getresponse()
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    if server.poll() is None:
        raise setup.Stop(f"The server gave no answer within {PATIENCE} seconds.")


def watch(children):
    """Wait until one child is gone and say which; 1 is then the exit status, for none was to end."""
    while True:
        for name, process in children.items():
            if process.poll() is not None:
                print(
                    f"The {name} stopped by itself (exit status {process.returncode}), so all of it stops.", flush=True
                )
                return 1
        time.sleep(0.3)


# --- test -----------------------------------------------------------------------------------------


def test(arguments):
    """Run all checks, or only pytest with `arguments`; the exit status is 0 where everything passed."""
    setup.refuse_a_folder_of_someone_else()
    with setup.alone():
        setup.python_packages("requirements.txt", "requirements-dev.txt")
        setup.assets(checks=True)
        setup.postcodes()
        setup.place_names()
        setup.compiler()
        browser = chromium.find() or fetch_chromium()
    variables = {**without_settings(setup.environment()), "CHROMIUM": browser}
    with quick_folder() as folder:
        return pytest_or_all(arguments, {**variables, **({"PYTEST_DEBUG_TEMPROOT": folder} if folder else {})})


@contextlib.contextmanager
def quick_folder():
    """A folder in memory, where Linux has one with room: a thousand small databases need no disk. Else None."""
    memory = "/dev/shm"  # noqa: S108 - mkdtemp makes a folder of its own there
    if os.path.isdir(memory) and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM:
        with tempfile.TemporaryDirectory(prefix="footbridge-", dir=memory) as folder:
            yield folder
    else:
        yield None


def pytest_or_all(arguments, variables):
    if arguments:
        kept = {name: os.environ[name] for name in os.environ if name.startswith("TEST_")}
        return subprocess.run([*PYTEST, *arguments], cwd=setup.ROOT, env={**variables, **kept}).returncode
    failed = [name for name, passed in checks(variables) if not passed]
    print(f"Not passed: {', '.join(failed)}." if failed else "All checks passed.", flush=True)
    return 1 if failed else 0


def without_settings(variables):
    """A developer's own DATABASE_URL or SMTP server is never what the tests meet."""
    return {name: value for name, value in variables.items() if not name.startswith(SETTINGS)}


def checks(variables):
    """Yield (name, passed) for lint, format, the import contracts and the suite on each database."""
    python = setup.PYTHON
    yield "ruff check", passes([python, "-m", "ruff", "check", "."], variables)
    yield "ruff format", passes([python, "-m", "ruff", "format", "--check", "."], variables)
    yield "import contracts", passes([python, "-c", LINT_IMPORTS, "--no-cache"], variables)
    for database in ("sqlite", "postgresql"):
        report = setup.BUILD / f"tests-{database}.xml"
        command = [*PYTEST, "-n", "2", "-rs", f"--junit-xml={report}"]
        yield f"tests on {database}", passes(command, {**variables, "TEST_DATABASE": database})
        unexcused = skipped_without_excuse(report)
        print(*(f"Skipped: {words}" for words in unexcused), sep="\n", end="", flush=True)
        yield f"nothing skipped on {database}", not unexcused


def passes(command, variables):
    print("\n$", *command[1:], flush=True)
    return subprocess.run(command, cwd=setup.ROOT, env=variables).returncode == 0


def skipped_without_excuse(report):
    """Why tests were skipped, leaving out the reasons that name `../shared`; a lost report is one reason more."""
    if not report.exists():
        return ["everything, for pytest left no report"]
    reasons = {skip.get("message") or "" for skip in ElementTree.parse(report).iter("skipped")}  # noqa: S314 - pytest wrote it here just now
    return sorted(reason for reason in reasons if SHARED not in reason)


def fetch_chromium():
    """Get a Chromium by the ways open to this user; raises Stop with what to install where there is none."""
    print("No Chromium here: fetching one, which may take minutes", flush=True)
    if shutil.which("apt-get") and os.geteuid() == 0:
        path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/local/sbin", "/usr/sbin", "/sbin"])
        quiet = {"env": setup.environment(PATH=path, DEBIAN_FRONTEND="noninteractive"), "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "-qq", "update"], **quiet)
        subprocess.run(["apt-get", "-qq", "install", "-y", "--no-install-recommends", "chromium"], **quiet)
    if not chromium.find():
        command = [setup.PYTHON, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, env=setup.environment(), capture_output=True)  # where it fails, one line below says so
    found = chromium.find()
    if not found or subprocess.run([found, "--version"], capture_output=True).returncode:
        raise setup.Stop(
            "The tests need Chromium: install it (on Debian: apt-get install chromium) and run this again."
        )
    return found


def assets():
    """Set up and start nothing: for an installation that has its own way to start the server."""
    setup.refuse_a_folder_of_someone_else()
    with setup.alone():
        set_up()
    print("Page assets are in build/assets, postcode positions in build/postcodes, place names in build/places.")
    return 0


def main(words):
    parser = argparse.ArgumentParser(prog="dev.py", description="Set Footbridge up and run it, or test it.")
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run", help="run the demonstration and print its address and accounts")
    running.add_argument("--port", type=port_number, default=5000, help="default: 5000")
    commands.add_parser("test", help="run all checks; words after it go to pytest instead", add_help=False)
    commands.add_parser("assets", help="fetch page assets, postcode positions and place names, and start nothing")
    known, rest = parser.parse_known_args(words)
    if known.command == "test":
        return test(rest)
    if rest:
        parser.error(f"unknown words: {' '.join(rest)}")
    return run(known.port) if known.command == "run" else assets()


def port_number(word):
    if not word.isdigit() or not 1 <= int(word) <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(word)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
