"""The short pages about a listing: each is answered and saved by itself, by editors and by groups."""

import pytest

from core.db import transaction
from directory.listings import operations, queries
from directory.listings.document import to_document
from directory.listings.sections.outline import BY_KEY, SECTIONS
from tests.directory.listings.examples import CHOIR, EDITOR, REFUGE, add

LISTINGS = "/directory/listings"
MINE = "/directory/my-listings"
KEYS = list(BY_KEY)
PLACE = "service_at_locations-1"
STREET = f"{PLACE}-location-addresses-1-address_1"


class Pages:
    """The pages of one listing in one browser."""

    def __init__(self, browser, service_id, under=LISTINGS) -> None:
        self.browser, self.path, self.service_id = browser, f"{under}/{service_id}/change", service_id

    def open(self, key: str, **kwargs):
        return self.browser.open(f"{self.path}/{key}", **kwargs)

    def save(self, page_or_key, status=302, **answers):
        page = self.open(page_or_key) if isinstance(page_or_key, str) else page_or_key
        named = {name.replace("__", "-"): value for name, value in answers.items()}
        return self.browser.send(page, named, status=status)

    @property
    def document(self) -> dict:
        return to_document(queries.find(self.service_id))


@pytest.fixture
def choir(app, browse, people):
    """The pages of the choir's listing for an editor; `choir.group` are those for its group."""
    service_id = add(CHOIR, keeper_id=people.group)
    pages = Pages(browse(people.directory_editor), service_id)
    pages.group = Pages(browse(people.group_representative), service_id, MINE)
    return pages


@pytest.mark.parametrize("document", [CHOIR, REFUGE, {"name": "Bare"}], ids=["choir", "refuge", "bare"])
def test_pages_sent_back_untouched_change_nothing(app, browse, people, document):
    pages = Pages(browse(people.directory_editor), add(document))
    before = pages.document
    for key in KEYS:
        pages.save(key)
    assert pages.document == before
    assert len(queries.history(queries.find(pages.service_id))) == 1


def test_the_list_of_pages_says_what_is_filled_in(choir):
    page = choir.browser.open(choir.path)
    tasks = {
        task.find("a").get_text(strip=True): task.get_text(" ", strip=True)
        for task in page.soup.select(".nhsuk-task-list__item")
    }
    assert tasks["Where"].endswith("Filled in") and tasks["More"].endswith("Filled in")
    assert list(tasks) == [section.title for section in SECTIONS]
    page = choir.group.browser.open(choir.group.path)
    assert "Check and confirm" in page.words


@pytest.mark.parametrize("key", ["people", "places", "cost", "contact", "languages", "organisation"])
def test_enter_in_a_box_saves_and_adds_nothing(choir, key):
    buttons = choir.open(key).soup.select("form[data-preview] button:not([type=button])")
    assert (buttons[0]["name"], buttons[0]["value"]) == ("go", "send")
    assert (buttons[0]["tabindex"], buttons[0]["aria-hidden"]) == ("-1", "true")
    others = [button["value"] for button in buttons[1:]]
    assert others[0].startswith("add ") and others.count("send") == 1


def test_another_place_is_added_and_everything_typed_stays(choir):
    page = choir.open("places")
    page = choir.save(page, 200, go="add service_at_locations", **{STREET: "2 Hall Road"})
    assert page.fields()[STREET] == ["2 Hall Road"] and not page.errors()
    second = "service_at_locations-2"
    answers = {f"{second}-location-name": "The Boat Shed", f"{second}-location-addresses-1-postal_code": "po49ly"}
    choir.save(page, **answers)
    first, other = choir.document["service_at_locations"]
    assert first["id"] == CHOIR["service_at_locations"][0]["id"]
    assert first["location"]["addresses"][0]["address_1"] == "2 Hall Road"
    assert (other["location"]["name"], other["location"]["addresses"][0]["postal_code"]) == ("The Boat Shed", "PO4 9LY")
    assert first["location"]["accessibility"] == CHOIR["service_at_locations"][0]["location"]["accessibility"]
    page = choir.open("places")
    assert page.words.count("Its sessions go too: Tuesdays") == 1
    choir.save(page, **{f"{PLACE}-remove": "y"})
    assert [one["location"]["name"] for one in choir.document["service_at_locations"]] == ["The Boat Shed"]
    assert "schedules" not in choir.document
    history = choir.browser.open(f"{LISTINGS}/{choir.service_id}/history").words
    assert "Session: which place St Brendan’s Hall nothing" in history.replace("Before ", "").replace("After ", "")


def test_a_contact_has_several_telephones(choir):
    page = choir.save("contact", 200, go="add contacts-1-phones")
    answers = {"contacts-1-phones-2-number": "07700 900123", "contacts-1-phones-2-description": "Evenings"}
    choir.save(page, **answers, url="choir.example/join")
    document = choir.document
    assert [one["number"] for one in document["contacts"][0]["phones"]] == ["01632 960001", "07700 900123"]
    assert document["url"] == "https://choir.example/join"
    for wrong, field in (
        ({"contacts-1-phones-2-number": ""}, "contacts-1-phones-2-number"),
        ({"contacts-1-phones-2-number": "ring"}, "contacts-1-phones-2-number"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"contacts-1-email": "nobody"}, "contacts-1-email"),
    ):
        page = choir.save("contact", 422, **wrong)
        assert field in page.errors()
        assert page.fields()[field] == list(wrong.values())


@pytest.mark.parametrize(
    ("key", "wrong", "field"),
    [
        ("places", {f"{PLACE}-location-addresses-1-postal_code": "nowhere"}, ""),
        ("sessions", {"opens_1": "teatime"}, ""),
        ("sessions", {"closes_1": "9am"}, ""),
        ("sessions", {"days_1": []}, ""),
        ("people", {"minimum_age": "old"}, ""),
        ("people", {"minimum_age": "50", "maximum_age": "20"}, "maximum_age"),
    ],
)
def test_a_wrong_answer_is_explained_and_nothing_is_saved(choir, key, wrong, field):
    before = choir.document
    page = choir.save(key, 422, **wrong)
    assert (field or next(iter(wrong))) in page.errors()
    held = page.fields()
    assert all(held.get(name, []) == ([typed] if isinstance(typed, str) else typed) for name, typed in wrong.items())
    assert choir.document == before


def test_prices(choir):
    page = choir.save("cost", 200, go="add cost_options")
    more = {"cost_options-2-amount": "2.50", "cost_options-2-option": "Others"}
    choir.save(page, **more, **{"cost_options-1-option": "Carers"})
    assert [(one["amount"], one["option"]) for one in choir.document["cost_options"]] == [
        (0, "Carers"),
        (2.5, "Others"),
    ]
    dates = {
        f"cost_options-1-valid_{end}-{part}": n
        for end, y in (("from", "2027"), ("to", "2026"))
        for part, n in (("day", "1"), ("month", "2"), ("year", y))
    }
    assert "cost_options-1-valid_to" in choir.save("cost", 422, **dates).errors()


def test_numbers_of_registers_are_checked(choir):
    number = "organization-organization_identifiers-1-identifier"
    for scheme, typed, kept in (("GB-COH", "1234567", "01234567"), ("GB-SC", "sc 012345", "SC012345")):
        choir.save("organisation", **{f"{number}_scheme": scheme, number: typed})
        [found] = choir.document["organization"]["organization_identifiers"]
        assert (found["identifier"], found["identifier_scheme"]) == (kept, scheme)
    assert found["identifier_type"] == "Scottish charity number"
    assert number in choir.save("organisation", 422, **{f"{number}_scheme": "GB-CHC", number: "12"}).errors()
    assert number in choir.save("organisation", 422, **{number: ""}).errors()


def test_what_a_feed_said_that_no_page_offers_stays(app, browse, people):
    number = {"identifier_scheme": "GB-UKPRN", "identifier": "10001234", "identifier_type": "UKPRN"}
    gone = "5d0c7d2c-2f0e-4a57-9a53-0000000000ff"
    document = CHOIR | {
        "organization": CHOIR["organization"] | {"organization_identifiers": [number]},
        "schedules": [CHOIR["schedules"][0] | {"service_at_location_id": gone}],
        "minimum_age": -1,
    }
    pages = Pages(browse(people.directory_editor), add(document))
    before = pages.document
    for key in ("organisation", "session-details", "people"):
        pages.save(key)
    assert pages.document == before
    field = "schedules-1-service_at_location_id"
    assert field in pages.save("session-details", 422, **{field: str(pages.service_id)}).errors()
    pages.save("session-details", **{field: CHOIR["service_at_locations"][0]["id"]})
    assert pages.document["schedules"][0][field.rpartition("-")[2]] == CHOIR["service_at_locations"][0]["id"]


def test_an_editor_gives_a_listing_to_another_organisation(choir, people):
    page = choir.open("organisation")
    choir.save(page, **{"organization-name": "Tidemark Trust"})
    assert choir.document["organization"]["id"] == CHOIR["organization"]["id"]
    choir.save("organisation", organisation="Sea Voices", keeper_id=str(people.other_group))
    assert choir.document["organization"]["name"] == "Sea Voices"
    assert queries.find(choir.service_id).organization.keeper_id == people.other_group


def test_a_preview_saves_nothing(choir):
    page = choir.save("about", 200, go="preview", description="We sing sea shanties.", name="Shanty Crew")
    preview = page.soup.find(id="preview").get_text(" ")
    assert "How people will see it" in preview and "We sing sea shanties." in preview and "Shanty Crew" in preview
    assert choir.document["name"] == "Tide Singers" and page.fields()["name"] == ["Shanty Crew"]
    page = choir.save("about", 422, go="preview", description="We sing sea shanties.", name="")
    assert "How people see it now" in page.soup.find(id="preview").get_text()
    topics = choir.save("topics", 200, go="preview", new_topics="Shanties")
    assert "Shanties" in topics.soup.find(id="preview").get_text()


def test_a_group_is_asked_only_what_it_knows(choir):
    choir.group.open("topics", status=404)
    asked = {key: set(choir.group.open(key).fields()) for key in KEYS if key != "topics"}
    words = {name for names in asked.values() for name in names}
    assert "organization-website" in words and "organization-name" not in words and "keeper_id" not in words
    assert not {
        name for name in words if name.endswith(("latitude", "-code", "uri", "attributes", "extent", "currency"))
    }
    text = " ".join(choir.group.open(key).words for key in asked)
    assert not [word for word in ("RRULE", "FREQ", "BYDAY", "UPRN", "For editors", "GeoJSON") if word in text]
    choir.group.open("nothing", status=404)


def test_a_group_changes_what_it_is_asked_and_nothing_else(choir, people):
    before = choir.document
    page = choir.group.open("organisation")
    sneaked = {"organization-name": "Ours", "keeper_id": str(people.other_group), "organisation": "Else"}
    choir.group.save(page, **sneaked, **{"organization-description": "Run by everyone."})
    after = choir.document
    assert after["organization"].pop("description") == "Run by everyone."
    assert before["organization"].pop("description") and after["organization"] == before["organization"]


def test_two_who_save_one_page_are_told_and_keep_their_words(choir):
    page, mine = choir.open("contact"), choir.open("contact")
    other = choir.save(page, 200, go="add contacts")
    choir.save(other, **{"contacts-2-name": "Ann", "contacts-1-name": "Marian Lee"})
    page = choir.save(mine, 409, **{"contacts-1-name": "Mary"})
    assert "Saved now: Marian Lee" in page.words
    assert page.fields()["contacts-2-name"] == ["Ann"]
    choir.save(page)
    assert [one["name"] for one in choir.document["contacts"]] == ["Mary", "Ann"]


def test_the_details_of_sessions(choir):
    answers = {"schedules-1-schedule_link": "https://choir.example/dates", "schedules-1-opens_at": "11am"}
    choir.save("session-details", **answers)
    assert "Tuesdays 11am to 12:15pm" in choir.group.open("session-details").words
    [session] = choir.document["schedules"]
    expected = {"schedule_link": "https://choir.example/dates", "opens_at": "11:00"}
    assert session == CHOIR["schedules"][0] | expected


def test_topics_and_terms(choir):
    choir.save("topics", new_topics="Shanties, Singing")
    assert {one["taxonomy_term"]["name"] for one in choir.document["attributes"]} == {"Singing", "Shanties"}
    choir.save("places", **{f"{PLACE}-location-attributes": "Venues: Church hall\nWarm"})
    [hall, warm] = choir.document["service_at_locations"][0]["location"]["attributes"]
    assert (hall["taxonomy_term"]["taxonomy"], hall["taxonomy_term"]["name"]) == ("Venues", "Church hall")
    assert warm["taxonomy_term"]["taxonomy"] == "Topics"
    choir.save("places", **{f"{PLACE}-location-attributes": "Topics: Warm"})
    assert choir.document["service_at_locations"][0]["location"]["attributes"] == [warm]


def test_a_why_stands_in_the_history(choir):
    choir.group.save("about", description="We hum.", why="A new beginning")
    newest = queries.history(queries.find(choir.service_id))[0]
    assert (newest.reason, newest.changes) == ("A new beginning", {"description": [CHOIR["description"], "We hum."]})


class TestAConfidentialPlace:
    """What must not be known is on no page, stays as it is where nothing is typed, and never comes out."""

    @pytest.fixture
    def refuge(self, app, browse, people):
        return Pages(browse(people.directory_editor), add(REFUGE, keeper_id=people.group))

    def test_is_on_no_page_of_these(self, refuge, browse, people):
        group = Pages(browse(people.group_representative), refuge.service_id, MINE)
        for pages, keys in ((refuge, KEYS), (group, ("about", "places"))):
            for key in keys:
                page = pages.open(key)
                for answer in (page, pages.save(page, 200, go="preview"), pages.save(page, 200, go="add contacts")):
                    html = answer.response.get_data(as_text=True)
                    assert not [secret for secret in ("Secret Lane", "PO1 2DY") if secret in html], key

    def test_gets_a_new_address(self, refuge):
        before = refuge.document["service_at_locations"][0]["location"]
        refuge.save("places", **{STREET: "8 Other Lane", f"{PLACE}-location-addresses-1-city": "Gosport"})
        after = refuge.document["service_at_locations"][0]["location"]
        assert (after["confidential"], after["name"]) == (True, before["name"])
        assert [one["address_1"] for one in after["addresses"]] == ["8 Other Lane"]

    def test_becomes_open_without_telling_what_was_hidden(self, refuge):
        page = refuge.save("places", 422, **{f"{PLACE}-where": "place"})
        assert STREET in page.errors()
        refuge.save(page, **{f"{PLACE}-where": "place", STREET: "1 Open Road"})
        [place] = refuge.document["service_at_locations"]
        assert "confidential" not in place["location"]
        assert "Secret" not in str(place) and "1 Open Road" in str(place)

    def test_hides_what_was_open(self, choir):
        with transaction():
            service = queries.find(choir.service_id)
            document = to_document(service) | {"alert": "New"}
            operations.change_listing(EDITOR, service, version=service.version, document=document)
        choir.save("places", **{f"{PLACE}-where": "secret"})
        assert "Hall Road" in str(choir.document)
        assert "Hall Road" not in choir.browser.open(f"{LISTINGS}/{choir.service_id}").words
        assert "Hall Road" not in choir.browser.open(f"{LISTINGS}/{choir.service_id}/history").words
