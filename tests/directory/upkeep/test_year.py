"""A simulated year of keeping listings true, every day of it asked; see year.py for who lives in it."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from core.db import db
from directory.listings.trust import Band
from directory.upkeep.asking import queries
from tests.conftest import ON_POSTGRES
from tests.directory.upkeep.year import COLUMNS, Manner, Year

TOLD = Path(__file__).parents[3] / "docs" / "upkeep.md"


def test_a_year(app):
    """The days ask themselves, in Year._ask: here stands what can be said only at the end.

    All of it is asked of SQLite; PostgreSQL lives a smaller year, by the same rules.
    """
    year = Year(60, days=250) if ON_POSTGRES else Year(500)
    year.live()
    ages = queries.ages()
    db.session.rollback()
    assert_apart(year.letters.values(), ages.apart)
    assert_apart(year.asked.values(), ages.soonest)
    assert_manners(year, ages)
    if not ON_POSTGRES:
        assert set(year.bands.values()) == set(Band)
        assert all(sum(counts[name] for counts in year.months.values()) for name in COLUMNS)
        assert year.table() in TOLD.read_text(), (
            "python -m tests.directory.upkeep.year prints the table of docs/upkeep.md"
        )


def assert_apart(everybodys_days, least: timedelta) -> None:
    """No group is written to, or asked anew, more often than the settings allow."""
    for days in everybodys_days:
        assert all(later - earlier >= least for earlier, later in pairwise(days))


def assert_manners(year: Year, ages) -> None:
    """Each group got the letters that its answers ask for."""
    for group in year.groups.values():
        letters = year.letters.get(group.email, [])
        if group.manner is Manner.UNKNOWN:
            assert not letters
        if group.manner is Manner.UNWILLING:
            assert len(letters) <= 1
        if group.manner is Manner.SILENT and not year.heard_of(group):
            assert len(letters) <= (1 + len(ages.reminders)) * len(group.service_ids)
        if group.manner is Manner.PROMPT:
            bands = {year.bands[service_id] for service_id in group.service_ids if service_id not in year.retired}
            assert bands <= {Band.CONFIRMED, Band.REPORTED}, "whoever answers is trusted"
