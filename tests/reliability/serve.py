"""The real server as a process of its own: the application that `run` starts, its clock movable, a protection removable.

`CLOCK_FILE` names a file that holds seconds to add to the time. `WITHOUT` names one protection from `weaken.py` to
switch off, to show that the fault's test would notice.
"""

import datetime as dt
import os
import sys
from pathlib import Path

import waitress

from core import clock
from tests.reliability import weaken


class MovedDatetime(dt.datetime):
    """A datetime whose now() is moved by what the clock file says."""

    @classmethod
    def now(cls, tz=None):
        moved = dt.timedelta(seconds=float(Path(os.environ["CLOCK_FILE"]).read_text() or 0))
        return dt.datetime.now(tz) + moved


def main() -> None:
    if "CLOCK_FILE" in os.environ:
        clock.datetime = MovedDatetime
    weaken.weaken(os.environ.get("WITHOUT", ""))
    from app import create_app  # only now: a weakened protection must be gone before anything uses it

    waitress.serve(create_app(), listen=f"127.0.0.1:{sys.argv[1]}", threads=8, connection_limit=500, _quiet=True)


if __name__ == "__main__":
    main()
