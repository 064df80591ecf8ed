"""The pages of what waits: a group's change, what it sees of it, and an editor's decision with before and after."""

import pytest
from sqlalchemy import select

from core.db import db, transaction
from core.outbox.models import Message
from directory.listings import operations as listings
from directory.listings import queries as listing_queries
from directory.listings.document import to_document
from directory.upkeep.waiting import queries
from directory.upkeep.waiting.words import Outcome
from tests.directory.listings.examples import CHOIR, add

MINE, WAITING = "/directory/my-listings", "/directory/waiting"
NEW_NAME = {"name": "Sea Singers", "why": "We moved to the sea"}


@pytest.fixture
def choir(app, people):
    """The choir's listing, kept by the choir's own group."""
    return add(CHOIR, keeper_id=people.group)


@pytest.fixture
def group(browse, people):
    return browse(people.group_representative)


@pytest.fixture
def editor(browse, people):
    return browse(people.directory_editor)


@pytest.fixture
def asked(choir, group):
    """The address of a change that waits: another name, and other ages."""
    group.send(group.open(f"{MINE}/{choir}/change/about"), NEW_NAME)
    group.send(group.open(f"{MINE}/{choir}/change/people"), {"minimum_age": "16", "eligibility_description": "Carers"})
    return [f"{WAITING}/{change.id}" for change in queries.waiting_of(choir)]


def edit(actor, service_id, **facts):
    with transaction():
        service = listing_queries.find(service_id)
        document = to_document(service) | facts
        listings.change_listing(actor, service, version=service.version, document=document)


def test_the_group_is_told_what_waits_and_sees_it_wherever_it_changes_the_listing(choir, group):
    page = group.open(f"{MINE}/{choir}/change/about")
    assert "An editor looks at some changes before people see them. On this page: Its name." in page.words
    page = group.send(page, NEW_NAME | {"description": "We sing by the sea."})
    assert "“What it is” is saved, and people see it now. An editor looks first at: Name" in page.words
    assert page.soup.select_one(f"main a[href$='/directory/listings/{choir}']")
    assert "Nell Hart asked for a change on" in page.words and "waits for an editor: Its name" in page.words
    public = group.open(f"/directory/listings/{choir}")
    assert public.heading == "Tide Singers" and "We sing by the sea." in public.words
    page = group.send(group.open(f"{MINE}/{choir}/change/people"), {"minimum_age": "16"})
    assert "Sent. An editor looks first at: Youngest age" in page.words
    assert "Waiting for an editor: Its name, Who it is for" in group.open(MINE).words
    page = group.open(f"{MINE}/{choir}/waiting")
    assert "Waiting for an editor" in page.words and "Why: We moved to the sea" in page.words


def test_the_group_takes_one_back_and_the_same_twice_is_once(choir, group, asked):
    page = group.open(f"{MINE}/{choir}/waiting")
    fields = page.fields()
    page = group.send(page)
    assert "Taken back: the listing stays as it is" in page.words
    assert [change.state for change in queries.of(choir)] == [Outcome.WAITING, Outcome.TAKEN_BACK]
    late = group.post(f"{MINE}/{choir}/waiting", fields, status=409)
    assert late.errors() == {"": "This does not wait any more: taken back"}, "the same press again"
    group.post(
        f"{MINE}/{choir}/waiting", group.open(f"{MINE}/{choir}/waiting").fields() | {"waiting_id": "1"}, status=404
    )


def test_an_editor_accepts_all_in_one_press_and_the_group_reads_it(choir, group, editor, asked):
    page = editor.open(WAITING)
    assert "Tide Singers: Its name" in page.words and "Tide Singers: Who it is for" in page.words
    page = editor.open(asked[0])
    row = [" ".join(cell.get_text(" ").split()) for cell in page.soup.select("tbody td")]
    assert row == ["What Name", "Now Tide Singers", "Wanted Sea Singers"]
    assert "They wrote: We moved to the sea" in page.words and "What else waits of this listing" in page.words
    page = editor.send(page)
    assert page.heading == "Changes that wait" and "Accepted: the change of Sea Singers" in page.words
    assert group.open(f"/directory/listings/{choir}").heading == "Sea Singers"
    [message] = db.session.scalars(select(Message).where(Message.recipient == "group@footbridge.example"))
    assert "You changed: Name" in message.text
    assert "Accepted" in group.open(f"{MINE}/{choir}/waiting").words
    assert "by Edie Page" in editor.open(asked[0]).words


def test_an_editor_accepts_a_part_sees_the_letter_first_and_nothing_typed_is_lost(choir, group, editor, asked):
    page = editor.send(editor.open(asked[1]), {"groups": ["minimum_age"]}, status=422)
    assert page.errors()["reason"] == "Say why not everything is accepted: the group reads it"
    assert page.fields()["groups"] == ["minimum_age"]
    page = editor.send(page, {"reason": "Others may come too"}, status=200)
    assert "Look at the letter below" in page.words
    assert "We did not take over: Who it is for" in page.words and "This is why: Others may come too" in page.words
    assert listing_queries.find(choir).minimum_age == 18, "nothing is decided yet"
    page = editor.send(page, {"message": page.fields()["message"][0] + "\n\nRing us."}, status=200)
    editor.send(page)
    change = queries.of(choir)[-1]
    assert (change.state, listing_queries.find(choir).minimum_age) == (Outcome.PARTLY, 16)
    [message] = db.session.scalars(select(Message))
    assert "Ring us." in message.text and "Others may come too" in message.text
    page = group.open(f"{MINE}/{choir}/waiting")
    assert "The editor wrote: Others may come too" in page.words
    assert "Who it is for: not accepted" in page.words and "Youngest age: accepted" in page.words


def test_an_editor_accepts_it_in_other_words(choir, group, editor, asked):
    page = editor.send(editor.open(asked[0]), {"words_name": " "}, status=422)
    assert page.errors() == {"words_name": "Enter what it should say, or do not accept it"}
    page = editor.send(page, {"words_name": "Singers of the Sea"}, status=200)
    assert "Look at the letter below" in page.words and "It says now: Name: Singers of the Sea" in page.words
    editor.send(page)
    assert listing_queries.find(choir).name == "Singers of the Sea"
    assert "Accepted in other words" in group.open(f"{MINE}/{choir}/waiting").words


def test_what_no_page_offers_is_refused_and_the_letter_stays(choir, editor, group, asked):
    page = editor.open(asked[0])
    again = editor.send(page, {"groups": ["invented"]}, status=422)
    assert again.errors() == {"groups": "Choose from the answers on this page"}
    assert again.fields()["message"] == page.fields()["message"]
    page = group.open(f"{MINE}/{choir}/waiting")
    group.send(page, {"waiting_id": "\x00<b>"}, status=404)


def test_an_editor_refuses_without_a_letter(choir, group, editor, asked):
    editor.send(editor.open(asked[0]), {"groups": None, "reason": "Taken", "tell": None})
    assert queries.of(choir)[-1].state is Outcome.REFUSED and not db.session.scalar(select(Message))


def test_what_was_changed_meanwhile_is_shown_beside_both(choir, editor, people, asked):
    page = editor.open(asked[0])
    edit(people.directory_editor, choir, name="Tidemark Singers")
    shown = editor.send(page, {"reason": "My reason"}, status=409)
    row = [" ".join(cell.get_text(" ").split()) for cell in shown.soup.select("tbody td")]
    assert row[1:] == ["When the group changed it Tide Singers", "Now Tidemark Singers", "Wanted Sea Singers"]
    assert "Somebody changed this since the group did" in shown.words
    assert shown.fields()["reason"] == ["My reason"] and listing_queries.find(choir).name == "Tidemark Singers"
    editor.send(shown)
    assert listing_queries.find(choir).name == "Sea Singers"


def test_the_second_editor_reads_what_the_first_decided_and_keeps_what_they_wrote(choir, editor, people, browse, asked):
    page = editor.open(asked[0])
    editor.send(editor.open(asked[0]))
    late = editor.send(page, {"groups": None, "reason": "I think not", "tell": None}, status=409)
    assert "This does not wait any more: accepted, by Edie Page" in late.errors()[""]
    assert "I think not" in late.words and listing_queries.find(choir).name == "Sea Singers"


def test_what_is_about_something_gone_is_explained(choir, group, editor, people):
    group.send(group.open(f"{MINE}/{choir}/change/places"), {"service_at_locations-1-location-name": "The Barn"})
    edit(people.directory_editor, choir, service_at_locations=[])
    [change] = queries.waiting_of(choir)
    page = editor.open(f"{WAITING}/{change.id}")
    assert "is no longer in the listing" in page.words and "groups" not in page.fields()
    page = editor.send(page, {"reason": "No place now", "tell": None})
    assert queries.of(choir)[0].state is Outcome.REFUSED


def test_editors_are_told_on_the_listing_that_something_waits(choir, editor, asked):
    assert "A change of this listing waits for you: Its name" in editor.open(f"/directory/listings/{choir}").words
    assert "See it and decide" in editor.open(f"/directory/listings/{choir}/change/about").words


def test_the_table_is_set_by_editors(choir, group, editor):
    page = editor.open(f"{WAITING}/rules")
    assert page.fields()["parts"] == ["name", "audience", "places", "other"], "topics always do"
    page = editor.send(page, {"parts": ["name", "cost"]})
    assert "What waits for an editor is saved" in page.words
    assert "Set by Edie Page" in editor.open(f"{WAITING}/rules").words
    page = editor.send(editor.open(f"{WAITING}/rules"), {"parts": ["invented"]}, status=422)
    assert page.errors() == {"parts": "Choose from the answers on this page"}
    page = group.send(group.open(f"{MINE}/{choir}/change/cost"), {"cost_options-1-amount": "3"})
    assert "Sent. An editor looks first at: Price" in page.words


def test_the_short_page_changes_what_changes_most_often_at_once(choir, group):
    page = group.open(f"{MINE}/{choir}/change")
    assert page.soup.select_one(".nhsuk-task-list__item a").get_text(strip=True) == "What changes most often"
    page = group.open(f"{MINE}/{choir}/change/short")
    folded = [one.get_text(strip=True) for one in page.soup.select("main form details:not([open]) > summary")]
    assert folded[-2:] == ["Price: Free", "Contact: Marian, 01632 960001"]
    answers = {"opens_1": "11am", "cost_options-1-amount": "2", "contacts-1-phones-1-number": "01632 960002"}
    answers |= {"alert": "Not in August", "application_process": "Ring first", "email": "sea@choir.example"}
    again = group.send(page, answers | {"email": "nobody", "opens_1": "late"}, status=422)
    assert set(again.errors()) == {"email", "opens_1"}
    assert "Price: " not in " ".join(one.get_text(strip=True) for one in again.soup.select("summary"))
    assert again.fields()["opens_1"] == ["late"] and again.fields()["alert"] == ["Not in August"]
    page = group.send(again, answers)
    assert "“What changes most often” is saved" in page.words and not queries.waiting_of(choir)
    document = to_document(listing_queries.find(choir))
    assert document["schedules"][0]["opens_at"] == "11:00" and document["cost_options"][0]["amount"] == 2
    assert document["contacts"][0]["phones"][0]["number"] == "01632 960002"
    assert (document["alert"], document["email"]) == ("Not in August", "sea@choir.example")
