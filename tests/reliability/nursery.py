"""Processes that are born with everything imported: most of the seconds of a server's start are Python reading files.

`python -m tests.reliability.nursery` imports the application once and then waits for orders, one line of JSON each: it
forks, and the child is what `python -m tests.reliability.serve` would have been. It ends when its input does.
"""

import atexit
import contextlib
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from functools import cache
from pathlib import Path

# A library that is preloaded and a protection that is removed must be there, or gone, before anything is imported.
NEEDS_ITS_OWN_START = ("LD_PRELOAD", "WITHOUT")
ROOT = Path(__file__).resolve().parents[2]
NUMBERS = itertools.count()


class Born:
    """As much of a subprocess.Popen as houses use; its exit status comes into the file `ended`."""

    def __init__(self, pid: int, args: list[str], ended: Path) -> None:
        self.pid, self.args, self._ended = pid, args, ended

    def poll(self) -> int | None:
        """The exit status, or None while it runs."""
        words = self._ended.read_text() if self._ended.exists() else ""
        return int(words) if words else None

    def wait(self, seconds: float) -> int:
        """Wait for its end."""
        deadline = time.monotonic() + seconds
        while (status := self.poll()) is None:
            assert time.monotonic() < deadline, f"{self.args} did not end"
            time.sleep(0.01)
        return status

    def kill(self) -> None:
        """End it as `kill -9` does."""
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        """Nothing happens if it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)


def may_bear(environment: dict[str, str]) -> bool:
    """Whether a process in this environment may be born here."""
    return not any(environment.get(name) for name in NEEDS_ITS_OWN_START)


def bear(args: list[str], environment: dict[str, str], log: Path) -> Born:
    """A process of tests.reliability.serve with these arguments, which prints into `log`."""
    nurse, folder = _nurse()
    ended = Path(folder.name) / f"ended-{next(NUMBERS)}"
    order = {"args": args, "environment": environment, "log": str(log), "ended": str(ended)}
    nurse.stdin.write(json.dumps(order) + "\n")
    nurse.stdin.flush()
    return Born(int(nurse.stdout.readline()), args, ended)


@cache
def _nurse() -> tuple:
    folder = tempfile.TemporaryDirectory(prefix="nursery-")
    command = [sys.executable, "-m", "tests.reliability.nursery"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "bufsize": 1, "text": True}
    nurse = subprocess.Popen(command, cwd=ROOT, **pipes)
    atexit.register(nurse.communicate)
    return nurse, folder


def main() -> None:
    """Import everything, and fork for each order."""
    import app  # noqa: F401 - only so that it is there
    from tests.reliability import serve

    children: dict[int, Path] = {}

    def bury(*_) -> None:
        with contextlib.suppress(ChildProcessError):
            while (dead := os.waitpid(-1, os.WNOHANG))[0]:
                children.pop(dead[0]).write_text(str(os.waitstatus_to_exitcode(dead[1])))

    signal.signal(signal.SIGCHLD, bury)
    for line in sys.stdin:
        order = json.loads(line)
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])  # nobody is buried without a name
        pid = os.fork()
        if pid == 0:
            _live(serve.main, order)
        children[pid] = Path(order["ended"])
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
        print(pid, flush=True)


def _live(serve, order: dict) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
    log = os.open(order["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(log, stream.fileno())
        stream.reconfigure(line_buffering=True)
    os.environ.clear()
    os.environ.update(order["environment"])
    random.seed()
    sys.argv = ["serve", *order["args"]]
    status = 1
    try:
        serve()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
