"""What was measured as tables, beside what must be reached, and the place in docs/performance.md where they stand."""

import datetime as dt
import os
import platform
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.figures import Figures, Timing
from core.config import ROOT
from core.db import sqlite

PAGE = ROOT / "docs" / "performance.md"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
HEAD = "| what | must reach | ours | against | ratio | reached |\n| --- | --- | --- | --- | --- | --- |"
QUICK_ENOUGH = 8.0  # milliseconds
ONE_LISTING = 4.0  # milliseconds
PINS = Path(__file__).with_name("requirements-datasette.txt")


class Line(NamedTuple):
    """One row of the table; `page` is what to profile where it falls short."""

    what: str
    target: str
    ours: str
    against: str
    ratio: float | None
    reached: bool | None
    page: str = ""

    def __str__(self) -> str:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        reached = {True: "yes", False: "**no**", None: "not measured"}[self.reached]
        return f"| {self.what} | {self.target} | {self.ours} | {self.against} | {ratio} | {reached} |"


def section(kind: str, found: list[Figures], peer: Figures) -> str:
    """The table of one kind of database, from the smallest size to the largest, and profiles of what falls short.

    `peer` has Datasette's figures, which reads SQLite alone.
    """
    lines = list(_lines(found, peer))
    short = [line for line in lines if line.reached is False]
    parts = [_told(kind, found), "\n".join([HEAD, *map(str, lines)])]
    for page in dict.fromkeys(line.page for line in short):
        if profile := found[-1].profiles.get(page):
            parts.append(
                f"Where the time of “{TITLES[page]}” goes, a page (own, with what it calls):\n\n```\n{profile}\n```"
            )
    return "\n\n".join(parts)


TITLES = {
    "near": "5 miles and a tag",
    "word": "one word, of all words",
    "common": "one common word",
    "all": "word, tag and 5 miles",
    "listing": "one listing’s page",
    "page 1": "a page of services",
}


def _told(kind: str, found: list[Figures]) -> str:
    sizes = " → ".join(f"{one.size:,}" for one in found)
    filled = ", ".join(f"{one.seconds['fill']:.0f} s" for one in found)
    return (
        f"{NAMES[kind]}, {sizes} listings (made in {filled}), {dt.datetime.now(dt.UTC):%-d %B %Y}, "
        f"`python -m benchmarks.measure {' '.join(sys.argv[1:])}`. {_machine()}. {_versions()}. "
        "Times are milliseconds, p50 / p95 / longest."
    )


def _machine() -> str:
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    load = os.getloadavg()[0]
    name = model[1] if model else platform.machine()
    return f"{os.cpu_count()} cores of {name}, {int(memory[1]) / 1024**2:.0f} GiB, load {load:.1f} at the end"


def _versions() -> str:
    pinned = re.search(r"datasette==(\S+)", PINS.read_text())[1]
    return f"Python {platform.python_version()}, SQLite {sqlite.sqlite_version}, Datasette {pinned}"


def _lines(found: list[Figures], peer: Figures) -> Iterator[Line]:
    last = found[-1]
    yield from _bare(last, "near", max(4 * last.times["bare", "near"].p50, QUICK_ENOUGH))
    for page in ("near", "word", "common"):
        yield _ahead(last, peer, page)
    yield from _bare(last, "all", 4 * last.times["bare", "all"].p50)
    yield from _naive(last)
    for page in ("near", "word", "all"):
        yield _growth(found, page)
    first, deep = last.times["ours", "page 1"], last.times["ours", "page 5,000"]
    yield _at_most(1.3, "services, page 5,000", deep, f"page 1: {first}", deep.p50 / first.p50, "page 1")
    yield _listing(last, peer)
    yield from _export(found)
    yield from _import(last)


def _bare(last: Figures, page: str, most: float) -> Iterator[Line]:
    ours, bare = last.times["ours", page], last.times["bare", page]
    target = "p50 at most 4 × the bare SQL" + (" or 8 ms" if page == "near" else "")
    yield Line(TITLES[page], target, str(ours), f"bare SQL: {bare}", ours.p50 / bare.p50, ours.p50 <= most, page)


def _ahead(last: Figures, peer: Figures, page: str) -> Line:
    ours, theirs = last.times["ours", page], peer.times.get(("datasette", page))
    bare = last.times["bare", page]
    if not theirs:
        return Line(TITLES[page], "ahead of Datasette", str(ours), f"bare SQL: {bare}", None, None, page)
    against = f"Datasette: {theirs}; bare SQL: {bare}"
    ratio = ours.p50 / theirs.p50
    return Line(TITLES[page], "ahead of Datasette’s page", str(ours), against, ratio, ours.ahead_of(theirs), page)


def _naive(last: Figures) -> Iterator[Line]:
    ours, slow = last.times["ours", "all"], last.times["naive", "all"]
    ratio = slow.p50 / ours.p50
    against = f"every row and geopy: {slow.p50:,.0f}"
    yield Line(TITLES["all"], "100 × faster than reading all", str(ours), against, ratio, ratio >= 100, "all")


def _growth(found: list[Figures], page: str) -> Line:
    times = [one.times["ours", f"{page}, at home"] for one in found]
    ratio = times[-1].p50 / times[0].p50
    shown, sizes = (
        " → ".join(words) for words in ([f"{one.p50:.2f}" for one in times], [f"{one.size:,}" for one in found])
    )
    what = f"{TITLES[page]}, as many matches, {sizes}"
    return Line(what, "the last at most 2 × the first", shown, f"{times[0].p50:.2f}", ratio, ratio <= 2, page)


def _at_most(most: float, what: str, ours: Timing, against: str, ratio: float, page: str) -> Line:
    return Line(what, f"at most {most} ×", str(ours), against, ratio, ratio <= most, page)


def _listing(last: Figures, peer: Figures) -> Line:
    ours, theirs = last.times["ours", "listing"], peer.times.get(("datasette", "listing"))
    against = f"Datasette: {theirs}" if theirs else ""
    ratio = ours.p50 / theirs.p50 if theirs else None
    return Line(TITLES["listing"], "p50 at most 4 ms", str(ours), against, ratio, ours.p50 <= ONE_LISTING, "listing")


def _export(found: list[Figures]) -> Iterator[Line]:
    last, before = found[-1], found[-2:][0]
    ratio = last.mebibytes["export"] / before.mebibytes["export"]
    yield Line(
        f"everything as lines ({last.mebibytes['exported']:,.0f} MiB): peak memory",
        f"at most 1.2 × that at {before.size:,}",
        f"{last.mebibytes['export']:.0f} MiB",
        f"{before.mebibytes['export']:.0f} MiB",
        ratio,
        ratio <= 1.2,
    )
    took, dumps = last.seconds["export"], last.seconds["dumps"]
    yield Line(
        "the same: time", "at most 2 × `json.dumps`", f"{took:.1f} s", f"{dumps:.1f} s", took / dumps, took <= 2 * dumps
    )
    alone, meanwhile = last.times["ours", "searches alone"], last.times["ours", "searches meanwhile"]
    yield _at_most(2, "searches meanwhile", meanwhile, f"alone: {alone}", meanwhile.p50 / alone.p50, "near")


def _import(last: Figures) -> Iterator[Line]:
    if "import, again" not in last.seconds:
        return
    first, again = last.seconds["import, first"], last.seconds["import, again"]
    yield Line(
        "import, the same file again",
        "at most half",
        f"{again:.1f} s",
        f"{first:.1f} s",
        again / first,
        again <= first / 2,
    )
    peak, small = last.mebibytes["import, first"], last.mebibytes["small import, first"]
    against = f"a tenth as many: {small:.0f} MiB"
    yield Line(
        "import: peak memory", "flat: at most 1.2 ×", f"{peak:.0f} MiB", against, peak / small, peak <= 1.2 * small
    )


def write(kind: str, tables: str) -> None:
    """Put the tables between this kind's markers."""
    begin, end = f"<!-- measured: {kind} -->", f"<!-- end: {kind} -->"
    before, _, rest = PAGE.read_text().partition(begin)
    _, _, after = rest.partition(end)
    PAGE.write_text(f"{before}{begin}\n\n{tables}\n\n{end}{after}")
