"""What a stranger may send, and what every answer carries: bad values, unknown ids, other sites, what is cached."""

import uuid

import pytest

from core.db import db, transaction
from directory.exchange.published import queries as published
from directory.exchange.published.endpoints import ENDPOINTS
from directory.exchange.published.parameters import MOST_PER_PAGE, PARAMETERS
from directory.listings import operations, queries
from directory.listings.document import to_document
from directory.taxonomies import operations as taxonomy_operations
from directory.taxonomies import queries as taxonomies
from tests.directory.exchange.published.conftest import API, Reader
from tests.directory.listings.examples import CHOIR, EDITOR, REFUGE, add

NOWHERE = "00000000-0000-4000-8000-000000000000"
LISTS = [one.path for one in ENDPOINTS.values() if one.paged]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("name", ["page", "per_page"])
@pytest.mark.parametrize("bad", ["0", "-1", "letters", "1.5", "1e3", "９", "9" * 30])
def test_pages_that_there_cannot_be(random, path, name, bad):
    response = random.get(path, query_string={name: bad})
    assert response.status_code == 400
    (problem,) = response.get_json()["errors"]
    assert problem["parameter"] == name and problem["message"]


def test_more_than_is_given_at_once(random):
    page = random.json("/services", per_page=10_000)
    assert page["size"] == page["total_items"] <= MOST_PER_PAGE
    assert page["last_page"]


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/services", {"minimum_age": "old"}),
        ("/services", {"minimum_age": "-1"}),
        ("/services", {"maximum_age": "nan"}),
        ("/services", {"day": "Someday"}),
        ("/services", {"day": "2MO"}),
        ("/services", {"start_time": "25:00"}),
        ("/services", {"end_time": "noon-ish"}),
        ("/services", {"modified_after": "yesterday"}),
        ("/services", {"postcode": "nowhere"}),
        ("/services", {"postcode": "ZZ99 3VZ"}),
        ("/services", {"proximity": "500"}),
        ("/services", {"postcode": "PO1 2DY", "proximity": "far"}),
        ("/services", {"taxonomy_term_id": "Singing"}),
        ("/services", {"full": "perhaps"}),
        ("/services", {"format": "xml"}),
        ("/services", {"search": "x" * 201}),
        ("/services", {"organization_id": ",".join([NOWHERE[:-2] + f"{n:02}" for n in range(60)])}),
        ("/services", {"parent_id": NOWHERE}),
        ("/taxonomies", {"day": "MO"}),
        ("/organizations", {"minimal": "true"}),
        (f"/organizations/{CHOIR['organization']['id']}", {"full_service": "2"}),
    ],
    ids=str,
)
def test_what_cannot_be_understood_is_said(random, path, given):
    response = random.get(path, query_string=given)
    assert response.status_code == 400, response.get_data(as_text=True)[:300]
    assert {problem["parameter"] for problem in response.get_json()["errors"]} <= set(given)


def test_given_twice(random):
    assert random.get("/services?page=1&page=2").status_code == 400
    one, other = CHOIR["organization"]["id"], REFUGE["organization"]["id"]
    both = random.get(f"/services?organization_id={one}&organization_id={other}").get_json()
    assert {item["name"] for item in both["contents"]} == {"Tide Singers", "A safe house"}


def test_what_the_standard_does_not_know_and_what_is_empty_asks_for_nothing(random):
    total = random.json("/services")["total_items"]
    assert random.json("/services", utm_source="x", search="", day=" ", page="")["total_items"] == total


@pytest.mark.parametrize(
    "path", ["/services", "/service_at_locations", "/organizations", "/taxonomies", "/taxonomy_terms"]
)
@pytest.mark.parametrize("unknown", [NOWHERE, "x", "1"])
def test_unknown_ids(random, path, unknown):
    response = random.get(f"{path}/{unknown}")
    assert response.status_code == 404
    assert response.get_json()["errors"][0]["message"]


ANSWERS = {
    "/": 200,
    "/services": 200,
    "/services?page=0": 400,
    f"/services/{NOWHERE}": 404,
    f"/services/{CHOIR['id']}": 200,
    "/no-such-thing": 404,
    "/services?format=ndjson": 200,
    "/openapi.json": 200,
}


@pytest.mark.parametrize(("path", "status"), ANSWERS.items())
def test_every_site_may_read_every_answer(random, path, status):
    response = random.get(path, headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == status
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response.headers
    assert response.mimetype in ("application/json", "application/x-ndjson")


def test_other_methods(random):
    with random.app.app_context():
        asked = random.client.options(f"{API}/services", headers={"Origin": "https://elsewhere.example"})
        assert asked.status_code == 200
        assert asked.headers["Access-Control-Allow-Origin"] == "*"
        assert "GET" in asked.headers["Access-Control-Allow-Methods"]
        refused = random.client.post(f"{API}/services")
        assert refused.status_code == 405 and refused.get_json()["errors"]
        assert refused.headers["Access-Control-Allow-Origin"] == "*"
        assert random.client.head(f"{API}/services?format=ndjson").get_data() == b""


def test_without_a_slash_at_the_end(random):
    assert random.json("")["version"] == "HSDS-UK-3.0"


def test_what_breaks_here_is_said_in_json_too(random, monkeypatch):
    monkeypatch.setattr("directory.exchange.published.queries.mark", lambda: 1 / 0)
    random.app.config["PROPAGATE_EXCEPTIONS"] = False
    response = random.get("/services")
    random.app.config["PROPAGATE_EXCEPTIONS"] = None
    assert response.status_code == 500
    assert response.get_json()["errors"] and response.headers["Access-Control-Allow-Origin"] == "*"


LISTS = ["/organizations", "/taxonomies", "/taxonomy_terms"]
CACHED = [
    "/services",
    "/services?format=ndjson",
    f"/services/{CHOIR['id']}",
    "/organizations",
    "/",
    "/service_at_locations",
]


@pytest.mark.parametrize("path", [*CACHED, *(f"{one}?format=ndjson" for one in LISTS)])
def test_what_somebody_has_already_is_not_sent_again(random, path):
    first = random.get(path)
    assert first.headers["Cache-Control"] == "public, max-age=60"
    again = random.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and again.get_data() == b""
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert again.headers["ETag"] == first.headers["ETag"]
    assert random.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", [*CACHED, "/openapi.json", *LISTS, *(f"{one}?format=ndjson" for one in LISTS)])
def test_since_a_moment(random, path):
    modified = random.get(path).headers["Last-Modified"]
    assert random.get(path, headers={"If-Modified-Since": modified}).status_code == 304
    earlier = "Thu, 01 Jan 2015 00:00:00 GMT"
    assert random.get(path, headers={"If-Modified-Since": earlier}).status_code == 200


@pytest.fixture
def reader(app):
    for document in (CHOIR, REFUGE):
        add(document)
    return Reader(app)


def change(**more) -> None:
    with transaction():
        service = queries.find(uuid.UUID(CHOIR["id"]))
        document = to_document(service) | more
        operations.change_listing(EDITOR, service, version=service.version, document=document)
    db.session.remove()


def retire(service_id: str) -> None:
    with transaction():
        service = queries.find(uuid.UUID(service_id))
        operations.retire_listing(EDITOR, service, version=service.version, reason="Over")
    db.session.remove()


@pytest.mark.parametrize("path", ["/services", "/services?format=ndjson", f"/services/{CHOIR['id']}"])
def test_a_change_makes_a_new_answer(reader, path):
    first = reader.get(path)
    change(name="Tide Choir")
    tags = {"If-None-Match": first.headers["ETag"]}
    second = reader.get(path, headers=tags)
    assert second.status_code == 200 and "Tide Choir" in second.get_data(as_text=True)
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert reader.get(path, headers=since).status_code == 200 or "/services/" in path


def test_what_was_modified_since(reader):
    before = reader.json("/services", minimal="true")["contents"]
    latest = max(one["modified_date"] for one in before)
    change(alert="Closed on Friday")
    found = reader.json("/services", modified_after=latest)["contents"]
    assert CHOIR["id"] in [one["id"] for one in found]
    now = reader.json(f"/services/{CHOIR['id']}")["last_modified"]
    assert [one["id"] for one in reader.lines("/services", modified_after=now)] == [CHOIR["id"]]


def test_a_retired_service_is_gone(reader):
    place = CHOIR["service_at_locations"][0]["id"]
    retire(CHOIR["id"])
    assert [one["id"] for one in reader.lines("/services")] == [REFUGE["id"]]
    assert [one["service_id"] for one in reader.lines("/service_at_locations")] == [REFUGE["id"]]
    organization = CHOIR["organization"]["id"]
    assert [one["id"] for one in reader.walk("/organizations")] == [REFUGE["organization"]["id"]]
    for path in (f"services/{CHOIR['id']}", f"service_at_locations/{place}", f"organizations/{organization}"):
        assert reader.get(f"/{path}").status_code == 404


def test_the_id_of_a_merged_service_leads_to_the_one_that_was_kept(reader):
    with transaction():
        choir, refuge = (queries.find(uuid.UUID(one["id"])) for one in (CHOIR, REFUGE))
        operations.merge_away(EDITOR, choir, version=choir.version, into=refuge)
    db.session.remove()
    answer = reader.get(f"/services/{CHOIR['id']}")
    assert (answer.status_code, answer.location) == (301, f"{API}/services/{REFUGE['id']}")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_merged_term_leads_to_the_one_that_it_is_now(reader):
    singing = uuid.UUID(CHOIR["attributes"][0]["taxonomy_term"]["id"])
    with transaction():
        term = taxonomies.find_term(singing)
        music = taxonomy_operations.add_term(EDITOR, term.taxonomy_detail, name="Music")
        taxonomy_operations.merge_terms(EDITOR, term, version=term.version, into_id=music.id)
        music_id = music.id
    db.session.remove()
    assert [one["name"] for one in reader.walk("/taxonomy_terms")] == ["Music"]
    assert reader.get(f"/taxonomy_terms/{singing}").location == f"{API}/taxonomy_terms/{music_id}"
    for term_id in (singing, music_id):
        assert [one["id"] for one in reader.walk("/services", taxonomy_term_id=term_id)] == [CHOIR["id"]]


def test_every_parameter_may_be_sent_to_every_list(random):
    """Nothing that one thinks of makes it fall over."""
    strange = ["", "0", "-1", "x" * 5000, "\x00", "'; drop table service; --", "ü", "1,2", "true", "2026-01-01"]
    for path in LISTS:
        for name in PARAMETERS:
            for value in strange:
                assert random.get(path, query_string={name: value}).status_code in (200, 400)


def test_records_are_not_taken_apart_on_their_way_out(random):
    """What a listing's own page of the API says is the text that was prepared when it was changed."""
    text = random.get(f"/services/{CHOIR['id']}").get_data(as_text=True)
    assert text in random.get("/services?full=true&format=ndjson").get_data(as_text=True)
    assert text in random.get("/services?full=true&per_page=1000").get_data(as_text=True)


@pytest.mark.parametrize("path", ["/services", "/service_at_locations", "/organizations"])
@pytest.mark.parametrize("asked", [{}, {"search": "organization"}, {"full": "true"}])
def test_lines_come_some_at_a_time(random, monkeypatch, path, asked):
    whole = random.lines(path, **asked)
    monkeypatch.setattr(published, "TOGETHER", 3)
    assert random.lines(path, **asked) == whole
    assert len(whole) > 3


@pytest.mark.parametrize("asked", ["", "&search=choir", "&minimal=true", "&full=true"])
def test_a_slow_reader_of_lines_keeps_nobody_waiting(random, monkeypatch, asked):
    """No transaction is open while the reader has not taken what was sent."""
    monkeypatch.setattr(published, "TOGETHER", 3)
    with random.app.app_context():
        answer = random.client.get(f"{API}/services?format=ndjson{asked}")
        open_meanwhile = [db.engine.pool.checkedout() for _ in answer.iter_encoded()]
        answer.close()
    assert len(open_meanwhile) > 2 and set(open_meanwhile) == {0}


def test_the_page_for_people_says_where_it_is(browse):
    page = browse().open("/open-data")
    assert "http://localhost/api/oruk/v3" in page.words
    assert browse().open("/directory/").soup.find("a", href="/open-data")
