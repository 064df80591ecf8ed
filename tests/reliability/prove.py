"""Shows that each fault's test can fail: runs it as things are and with a protection off, and prints the table.

`python -m tests.reliability.prove` for SQLite, `... prove postgresql` for PostgreSQL; the words after it choose tests
by a part of their name. The exit status is 0 where every test passed as things are and failed without its protection.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import NamedTuple

from tests.reliability.house import ROOT

BOTH = ("sqlite", "postgresql")
SQLITE, POSTGRESQL = BOTH[:1], BOTH[1:]
PASSES = "passes"
MOST_WORDS = 120


class Case(NamedTuple):
    """A test, the protection that it holds to account (of weaken.py), and the databases where it is what protects."""

    test: str
    protection: str
    databases: tuple[str, ...] = BOTH


CASES = (
    Case("test_kill.py::test_killed_under_load", "commit-before-answer"),
    Case("test_kill.py::test_killed_at_the_commit[before]", "one-transaction"),
    Case("test_kill.py::test_killed_at_the_commit[after]", "once-keys"),
    Case("test_power_cut.py::test_power_cut", "synchronous-full", SQLITE),
    Case("test_same_form.py::test_same_form_six_times_at_once", "once-keys"),
    Case("test_two_takers.py::test_two_take_one_referral_fifty_times", "look-at-status"),
    Case("test_two_takers.py::test_two_take_one_referral_fifty_times", "lock-at-begin", SQLITE),
    Case("test_two_takers.py::test_two_take_one_referral_fifty_times", "hold", POSTGRESQL),
    Case("test_two_editors.py::test_two_editors_from_one_page", "versions"),
    Case("test_lock.py::test_a_short_lock_is_waited_for", "patience"),
    Case("test_lock.py::test_a_long_lock_is_told_and_nothing_typed_is_lost", "typed-comes-back"),
    Case("test_full_disk.py::test_sixty_forms_on_a_full_disk", "typed-comes-back", SQLITE),
    Case("test_mail.py::test_mail_refused_hanging_and_back", "outbox"),
    Case("test_mail.py::test_mail_refused_hanging_and_back", "delivery-state"),
    Case("test_clock.py::test_the_clock_jumps", "aware-clock"),
    Case("test_slow_clients.py::test_half_sent_requests_hold_nobody_up", "buffered-requests"),
)


def main(words: list[str]) -> int:
    database = next((word for word in words if word in BOTH), "sqlite")
    parts = [word for word in words if word not in BOTH]
    print(f"| test on {database} | protection | with it | without it |\n| --- | --- | --- | --- |")
    proved = list(_rows(database, parts))
    return 0 if proved and all(proved) else 1


def _rows(database: str, parts: list[str]) -> Iterator[bool]:
    as_it_is: dict[str, str] = {}
    for case in CASES:
        if database not in case.databases or not all(part in case.test for part in parts):
            continue
        if case.test not in as_it_is:
            as_it_is[case.test] = _outcome(case.test, database)
        without = _outcome(case.test, database, case.protection)
        print(f"| {case.test} | {case.protection} | {as_it_is[case.test]} | {without} |", flush=True)
        yield as_it_is[case.test] == PASSES != without


def _outcome(test: str, database: str, protection: str = "") -> str:
    """That the test passes, or that it fails and how; an exit status of pytest that means neither is our own error."""
    variables = os.environ | {"TEST_DATABASE": database, "WITHOUT": protection, "COLUMNS": "400"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--tb=line", f"tests/reliability/{test}"]
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True)
    if done.returncode not in {0, 1}:
        raise SystemExit(f"pytest ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    if done.returncode == 0:
        return PASSES
    said = next(line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR")))
    return f"fails: {said.partition(' - ')[2].removeprefix('AssertionError: ')[:MOST_WORDS]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
