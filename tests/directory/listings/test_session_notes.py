"""Words beside a session, as groups write them."""

from datetime import date

import pytest

from directory.listings.session_notes import IN_TERM_TIME, NOT_ON_BANK_HOLIDAYS, Notes, in_words, read


@pytest.mark.parametrize(
    "text",
    [
        NOT_ON_BANK_HOLIDAYS,
        "Closed bank holidays",
        "every week except bank holidays",
        "No session on public holidays",
        "Open all year, excluding all bank holidays",
        "Closed Sundays and Bank Holidays",
        "Bank holidays: closed",
    ],
)
def test_not_on_bank_holidays(text):
    assert read(text).not_on_bank_holidays
    assert not read(text).keeps(date(2026, 12, 25)) and read(text).keeps(date(2026, 12, 24))


@pytest.mark.parametrize("text", ["Open on bank holidays too", "Closed Mondays. Bank holidays 10 to 4"])
def test_on_bank_holidays(text):
    assert not read(text).not_on_bank_holidays


def test_nothing_said():
    assert read("", None) == Notes()


@pytest.mark.parametrize(
    "text", [IN_TERM_TIME, "Term time; we rest in August", "term-time only", "Not in the school holidays", "Termtime"]
)
def test_in_term_time(text):
    notes = read(text)
    assert notes.term_time
    assert not any(map(notes.keeps, (date(2026, 8, 5), date(2026, 12, 20), date(2027, 1, 4))))
    assert notes.keeps(date(2026, 11, 25)) and not notes.doubts(date(2026, 11, 25))
    assert notes.keeps(date(2027, 3, 30)) and notes.doubts(date(2027, 3, 30))  # Easter is on 28 March


@pytest.mark.parametrize("text", ["Outside term time", "Not just term time", "All year"])
def test_not_only_in_term_time(text):
    assert not read(text).term_time


@pytest.mark.parametrize(
    ("text", "on", "off", "words"),
    [
        ("April to September", date(2026, 4, 1), date(2026, 10, 1), "April to September"),
        ("Runs from 6 April until the end of Sept", date(2026, 4, 6), date(2026, 4, 5), "6 April to 30 September"),
        ("Oct–Mar", date(2026, 1, 15), date(2026, 9, 30), "October to March"),
        ("No sessions from July to August", date(2026, 9, 1), date(2026, 7, 1), "July to August"),
        ("We rest in August", date(2026, 7, 31), date(2026, 8, 31), "August"),
        ("closed for 24 December to 2 January", date(2026, 1, 3), date(2026, 1, 2), "24 December to 2 January"),
    ],
)
def test_seasons(text, on, off, words):
    (season,) = read(text).seasons
    assert in_words(season) == words
    assert read(text).keeps(on) and not read(text).keeps(off)


@pytest.mark.parametrize(
    "text",
    ["Courses start in January, April and September", "You may come to March past", "January to March 2026", "Sep"],
)
def test_no_season(text):
    assert read(text).seasons == ()


def test_closed():
    assert read("Closed", None).closed and read("", "closed for Christmas").closed
    assert not read("Closed group, ask first").closed and not read("Not closed").closed
