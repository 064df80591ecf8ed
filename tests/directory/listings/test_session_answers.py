"""First and last days, pauses and breaks, between the form and the document."""

from datetime import date, timedelta

from core import clock
from directory.listings import queries
from directory.listings.answers import answers_of, with_answers
from directory.listings.spoken import date_in_words
from tests.directory.listings.examples import CHOIR, add


def test_days_and_pauses_of_a_session_and_breaks_stand_in_the_document():
    said = {
        "begins_1": date(2026, 11, 3),
        "finishes_1": date(2027, 7, 20),
        "pauses_1": ["out of term"],
        "closed_from_1": date(2026, 12, 20),
        "closed_to_1": date(2027, 1, 4),
    }
    changed = with_answers(CHOIR, answers_of(CHOIR) | said)
    session, closed = changed["schedules"]
    assert session == CHOIR["schedules"][0] | {
        "dtstart": "2026-11-03",
        "until": "2027-07-20",
        "notes": "In term time only.",
    }
    assert closed == {"description": "Closed", "valid_from": "2026-12-20", "valid_to": "2027-01-04"}
    assert answers_of(changed).items() >= said.items()
    again = with_answers(changed, answers_of(changed) | dict.fromkeys(said) | {"pauses_1": []})
    assert again["schedules"] == CHOIR["schedules"]


def test_other_words_among_the_notes_stay():
    document = CHOIR | {"schedules": [CHOIR["schedules"][0] | {"notes": "Ring the bell. Not on bank holidays."}]}
    assert answers_of(document)["pauses_1"] == ["bank holidays"]
    changed = with_answers(document, answers_of(document) | {"pauses_1": ["out of term"]})
    assert changed["schedules"][0]["notes"] == "Ring the bell. In term time only."


def test_breaks_that_the_form_cannot_say_stay():
    sundays = {"id": "s-3", "freq": "WEEKLY", "byday": "SU", "description": "Closed"}
    document = CHOIR | {"schedules": [sundays, *CHOIR["schedules"]]}
    assert answers_of(document)["closed_from_1"] is None and answers_of(document)["days_2"] == []
    changed = with_answers(document, answers_of(document) | {"opens_1": "11:00"})
    assert sundays in changed["schedules"]


def dated(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def test_a_group_says_when_it_rests_and_everyone_reads_it(app, browse, people):
    choir = add(CHOIR)
    path = f"/directory/listings/{choir}"
    editor = browse(people.directory_editor)
    tomorrow, later = clock.today() + timedelta(days=1), clock.today() + timedelta(days=20)
    said = {"pauses_1": ["bank holidays"], **dated("finishes_1", later + timedelta(days=365))}
    said |= dated("closed_from_1", tomorrow) | dated("closed_to_1", later)
    editor.send(editor.open(f"{path}/change/sessions"), said)
    page = browse().open(path)
    for words in ("not on bank holidays, until ", ", next on ", f"Closed {date_in_words(tomorrow, clock.today())} to "):
        assert words in page.words, words
    version = queries.find(choir).version
    editor.send(editor.open(f"{path}/change/sessions"))
    assert queries.find(choir).version == version
    form = editor.open(f"{path}/change/sessions")
    legends = [legend.get_text(strip=True) for legend in form.soup.select("legend")]
    assert [words for words in legends if "first day closed" in words] == [
        "Break 1: first day closed",
        "Break 2: first day closed",
    ]
