"""The real server, or a command, as a process of its own, as `run` starts it; a protection can be removed.

`python -m tests.reliability.serve web PORT`, `... sender` for the outbox's, or `... round` for the nightly one.
The environment may name in `WITHOUT` one protection of
`weaken.py` to switch off, to show that the fault's test would notice, and in `DIE_AT_COMMIT` a file: while it says
`before` or `after`, the process is killed at that side of a commit.
"""

import os
import signal
import sys
from pathlib import Path

import waitress
from flask.cli import FlaskGroup

from core import unit_of_work
from tests.reliability import weaken
from tests.support.people import PASSWORD_COST

COMMANDS = {"sender": ["outbox", "send", "--watch"], "round": ["directory", "upkeep"]}


def main() -> None:
    weaken.weaken(os.environ.get("WITHOUT", ""))
    if "DIE_AT_COMMIT" in os.environ:
        _die_at_commit(Path(os.environ["DIE_AT_COMMIT"]))
    from app import create_app  # only now: a weakened protection must be gone before anything uses it

    role, *rest = sys.argv[1:]
    settings = {"PASSWORD_COST": PASSWORD_COST}
    if role == "web":
        serve = weaken.serve or waitress.serve
        serve(create_app(settings), listen=f"127.0.0.1:{rest[0]}", threads=8, connection_limit=500, channel_timeout=60)
    else:
        FlaskGroup(create_app=lambda: create_app(settings)).main(COMMANDS[role])


def _die_at_commit(word: Path) -> None:
    keep = unit_of_work._keep

    def die_if(moment: str) -> None:
        if word.exists() and word.read_text() == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(response):
        die_if("before")
        response = keep(response)
        die_if("after")
        return response

    unit_of_work._keep = watched


if __name__ == "__main__":
    main()
