"""The history of some measures as a drawing: where each line goes, and what stands along the edges. Pure arithmetic.

Lines are told apart by dashes and by a letter at their end, never by a colour alone; a table has the same figures.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

# In the units of the drawing: small enough to be read on a telephone, where it is drawn one to one.
WIDE, HIGH = 340, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 24, 12, 30
MOST_POINTS = 60
TICKS = 4
LETTERS = "ABCDEF"


class Mark(NamedTuple):
    """A word along an edge, and where it stands."""

    at: float
    words: str


class Line(NamedTuple):
    """One measure: its letter, its words, the points of its line as SVG wants them, and where it ends."""

    letter: str
    words: str
    points: str
    end: tuple[float, float]


class Chart(NamedTuple):
    """All that the template prints."""

    lines: list[Line]
    up: list[Mark]
    along: list[Mark]
    description: str


def thinned(days: Sequence[dt.date]) -> list[dt.date]:
    """The days that are shown: all of a few; of more the last of each week, at most 60 of those, always the last."""
    chosen = list(days)
    if len(chosen) > MOST_POINTS:
        chosen = list({day.isocalendar()[:2]: day for day in chosen}.values())
    step = -(-len(chosen) // MOST_POINTS)
    return chosen[::-1][:: step or 1][::-1]


def drawn(days: Sequence[dt.date], figures: dict[str, Sequence[int]]) -> Chart:
    """The chart of these figures, {words: one for each day}; days are in order and at least one."""
    top = _round(max((max(values) for values in figures.values()), default=0))
    lines = [_line(letter, words, days, values, top) for letter, (words, values) in zip(LETTERS, figures.items())]  # noqa: B905
    up = [Mark(_y(top * tick / TICKS, top), f"{top * tick // TICKS:,}") for tick in range(TICKS + 1)]
    along = [Mark(_x(day, days), _said(day)) for day in dict.fromkeys((days[0], days[-1]))]
    told = "; ".join(f"{words}: {values[0]:,} at first, {values[-1]:,} at last" for words, values in figures.items())
    return Chart(lines, up, along, f"From {_said(days[0])} to {_said(days[-1])}. {told}.")


def _round(most: int) -> int:
    """The first of 4, 8, 20, 40, 80, 200 … that is no less, so that each of four steps is a round number."""
    size = 1
    while True:
        for first in (4, 8, 20):
            if first * size >= most:
                return first * size
        size *= 10


def _line(letter: str, words: str, days: Sequence[dt.date], values: Sequence[int], top: int) -> Line:
    points = [(_x(day, days), _y(value, top)) for day, value in zip(days, values, strict=True)]
    return Line(letter, words, " ".join(f"{x:g},{y:g}" for x, y in points), points[-1])


def _x(day: dt.date, days: Sequence[dt.date]) -> float:
    span = (days[-1] - days[0]).days
    return round(LEFT + (WIDE - LEFT - RIGHT) * ((day - days[0]).days / span if span else 1), 1)


def _y(value: float, top: int) -> float:
    return round(HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * value / top, 1)


def _said(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"
