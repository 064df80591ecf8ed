"""A group's own pages: its listings and no other's, what is due, and a yes that the public sees."""

import copy
from datetime import timedelta

import pytest

from core import clock
from core.db import transaction
from directory.listings import operations, queries
from directory.listings.document import to_document
from directory.listings.trust import USUAL
from directory.places.distances import Point
from tests.directory.listings.examples import CHOIR
from tests.directory.search.conftest import document

MINE = "/directory/my-listings"
# What the public page calls its parts.
LABELS = {"Please note", "Important:", "Details", "Get in touch", "Telephone", "Audience"}


@pytest.fixture
def kept(people):
    """`kept("Choir", keeper_id)` adds a listing that this group keeps (people's own group unless said)."""

    def add(name="Thursday Choir", keeper_id=None, **facts):
        with transaction():
            about = facts.pop("about", {})
            given = document(name, **facts)
            given["organization"] |= about
            keeper = keeper_id or people.group
            return operations.add_listing(people.directory_editor, document=given, keeper_id=keeper).id

    return add


def titles(page) -> list[str]:
    return [link.get_text() for link in page.soup.select(".app-results h2 a")]


def test_a_group_sees_its_own_listings_only(browse, people, kept):
    kept("Ours")
    kept("Theirs", people.other_group)
    kept("Nobody’s", keeper_id=None, organisation="Else")
    with transaction():
        operations.add_listing(people.directory_editor, document=document("Kept by no group"))
    assert titles(browse(people.group_representative).open(MINE)) == ["Nobody’s", "Ours"]
    assert titles(browse(people.other_group_representative).open(MINE)) == ["Theirs"]


def test_a_group_without_listings_is_told_what_to_do(browse, people):
    page = browse(people.group_representative).open(MINE)
    assert "Thursday Choir keeps no listings yet" in page.words


def test_what_is_due_is_said(browse, people, kept):
    kept("Never")
    kept("Lately", assured_date=clock.today().isoformat())
    kept("Long ago", assured_date=(clock.today() - timedelta(days=USUAL.unconfirmed_after)).isoformat())
    page = browse(people.group_representative).open(MINE)
    assert titles(page) == ["Long ago", "Never", "Lately"]
    assert "2 listings are due to be checked" in page.words
    assert "Never confirmed." in page.words


def test_a_yes_is_shown_to_the_public_with_its_date_and_the_name_of_the_group(browse, people, kept):
    service_id = kept(description="We sing.", cost_options=[{"amount": 2}])
    representative = browse(people.group_representative)
    page = representative.open(f"{MINE}/{service_id}/confirm")
    assert "We sing." in page.words
    assert "£2" in page.words
    page = representative.send(page)
    assert "You confirmed that Thursday Choir is right" in page.words
    assert "Nothing is due" in page.words
    shown = browse().open(f"/directory/listings/{service_id}")
    assert f"Confirmed by Thursday Choir on {clock.today().day} " in shown.words
    assert people.group_representative.name not in shown.words


def test_whoever_confirms_reads_all_that_the_public_reads(browse, people, kept):
    facts = copy.deepcopy({name: value for name, value in CHOIR.items() if name not in ("id", "name", "organization")})
    facts["schedules"][0] |= {"description": "Not in August", "notes": "Ring the bell twice"}
    facts["cost_options"] = [{"amount": 3, "amount_description": "per session", "option": "with a song book"}]
    facts["contacts"][0] |= {"title": "Secretary", "email": "marian@choir.example"}
    facts["contacts"][0]["phones"][0]["description"] = "Evenings only"
    facts["service_at_locations"][0]["location"] |= {"description": "Behind the church", "transportation": "Bus 1"}
    facts |= {"alert": "Closed on 24 December.", "eligibility_description": "Anyone.", "wait_time": "A week"}
    facts |= {"interpretation_services": "BSL by request", "accreditations": "Voices mark"}
    facts |= {"service_areas": [{"name": "Southsea"}], "fees_description": "Pay what you can."}
    facts |= {"status": "temporarily closed", "maximum_age": 90}
    about = {"description": "Run by its members.", "website": "https://tidemark.example"}
    service_id = kept(**facts, about=about)
    public = browse().open(f"/directory/listings/{service_id}").soup
    main = public.select_one("main .nhsuk-grid-column-two-thirds")
    main.select_one("#report").decompose()  # a question to the reader, not something that the listing says
    page = browse(people.group_representative).open(f"{MINE}/{service_id}/confirm").words
    seen = [words for words in main.stripped_strings if words not in LABELS]
    assert len(seen) > 30
    assert [words for words in seen if " ".join(words.split()).removesuffix(".") not in page] == []


def test_half_a_year_later_it_is_due_again(browse, people, kept):
    service_id = kept()
    with transaction():
        operations.confirm_listing(people.group_representative, queries.find(service_id), version=1)
    later = clock.now() + timedelta(days=USUAL.unconfirmed_after + 1)
    with clock.at(later):
        assert "1 listing is due" in browse(people.group_representative).open(MINE).words


def test_the_same_yes_six_times_is_one(browse, people, kept):
    service_id = kept()
    representative = browse(people.group_representative)
    page = representative.open(f"{MINE}/{service_id}/confirm")
    for _ in range(6):
        representative.post(f"{MINE}/{service_id}/confirm", page.fields(), status=303)
    assert [change.act for change in queries.history(queries.find(service_id))] == ["confirmed", "added"]


def test_what_was_changed_meanwhile_is_not_confirmed_unseen(browse, people, kept):
    service_id = kept()
    representative = browse(people.group_representative)
    page = representative.open(f"{MINE}/{service_id}/confirm")
    with transaction():
        service = queries.find(service_id)
        changed = to_document(service) | {"description": "We dance now."}
        operations.change_listing(people.directory_editor, service, version=service.version, document=changed)
    again = representative.send(page, status=409)
    assert "We dance now." in again.words
    assert queries.find(service_id).confirmed_at is None
    representative.send(again)
    assert queries.find(service_id).confirmed_by_name == "Thursday Choir"


def test_a_retired_listing_is_listed_but_cannot_be_confirmed(browse, people, kept):
    service_id = kept()
    with transaction():
        service = queries.find(service_id)
        operations.retire_listing(people.directory_editor, service, version=service.version, reason="Over")
    representative = browse(people.group_representative)
    assert "Retired" in representative.open(MINE).words
    page = representative.open(f"{MINE}/{service_id}/confirm")
    assert representative.send(page, status=409).errors() == {"": "This listing is retired. Reopen it first"}


@pytest.mark.parametrize("page", ["confirm", "change/about"])
def test_another_groups_listing_is_not_there(browse, people, kept, page):
    service_id = kept("Theirs", people.other_group)
    stranger = browse(people.group_representative)
    stranger.open(f"{MINE}/{service_id}/{page}", status=404)
    stranger.post(f"{MINE}/{service_id}/{page}", {"version": "1"}, status=404)
    assert queries.find(service_id).confirmed_at is None


def test_a_confidential_place_stays_so(browse, people, kept):
    place = {"confidential": True, "name": "Elm House", "addresses": [{"address_1": "1 Hidden Lane"}]}
    service_id = kept(places=[place])
    page = browse(people.group_representative).open(f"{MINE}/{service_id}/confirm")
    assert "The address is confidential" in page.words
    assert "Hidden Lane" not in page.response.get_data(as_text=True)


def test_a_groups_change_is_seen_by_the_public_and_found(browse, people, kept):
    service_id = kept(description="We sing.", places=[Point(50.8, -1.09)])
    representative = browse(people.group_representative)
    page = representative.open(f"{MINE}/{service_id}/change/about")
    page = representative.send(page, {"description": "We ring handbells.", "why": "A new beginning"})
    assert page.heading == "Change a listing" and "“What it is” is saved" in page.words
    assert "We ring handbells." in browse().open(f"/directory/listings/{service_id}").words
    assert "Thursday Choir" in browse().open("/directory/?words=handbell").words
    newest = queries.history(queries.find(service_id))[0]
    assert (newest.actor_name, newest.reason) == ("Nell Hart", "A new beginning")


def test_a_change_that_cannot_be_kept_is_explained_and_nothing_typed_is_lost(browse, people, kept):
    service_id = kept(places=[Point(50.8, -1.09)])
    representative = browse(people.group_representative)
    page = representative.open(f"{MINE}/{service_id}/change/about")
    page = representative.send(page, {"name": "", "description": "A new text"}, status=422)
    assert "name" in page.errors()
    assert page.fields()["description"] == ["A new text"]


def test_two_who_change_one_listing_are_told(browse, people, kept):
    service_id = kept(description="We sing.", places=[Point(50.8, -1.09)])
    first, second = browse(people.group_representative), browse(people.group_representative)
    opened = second.open(f"{MINE}/{service_id}/change/about")
    first.send(first.open(f"{MINE}/{service_id}/change/about"), {"description": "The first."})
    page = second.send(opened, {"description": "The second."}, status=409)
    assert "Saved now: The first." in page.words
    assert page.fields()["description"] == ["The second."]
    assert queries.find(service_id).description == "The first."


def test_a_group_cannot_hand_its_listing_to_another_or_change_what_it_is_not_asked(browse, people, kept):
    service_id = kept(places=[Point(50.8, -1.09)])
    before = queries.find(service_id).organization_id
    representative = browse(people.group_representative)
    page = representative.open(f"{MINE}/{service_id}/change/about")
    more = {
        "organisation": "Somebody else",
        "keeper_id": str(people.other_group),
        "retired_at": "2026-01-01",
        "id": "1",
    }
    representative.send(page, {"description": "New", **more})
    service = queries.find(service_id)
    assert (service.organization_id, service.organization.keeper_id) == (before, people.group)
    assert service.retired_at is None
