"""An editor's pages about asking: which groups do not answer, one listing's rhythm, and changing it."""

from core import clock
from tests.directory.upkeep.nights import DAY, after, letters, nightly


def rhythm_of(service_id) -> str:
    return f"/directory/listings/{service_id}/asking"


def test_an_editor_sees_a_listings_rhythm_and_writes_at_once(browse, people, asked_of):
    service_id = asked_of(days=10)
    editor = browse(people.directory_editor)
    listing = editor.open(f"/directory/listings/{service_id}")
    page = editor.open(listing.soup.find("a", string="See when its group is asked")["href"])
    assert "choir@example.org" in page.words
    assert "As with other listings" in page.words
    page = editor.send(page, {"wish": "now"})
    assert "The letter to the group is on its way" in page.words
    assert "Remind the group on" in page.words
    assert len(letters()) == 1
    again = editor.send(page, {"wish": "now"}, status=409)
    assert "We wrote to this address on" in again.words


def test_an_editor_lets_a_group_be_until_a_date(browse, people, asked_of):
    service_id = asked_of()
    editor = browse(people.directory_editor)
    page = editor.send(editor.open(rhythm_of(service_id)), {"wish": "pause"}, status=409)
    assert "Choose a date after today" in page.words
    until = clock.today() + 40 * DAY
    date = {"until-day": str(until.day), "until-month": str(until.month), "until-year": str(until.year)}
    page = editor.send(page, {"wish": "pause", **date})
    assert "An editor has paused asking" in page.words
    assert nightly() == {}
    editor.send(page, {"wish": "usual"})
    assert nightly() == {"asked": 1}


def test_a_listing_that_is_over_is_asked_about_no_more(browse, people, asked_of):
    page = browse(people.directory_editor).open(rhythm_of(asked_of(status="defunct")))
    assert "Nobody is asked about it any more, because it is closed for good" in page.words
    assert not page.soup.select("main form")


def test_editors_see_who_does_not_answer(browse, people, asked_of):
    editor = browse(people.directory_editor)
    assert "Nothing is waiting" in editor.open("/directory/asking").words
    for number in range(51):
        asked_of(f"Silent {number:02}", email=None)
    nightly()
    page = editor.open("/directory/asking")
    assert "51 listings wait" in page.words
    assert "There is no email address to ask" in page.words
    assert len(page.soup.select("main ul:not([class]) a")) == 50
    assert len(editor.open("/directory/asking?page=2").soup.select("main ul:not([class]) a")) == 1
    with after(1):
        assert nightly() == {}
