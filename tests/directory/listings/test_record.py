"""What leaves this house of a listing: a valid record of Open Referral UK 3.0, and nothing that is confidential."""

import json
import time

import pytest

from directory.exchange.normalise import normalise
from directory.listings import queries
from directory.listings.record import record_of
from directory.listings.uri import as_uri
from tests.directory.exchange.schemas import problems
from tests.directory.listings.examples import CHOIR, REFUGE, add


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("https://choir.example/", "https://choir.example/"),
        ("https://choir.example", "https://choir.example"),
        ("http://choir.example:8080/a?b=c&d=%20#e", "http://choir.example:8080/a?b=c&d=%20#e"),
        ("https://choir.example/café", "https://choir.example/caf%C3%A9"),
        ("https://choir.example/100%", None),
        ("https://choir.example/a b", None),
        ("https://choir.example/a#b#c", None),
        ("https://choir.example/[x]", None),
        ("poster", None),
        ("javascript:alert(1)", None),
    ],
)
def test_an_address_as_machines_want_it(address, uri):
    assert as_uri(address) == uri


def published(document: dict) -> dict:
    return record_of(queries.find(add(document)))


def test_the_whole_record_of_a_group(app):
    record = published(CHOIR)
    assert problems("service", record) == []
    ids = [record["organization_id"], record["schedules"][0]["service_id"], record["attributes"][0]["link_id"]]
    assert ids == [CHOIR["organization"]["id"], CHOIR["id"], CHOIR["id"]]
    place = record["service_at_locations"][0]
    assert place["location_id"] == place["location"]["id"] == place["location"]["addresses"][0]["location_id"]
    assert record["contacts"][0]["phones"][0]["contact_id"] == record["contacts"][0]["id"]
    term = record["attributes"][0]["taxonomy_term"]
    assert (record["attributes"][0]["taxonomy_term_id"], term["description"]) == (term["id"], "")
    assert record["application_process"] == "Just come."
    assert record["last_modified"].endswith("Z") and len(record["last_modified"]) == len("2026-11-24T10:00:00.000Z")


def test_no_checker_no_vendors_field_and_nothing_empty(app):
    record = published(CHOIR)
    assert "assurer_email" not in record
    assert "vendor_code" not in record
    assert "null" not in json.dumps(record)
    assert set(record) & {"phones", "funding", "fees", "maximum_age"} == set()


def test_a_confidential_place_is_known_only_to_be_one(app):
    record = published(REFUGE)
    (place,) = record["service_at_locations"]
    assert place == {"id": REFUGE["service_at_locations"][0]["id"], "service_id": REFUGE["id"]}
    assert problems("service", record) == []
    for secret in ("Secret Lane", "PO1 2DY", REFUGE["service_at_locations"][0]["location"]["id"], "confidential"):
        assert secret not in json.dumps(record)


def test_what_the_schema_requires_and_nobody_knows(app):
    bare = {
        "id": "5d0c7d2c-2f0e-4a57-9a53-000000000021",
        "name": "Bare",
        "url": "poster in the window",
        "email": "ask at the desk",
        "organization": {"name": "Nobody", "organization_identifiers": [{"identifier": "1", "identifier_scheme": "X"}]},
        "service_at_locations": [{"location": {"addresses": [{"city": "Portsmouth"}]}}],
    }
    record = published(bare)
    assert problems("service", record) == []
    assert "url" not in record and "email" not in record
    address = record["service_at_locations"][0]["location"]["addresses"][0]
    assert (address["address_1"], address["state_province"], address["country"]) == ("", "Portsmouth", "GB")


def test_what_was_filled_in_on_the_way_out_is_taken_out_on_the_way_in(app):
    record = published(
        {
            "id": "5d0c7d2c-2f0e-4a57-9a53-000000000021",
            "name": "Bare",
            "organization": {"name": "No", "organization_identifiers": [{"identifier": "1", "identifier_scheme": "X"}]},
            "service_at_locations": [{"location": {"addresses": [{"city": "Portsmouth", "country": "GB"}]}}],
        }
    )
    document = normalise(record, "other").document
    assert "description" not in document["organization"]
    assert "identifier_type" not in document["organization"]["organization_identifiers"][0]
    address = document["service_at_locations"][0]["location"]["addresses"][0]
    assert address.keys() == {"id", "city", "country", "address_type"}


ODD = {
    "url": "not a page",
    "email": "nobody",
    "minimum_age": 1.5,
    "organization": {"name": "O", "website": "https://o.example/ü", "uri": "urn:o", "email": "@"},
    "service_at_locations": [
        {},
        {"location": {}},
        {"location": {"url": "x", "addresses": [{}], "accessibility": [{}]}},
    ],
    "schedules": [{"opens_at": "09:30:15", "schedule_link": "ftp://x.example"}],
    "attributes": [{"taxonomy_term": {"name": "T", "term_uri": "x", "taxonomy": "T"}}, {"value": "v"}],
    "contacts": [{"email": "x", "phones": [{"number": "1", "languages": [{"name": "x"}]}]}],
}


@pytest.mark.parametrize("odd", ODD)
def test_whatever_stands_in_a_row_the_record_is_valid(app, odd):
    record = published({"name": "Odd", odd: ODD[odd]})
    assert problems("service", record) == []
    assert normalise(record, "other").notes == []


def test_it_is_quick(app):
    """Every change of a listing writes its record: a tenth of what the change itself costs, at most."""
    service = queries.find(add(CHOIR))
    record_of(service)
    began = time.perf_counter()
    for _ in range(50):
        record_of(service)
    assert (time.perf_counter() - began) / 50 < 0.005
