"""Room: HL7's four codes and no other, words for people, and nothing once its date has passed."""

import datetime as dt

from directory.listings.room import NOT_KNOWN, Room, in_words, standing

TODAY = dt.date(2026, 11, 25)


def test_the_codes_are_those_of_the_value_set():
    assert set(Room) == {"capacity", "waitlist", "no-capacity", "additional-assessment-required"}
    assert [room.words for room in Room] == ["Places now", "Waiting list", "Full", "Ask first"]
    assert len({room.sentence for room in Room}) == len(Room)


def test_words_for_people():
    assert in_words(Room.WAITING, 3) == "Waiting list, about 3 weeks"
    assert in_words(Room.WAITING, 1) == "Waiting list, about 1 week"
    assert in_words(Room.WAITING) == "Waiting list"
    assert in_words(Room.FULL, 3) == "Full"
    assert in_words(None) == NOT_KNOWN


def test_it_holds_on_its_last_day_and_not_on_the_next():
    assert standing(Room.PLACES, TODAY, TODAY) is Room.PLACES
    assert standing(Room.PLACES, TODAY - dt.timedelta(days=1), TODAY) is None
    assert standing(None, None, TODAY) is None
