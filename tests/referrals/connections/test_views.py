"""Finding a group for a person, introducing, signposting and following up, as pages."""

import pytest

from core import clock
from core.audit import AuditEntry
from core.db import db, transaction
from core.text import printable
from directory.listings.models import Service
from directory.listings.room import Room
from directory.listings.standing import operations as standing
from directory.taxonomies import operations as taxonomies
from referrals.connections.models import Connection
from referrals.intake.models import Agreement
from referrals.words import ConnectionKind, ConnectionState, DidNotStart, Reason

AGREED = {"items": ["name", "telephone"], "given_by": "person", "given_how": "spoken"}
STRANGE = ["<script>alert(1)</script>", "שלום עולם", "🎻 fiddle", "{{ 7 * 7 }}"]


@pytest.fixture
def desk(browse, people):
    """The link worker's browser."""
    return browse(people.link_worker)


def made() -> list[Connection]:
    return db.session.query(Connection).order_by(Connection.created_at).all()


def path(kind, case, listing) -> str:
    return f"/referrals/connections/{case}/{kind}/{listing}"


def located(miles_north: float) -> dict:
    """The parts of a listing that put it so far north of the Guildhall in Portsmouth."""
    place = {"name": "Hall", "latitude": 50.7989 + miles_north / 69.1, "longitude": -1.0912}
    return {"service_at_locations": [{"location": place}]}


def test_groups_are_found_nearest_to_the_person_first_and_no_address_holds_their_postcode(desk, taken, list_group):
    list_group("Far choir", **located(6))
    list_group("Near choir", **located(1))
    case = taken()
    page = desk.open(f"/referrals/connections/{case}/choose?words=choir")
    assert page.words.index("Near choir") < page.words.index("Far choir")
    near = desk.open(f"/referrals/connections/{case}/choose?words=choir&within_miles=3")
    assert "Near choir" in near.words and "Far choir" not in near.words
    for link in page.soup.find_all(["a", "form"]):
        address = (link.get("href") or link.get("action") or "").lower().replace("+", "").replace("%20", "")
        assert "po12dy" not in address and "near=" not in address


def test_the_person_s_reasons_come_first_as_topics_that_lead_to_listings(desk, taken, list_group, people):
    with transaction():
        taxonomies.install_starter(people.directory_editor)
    list_group("Tea at three", attributes=[{"taxonomy_term": {"name": "Befriending"}}])
    list_group("Job club", attributes=[{"taxonomy_term": {"name": "Employment"}}])
    page = desk.open(f"/referrals/connections/{taken(reasons=[Reason.LONELINESS])}/choose")
    heading = page.soup.find("h2", string="Topics for what they are referred for")
    (link,) = heading.find_next("ul").find_all("a")
    assert link.get_text(strip=True) == "Befriending"
    found = desk.open(link["href"])
    assert "Tea at three" in found.words and "Job club" not in found.words


def test_groups_without_a_place_are_not_lost_by_distance(desk, taken, list_group):
    list_group("Near choir", **located(1))
    list_group("Telephone choir")
    address = f"/referrals/connections/{taken()}/choose?words=choir"
    page = desk.open(address + "&within_miles=3")
    assert "Telephone choir" not in page.words
    more = page.soup.find("a", string=lambda words: words and words.startswith("and 1 more"))
    assert "Telephone choir" in desk.open("/referrals/connections/" + more["href"].split("/connections/")[1]).words


def test_a_place_in_the_address_is_not_listened_to(desk, taken, list_group):
    list_group("Near choir", **located(1))
    case = taken()
    as_asked = desk.open(f"/referrals/connections/{case}/choose?words=choir&near=M1+1AE")
    assert as_asked.words == desk.open(f"/referrals/connections/{case}/choose?words=choir").words


def test_for_somebody_without_a_fixed_abode_no_distance_is_offered(desk, taken, list_group):
    list_group("Choir", **located(1))
    page = desk.open(f"/referrals/connections/{taken(postcode='ZZ99 3VZ')}/choose?within_miles=1&sort=distance")
    assert "Choir" in page.words and "No fixed abode" in page.words
    assert page.soup.find(id="within_miles") is None


def test_twenty_a_page(desk, taken, list_group):
    for number in range(21):
        list_group(f"Choir {number:02}")
    case = taken()
    first = desk.open(f"/referrals/connections/{case}/choose?words=choir")
    assert "21" in first.words and first.words.count("Introduce") == 20
    onward = next(a["href"] for a in first.soup.select(".nhsuk-pagination a"))
    assert desk.open(onward).words.count("Introduce") == 1


@pytest.mark.parametrize(
    "query", ["words=%00%ff", "words=" + "x" * 3000, "tag=rubbish", "page=-1", "within_miles=x", "sort=y"]
)
def test_rubbish_in_the_address_is_answered(desk, taken, query):
    desk.open(f"/referrals/connections/{taken()}/choose?{query}")


def test_an_introduction_from_search_to_record(desk, taken, list_group):
    case, listing = taken(), list_group()
    page = desk.open(path("introduce", case, listing))
    assert "Ann Lee" in page.words and "Nobody has confirmed it" in page.words
    record = desk.send(page, AGREED | {"note": "She used to sing"})
    assert "Introduction to Thursday Choir saved" in record.words
    assert "Waiting to start" in record.words and "She used to sing" in record.words
    (connection,) = made()
    assert connection.agreement.items == ["name", "telephone"]


def test_the_record_says_what_may_be_told_to_whom(desk, taken, list_group):
    phones = [{"number": "023 9246 0123", "description": "Evenings"}]
    contacts = [{"name": "Mo", "email": "mo@choir.example", "phones": [{"number": "07700 900777"}]}]
    listing = list_group(phones=phones, email="choir@choir.example", contacts=contacts)
    case = taken()
    agreed = {"given_by": "attorney", "given_by_name": "Mary Lee", "given_how": "telephone"}
    record = desk.send(desk.open(path("introduce", case, listing)), AGREED | agreed)
    day = clock.today()
    for words in (
        "Agreed to share Name, telephone number – someone with power of attorney or a deputy (Mary Lee), "
        f"spoken, by telephone or video, {day.day} {day:%B %Y}",
        "Telephone 023 9246 0123 (Evenings)",
        "Telephone 07700 900777 (Mo)",
        "Email mo@choir.example (Mo)",
        "Email choir@choir.example",
    ):
        assert words in record.words, words
    assert "mailto:choir@choir.example" in [a["href"] for a in record.soup.select("article.app-entry a")]


def test_what_a_signpost_gave_says_nothing_of_an_agreement(desk, taken, list_group, signpost):
    case = taken()
    signpost(case, list_group(email="choir@choir.example"))
    record = desk.open(f"/referrals/{case}")
    assert "choir@choir.example" in record.words and "Agreed to share" not in record.words


def test_a_signpost_asks_for_no_agreement(desk, taken, list_group):
    case, listing = taken(), list_group()
    page = desk.open(path("signpost", case, listing))
    assert set(page.fields()) == {"csrf_token", "once_key", "note"}
    record = desk.send(page)
    assert "Details given" in record.words
    assert made()[0].kind is ConnectionKind.SIGNPOST


def test_what_is_missing_is_asked_for_in_our_words(desk, taken, list_group):
    page = desk.open(path("introduce", taken(), list_group()))
    again = desk.send(page, {"given_on-year": ""}, status=422)
    assert again.errors() == {
        "items": "Choose what may be shared",
        "given_by": "Choose who agreed",
        "given_how": "Choose how they agreed",
        "given_on": "Date they agreed must be a real date, like 27 3 1985",
    }
    assert not made()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("note", "x" * 2001, "2,000 characters or fewer"),
        ("note", "bell \x07", "cannot be printed"),
        ("note", "turned \u202e round", "cannot be printed"),
        ("given_by_name", "x" * 71, "70 characters or fewer"),
        ("given_by", "attorney", "Enter the name"),
        ("given_by", "nobody", "Choose who agreed"),
        ("given_how", "<b>", "Choose how they agreed"),
        ("items", ["name", "diary"], "Choose what may be shared"),
        ("given_on-year", "2999", "today or in the past"),
    ],
)
def test_what_cannot_be_kept_is_explained_and_nothing_typed_is_lost(desk, taken, list_group, name, value, words):
    case = taken()
    page = desk.open(path("introduce", case, list_group()))
    again = desk.send(page, AGREED | {"note": "She used to sing"} | {name: value}, status=None)
    assert again.status in {409, 422}
    assert any(words in said for said in again.errors().values()), again.errors()
    assert again.fields()["note"] == [printable(value) if name == "note" else "She used to sing"]
    assert not made()
    assert db.session.query(Agreement).filter_by(purpose="Introduction to a group").count() == 0


@pytest.mark.parametrize("text", STRANGE)
def test_every_kind_of_writing_is_kept_and_shown_as_it_was_typed(desk, taken, list_group, text):
    record = desk.send(desk.open(path("signpost", taken(), list_group())), {"note": text})
    assert text in record.words
    assert not record.soup.find("main").find("script")


def test_sent_twice_it_is_made_once(desk, taken, list_group):
    page = desk.open(path("introduce", taken(), list_group()))
    desk.send(page, AGREED)
    desk.send(page, AGREED)
    assert len(made()) == 1


def test_a_retired_listing_offers_no_form_and_takes_none(desk, taken, list_group, retire):
    case, listing = taken(), list_group()
    before = desk.open(path("introduce", case, listing))
    retire(listing)
    assert desk.open(path("introduce", case, listing)).soup.find("main").find("form") is None
    late = desk.send(before, AGREED, status=409)
    assert "retired" in " ".join(late.errors().values())
    assert not made()


def test_a_listing_or_referral_that_does_not_exist_is_not_found(desk, taken, list_group):
    nowhere = "00000000-0000-4000-8000-000000000000"
    desk.open(path("introduce", taken(), nowhere), status=404)
    desk.open(path("signpost", nowhere, list_group()), status=404)
    desk.open(f"/referrals/connections/{nowhere}/follow-up", status=404)


def test_what_became_of_it(desk, taken, list_group, introduce):
    connection = introduce(taken(), list_group())
    page = desk.open(f"/referrals/connections/{connection}/follow-up")
    offered = [radio["value"] for radio in page.soup.find_all("input", {"name": "state"})]
    assert offered == ["started", "attending", "did_not_start"]
    record = desk.send(page, {"state": "did_not_start", "did_not_start": "too_far", "words": "No bus on Thursdays"})
    assert "Did not start" in record.words and "too far or no transport" in record.words
    assert "No bus on Thursdays" in record.words
    assert made()[0].did_not_start is DidNotStart.TOO_FAR


def test_a_reason_chosen_by_mistake_does_not_stand_in_the_way(desk, taken, list_group, introduce):
    page = desk.open(f"/referrals/connections/{introduce(taken(), list_group())}/follow-up")
    desk.send(page, {"state": "started", "did_not_start": "cost"})
    assert (made()[0].state, made()[0].did_not_start) == (ConnectionState.STARTED, None)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({}, "state"),
        ({"state": "flown"}, "state"),
        ({"state": "ended"}, "state"),
        ({"state": "did_not_start"}, "did_not_start"),
        ({"state": "did_not_start", "did_not_start": "weather"}, "did_not_start"),
        ({"state": "started", "happened_on-year": "2999"}, "happened_on"),
        ({"state": "started", "happened_on-year": "1999"}, "happened_on"),
        ({"state": "started", "words": "x" * 2001}, "words"),
    ],
)
def test_what_cannot_have_become_of_it_is_explained(desk, taken, list_group, introduce, answers, field):
    connection = introduce(taken(), list_group())
    page = desk.open(f"/referrals/connections/{connection}/follow-up")
    again = desk.send(page, {"words": "Said so himself"} | answers, status=None)
    assert again.status in {409, 422}
    assert field in again.errors()
    assert again.fields()["words"] == [answers.get("words", "Said so himself")]
    assert made()[0].state is ConnectionState.WAITING


def test_two_who_write_at_once_are_told_and_the_second_may_go_on(desk, browse, taken, list_group, introduce, people):
    connection = introduce(taken(), list_group())
    address = f"/referrals/connections/{connection}/follow-up"
    mine, theirs = desk.open(address), browse(people.second_link_worker)
    theirs.send(theirs.open(address), {"state": "started"})
    late = desk.send(mine, {"state": "attending", "words": "Every week"}, status=409)
    assert "Someone else changed this" in " ".join(late.errors().values())
    assert "Has started" in late.words
    assert late.fields()["words"] == ["Every week"] and late.fields()["state"] == ["attending"]
    desk.send(late)
    assert made()[0].state is ConnectionState.ATTENDING


def test_every_page_is_an_opening_of_the_record_and_is_kept_nowhere(desk, taken, list_group, introduce):
    case, listing = taken(), list_group()
    connection = introduce(case, listing)
    for address in (
        f"/referrals/connections/{case}/choose",
        path("introduce", case, listing),
        path("signpost", case, listing),
        f"/referrals/connections/{connection}/follow-up",
    ):
        before = db.session.query(AuditEntry).filter_by(action="referral.open", subject_id=case).count()
        page = desk.open(address)
        assert page.response.headers["Cache-Control"] == "no-store"
        assert db.session.query(AuditEntry).filter_by(action="referral.open", subject_id=case).count() == before + 1


def test_a_listing_that_was_confirmed_needs_no_warning(desk, taken, list_group):
    listing = list_group()
    with transaction():
        db.session.get(Service, listing).confirmed_at = clock.now()
    assert "Nobody has confirmed it" not in desk.open(path("introduce", taken(), listing)).words


def test_a_group_that_is_full_is_not_offered_and_can_be_looked_for(desk, taken, list_group, people):
    case, full = taken(), list_group("Full Choir")
    list_group("Open Choir")
    page = desk.open(path("introduce", case, full))
    with transaction():
        listing = db.session.get(Service, full)
        standing.say_room(people.directory_editor, listing, room=Room.FULL, good_until=clock.today())
    refused = desk.send(page, AGREED | {"note": "She used to sing"}, status=409)
    assert "The group is full." in refused.words and "She used to sing" in str(refused.soup)
    closed = desk.open(path("introduce", case, full))
    assert "The group is full." in closed.words and "You can still signpost them to it" in closed.words
    assert closed.soup.select_one("[name=items]") is None
    found = desk.open(f"/referrals/connections/{case}/choose?words=choir")
    assert "Open Choir" in found.words and "Full Choir" not in found.words
    (more,) = [link for link in found.soup.select("a") if "1 more that takes no introductions" in link.text]
    everyone = desk.open(more["href"])
    assert "The group is full." in everyone.words and "Signpost to Full Choir" in everyone.words
    assert "Introduce to Full Choir" not in everyone.words and "Introduce to Open Choir" in everyone.words
    (fewer,) = [link for link in everyone.soup.select("a") if link.text == "Leave them out"]
    assert "Full Choir" not in desk.open(fewer["href"]).words
    assert "Full" in desk.open(f"/directory/listings/{full}").words


def test_one_that_has_had_its_introductions_of_the_week_says_when_it_takes_the_next(
    desk, taken, list_group, introduce, people
):
    case, listing = taken(), list_group("Small Choir")
    with transaction():
        standing.set_weekly_limit(people.directory_editor, db.session.get(Service, listing), weekly_limit=1)
    introduce(taken(), listing)
    found = desk.open(f"/referrals/connections/{case}/choose?words=small")
    assert "The group takes 1 introduction a week, and has had as many." in found.words
    assert "Introduce to Small Choir" not in found.words
