"""The drawing holds its figures: inside its edges, in order, with round numbers along it."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from directory.upkeep.health import chart

FIRST = dt.date(2025, 11, 25)
VALUES = st.lists(st.integers(0, 120_000), min_size=1, max_size=80)


def days(count: int) -> list[dt.date]:
    return [FIRST + dt.timedelta(days=number) for number in range(count)]


def points(line: chart.Line) -> list[tuple[float, float]]:
    return [tuple(map(float, pair.split(","))) for pair in line.points.split()]


@given(VALUES)
def test_every_figure_has_its_place_inside_the_edges(values):
    [line] = chart.drawn(days(len(values)), {"Confirmed": values}).lines
    there = points(line)
    assert len(there) == len(values) and there == sorted(there, key=lambda point: point[0])
    assert all(chart.LEFT <= x <= chart.WIDE - chart.RIGHT for x, _ in there)
    assert all(chart.TOP <= y <= chart.HIGH - chart.BOTTOM for _, y in there)
    highest = max(values)
    assert all((y == min(y for _, y in there)) for (_, y), value in zip(there, values, strict=True) if value == highest)


@given(VALUES)
def test_the_numbers_along_it_are_whole_and_reach_the_highest(values):
    marks = chart.drawn(days(len(values)), {"Confirmed": values}).up
    numbers = [int(mark.words.replace(",", "")) for mark in marks]
    assert numbers == [numbers[1] * step for step in range(5)] and numbers[-1] >= max(values)


def test_its_lines_are_told_apart_by_letters_and_it_says_what_it_shows():
    drawn = chart.drawn(days(2), {"Confirmed": [10, 12], "Not confirmed": [5, 3]})
    assert [(line.letter, line.words) for line in drawn.lines] == [("A", "Confirmed"), ("B", "Not confirmed")]
    assert drawn.description == (
        "From 25 Nov 2025 to 26 Nov 2025. Confirmed: 10 at first, 12 at last; Not confirmed: 5 at first, 3 at last."
    )


@given(st.integers(1, 500))
def test_a_year_is_shown_week_by_week(count):
    every = days(count)
    shown = chart.thinned(every)
    assert len(shown) <= chart.MOST_POINTS and shown[-1] == every[-1] and shown == sorted(set(shown))
    assert count > chart.MOST_POINTS or shown == every
