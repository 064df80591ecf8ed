"""What became of a listing, in sentences: the last of each kind, and nothing that is no news."""

from types import SimpleNamespace

from directory.listings.words import Act
from directory.upkeep.watching.news import sentences


def change(act=Act.CHANGED, reason="", **changes):
    return SimpleNamespace(act=act, reason=reason, changes={k.replace("__", "."): v for k, v in changes.items()})


def said(*changes, document=None) -> list[str]:
    return sentences(changes, document or {})


def test_which_parts_changed_is_said_in_words():
    starts = {"schedules[1].opens_at": ["10:30", "11:00"], "schedules[1].id": ["1", "2"]}
    assert sentences([SimpleNamespace(act=Act.CHANGED, changes=starts)], {}) == [
        "Session: starts at: 11am instead of 10:30am"
    ]
    assert said(change(email=[None, "a@b.example"])) == ["Email: now a@b.example"]
    assert said(change(email=["a@b.example", None])) == ["Email: no longer said"]
    assert said(change(description=["a", "b" * 81])) == ["Description: changed"]
    assert said(change(description=["a", "b\nc"])) == ["Description: changed"]


def test_whether_it_runs_is_said_as_a_sentence():
    assert said(change(status=["active", "temporarily closed"])) == [
        "It is shut for a while and means to open again. Ask when"
    ]
    assert said(change(status=["inactive", "active"])) == ["People can join"]


def test_it_fills_has_room_again_pauses_closes_and_comes_back():
    assert said(change(Act.ROOM, room=[None, "Full, until 3 December 2026"])) == ["Room: Full, until 3 December 2026"]
    full_then_not = [
        change(Act.ROOM, room=["Places now, until 1 December 2026", "Full, until 3 December 2026"]),
        change(Act.ROOM, room=["Full, until 3 December 2026", "Places now, until 9 December 2026"]),
    ]
    assert said(*full_then_not) == ["Room: Places now, until 9 December 2026"]
    assert said(change(Act.PAUSED, paused_until=[None, "9 December 2026"])) == [
        "It takes no introductions until 9 December 2026"
    ]
    assert said(change(Act.RETIRED, "The hall is sold."), change(Act.REOPENED)) == ["It is back in the directory"]
    assert said(change(Act.RETIRED, "The hall is sold.")) == ["It was taken out of the directory. The hall is sold."]


def test_what_is_no_news_is_not_said():
    same = change(Act.ROOM, room=["Places now, until 1 December 2026", "Places now, until 9 December 2026"])
    limit = change(Act.LIMITED, weekly_limit=[None, 3])
    assert said(change(Act.CONFIRMED, assured_date=[None, "2026-11-25"]), same, limit) == []


def test_a_confidential_place_is_not_told():
    document = {"service_at_locations": [{"id": "7", "location": {"confidential": True}}]}
    moved = {"service_at_locations[7].location.addresses[1].address_1": ["1 Elm Road", "2 Hidden Lane"]}
    (told,) = sentences([SimpleNamespace(act=Act.CHANGED, changes=moved)], document)
    assert "Lane" not in told and "Elm" not in told
