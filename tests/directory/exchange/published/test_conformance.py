"""Open Referral UK's validator, as far as it can be run here: the schemas, the envelope, every endpoint."""

from datetime import datetime

import pytest

from tests.directory.exchange.schemas import envelope_problems, problems

LISTS = {
    "/services": "service",
    "/service_at_locations": "service_at_location",
    "/organizations": "organization",
    "/taxonomies": "taxonomy",
    "/taxonomy_terms": "taxonomy_term",
}
FILLED = ("demonstration", "real", "random")


@pytest.fixture(params=("empty", *FILLED))
def reader(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(params=FILLED)
def filled(request):
    return request.getfixturevalue(request.param)


def test_it_says_what_it_is(reader):
    about = reader.json("/")
    assert about["version"] == "HSDS-UK-3.0"
    assert problems("api_details", about) == []
    assert about["openapi_url"] == "http://localhost/api/oruk/v3/openapi.json"
    assert reader.json("/openapi.json")["openapi"].startswith("3.1")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("full", ["false", "true"])
def test_every_page_is_a_page(reader, path, full):
    total = reader.json(path)["total_items"]
    last = -(-total // 5)
    for number in {1, max(1, last // 2), max(1, last), last + 1, last + 100_000}:
        page = reader.json(path, page=number, per_page=5, full=full if path != "/taxonomy_terms" else "")
        assert envelope_problems(page, number=number, per_page=5) == []
        # The published schema of a list of organizations is the schema of one.
        assert path == "/organizations" or problems(f"{LISTS[path]}_list", page) == []
        for item in page["contents"]:
            assert problems(LISTS[path], item) == []


@pytest.mark.parametrize("path", LISTS)
def test_every_item_once_in_the_order_of_ids(filled, path):
    ids = [item["id"] for item in filled.walk(path, per_page=40)]
    assert ids == sorted(set(ids))
    assert ids == [item["id"] for item in filled.walk(path, per_page=1000)]
    assert sorted(item["id"] for item in filled.lines(path)) == ids


@pytest.mark.parametrize("path", LISTS)
def test_one_of_each_by_its_id(filled, path):
    for item in filled.json(path, per_page=10)["contents"]:
        whole = filled.json(f"{path}/{item['id']}")
        assert problems(LISTS[path], whole) == []
        assert whole["name"]
        told = {name: value for name, value in item.items() if not isinstance(value, dict)}
        assert told.items() <= whole.items()


def test_one_service_at_a_location_is_what_both_schemas_want(random):
    """The published OpenAPI file checks it against the schema of a service, the validator against its own."""
    place = random.json("/service_at_locations", per_page=1)["contents"][0]
    whole = random.json(f"/service_at_locations/{place['id']}")
    assert problems("service", whole) == problems("service_at_location", whole) == []
    assert (whole["name"], whole["status"]) == (whole["service"]["name"], whole["service"]["status"])


def test_lines_and_pages_and_one_by_one_say_the_same(filled):
    by_line = {record["id"]: record for record in filled.lines("/services", full="true")}
    by_page = {record["id"]: record for record in filled.walk("/services", full="true", per_page=30)}
    assert by_line == by_page
    for record in filled.json("/services", per_page=10)["contents"]:
        assert filled.json(f"/services/{record['id']}") == by_line[record["id"]]


def test_what_is_empty_is_left_out(filled):
    for record in filled.lines("/services", full="true"):
        assert None not in record.values() and "" not in record.values() and [] not in record.values()


def test_minimal_is_everything_on_one_page(filled):
    page = filled.json("/services", minimal="true")
    assert page["size"] == page["total_items"] and page["total_pages"] == 1
    whole = {record["id"]: record["last_modified"] for record in filled.lines("/services")}
    assert {one["id"]: one["modified_date"] for one in page["contents"]} == whole
    assert filled.lines("/services", minimal="true") == page["contents"]
    assert page["contents"][0].keys() == {"id", "modified_date", "last_modified"}


def test_an_organization_with_its_services(filled):
    organization = filled.json("/organizations", full_service="true", per_page=3)["contents"][0]
    assert problems("organization", organization) == []
    services = list(filled.walk("/services", organization_id=organization["id"], full="true"))
    assert organization["services"] == services
    short = filled.json(f"/organizations/{organization['id']}")["services"]
    assert [one["id"] for one in short] == [one["id"] for one in services]
    assert filled.json(f"/organizations/{organization['id']}", full_service="true")["services"] == services


def test_nothing_confidential_anywhere(random):
    for path in LISTS:
        for full in ("true", "false"):
            parameters = {"full": full} if path != "/taxonomy_terms" else {}
            text = random.get(path, query_string={"format": "ndjson"} | parameters).get_data(as_text=True)
            for secret in ("Secret Lane", "PO1 2DY", "confidential", "checker@council.example"):
                assert secret not in text


def test_minimal_places_say_when_their_services_were_modified(filled):
    whole = filled.lines("/service_at_locations", full="true")
    expected = [(one["id"], one["service"].get("last_modified")) for one in whole]
    found = filled.json("/service_at_locations", minimal="true")
    assert found["total_pages"] <= 1
    told = [(one["id"], one["last_modified"]) for one in found["contents"]]
    assert [own_id for own_id, _ in told] == [own_id for own_id, _ in expected]
    assert all(datetime.fromisoformat(one) for _, one in told)
    assert filled.lines("/service_at_locations", minimal="true") == found["contents"]
