"""What the demonstration's files say is true to their standards, and nothing in them belongs to anybody."""

import json
import re
import uuid
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from accounts.roles import ROLES_AT, Kind, Role
from core.identifiers import ods_code
from demonstration.content import FOLDER, read
from directory.listings.occurrences import days, is_break, next_session, notes_of, pattern

# Ofcom's numbers for drama: mobile, no area, UK-wide, freephone.
DRAMA = re.compile(r"07700 900\d{3}|01632 960\d{3}|03069 990\d{3}|0808 157 0\d{3}")
TELEPHONE = re.compile(r"(?<![\w-])(?:\+44|0)\d[\d ]{7,11}\d(?![\w-])")
WEB_OR_MAIL = re.compile(r"(?:https?://|@)([\w.-]+)")
LISTINGS = read("listings")["contents"]
SCHEMA = Path(__file__).parents[3] / "shared" / "spec" / "oruk-3.0" / "service.json"


def everything(node):
    """Every value of a tree of JSON."""
    if isinstance(node, dict):
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from everything(child)
    else:
        yield node


def every_record(node):
    """Every object of a tree of JSON that has an id."""
    if isinstance(node, dict):
        if "id" in node:
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from every_record(child)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.name)
def test_every_telephone_number_is_kept_for_drama(path):
    found = TELEPHONE.findall(path.read_text())
    assert [number for number in found if not DRAMA.fullmatch(number)] == []
    if path.name in {"house.json", "listings.json", "stories.json"}:
        assert len(found) >= 10


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.name)
def test_no_address_of_the_web_or_of_mail_leads_anywhere(path):
    hosts = WEB_OR_MAIL.findall(path.read_text())
    assert [host for host in hosts if not host.rstrip(".").endswith((".example", "example.org"))] == []


def test_listings_are_full_services_with_ids_of_their_own():
    assert 55 <= len(LISTINGS) <= 75
    by_id = {}
    for record in every_record(LISTINGS):
        uuid.UUID(record["id"])
        assert by_id.setdefault(record["id"], record) == record, f"two records share the id {record['id']}"
    assert all(listing["organization"]["id"] == listing["organization_id"] for listing in LISTINGS)
    assert all(listing["description"] and listing["attributes"] and listing["contacts"] for listing in LISTINGS)


def test_listings_are_valid_open_referral_uk():
    jsonschema = pytest.importorskip("jsonschema")
    if not SCHEMA.exists():
        pytest.skip("needs ../shared/spec/oruk-3.0/service.json")
    validator = jsonschema.Draft202012Validator(
        json.loads(SCHEMA.read_text()), format_checker=jsonschema.FormatChecker()
    )
    problems = [
        f"{listing['name']}: {error.message}" for listing in LISTINGS for error in validator.iter_errors(listing)
    ]
    assert problems == []


def test_every_postcode_exists(real_postcodes):
    of_listings = {
        value for value in everything(LISTINGS) if isinstance(value, str) and re.fullmatch(r"PO\d+ \w{3}", value)
    }
    of_homes = set(everything(read("words")["homes"]))
    assert len(of_listings) >= 30 and len(of_homes) >= 100
    assert of_listings | of_homes <= real_postcodes


def test_each_neighbourhood_keeps_to_the_district_it_lies_in():
    districts = {
        "Portsea": "PO1", "Landport": "PO1", "Fratton": "PO1", "Buckland": "PO2", "Hilsea": "PO2", "Copnor": "PO3",
        "Baffins": "PO3", "Milton": "PO4", "Eastney": "PO4", "Somerstown": "PO5", "Cosham": "PO6", "Paulsgrove": "PO6",
        "Drayton": "PO6", "Leigh Park": "PO9", "Bedhampton": "PO9", "Purbrook": "PO7", "Clanfield": "PO8",
        "Emsworth": "PO10",
    }  # fmt: skip
    addresses = [record for record in every_record(LISTINGS) if "address_1" in record]
    assert len(addresses) >= 50
    for address in addresses:
        neighbourhood = address["address_1"].partition(", ")[2]
        district = districts.get(neighbourhood)
        assert district is None or address["postal_code"].split()[0] == district, address
    for neighbourhood, postcodes in read("words")["homes"].items():
        assert {code.split()[0] for code in postcodes} <= {districts.get(neighbourhood, postcodes[0].split()[0]), "PO4"}


def test_listings_show_every_kind_of_trouble():
    statuses = Counter(listing["status"] for listing in LISTINGS)
    assert statuses["active"] > 50 and {"inactive", "defunct", "temporarily closed"} <= set(statuses)
    as_of = date.fromisoformat(read("listings")["as_of"])
    ages = [(as_of - date.fromisoformat(listing["assured_date"])).days for listing in LISTINGS]
    assert min(ages) >= 0 and sum(age > 365 for age in ages) >= 2 and sum(age < 90 for age in ages) > 40
    assert sum("alert" in listing for listing in LISTINGS) >= 6
    assert sum("service_at_locations" not in listing for listing in LISTINGS) >= 3


def test_listings_do_not_contradict_themselves():
    for listing in LISTINGS:
        words = listing.get("eligibility_description", "")
        lowest = re.search(r"\baged (\d+)", words)
        assert not re.search(r"\bover \d", words), listing["name"]
        assert not lowest or int(lowest[1]) == listing["minimum_age"], listing["name"]
        days = {day for schedule in listing["schedules"] for day in schedule.get("byday", "").split(",")}
        assert "first Friday" not in words or "1FR" in days, listing["name"]


def test_sessions_are_as_various_as_those_of_real_groups():
    schedules = [schedule for listing in LISTINGS for schedule in listing["schedules"]]
    notes = Counter(schedule.get("notes") for schedule in schedules)
    assert notes["Not on bank holidays."] >= 8 and notes["In term time only."] >= 3
    assert sum(map(is_break, schedules)) >= 8
    regular = [(schedule, found) for schedule in schedules if (found := pattern(schedule))]
    assert sum(found.opens >= 17 * 60 for _, found in regular) >= 12
    assert sum(found.weekdays >= 32 for _, found in regular) >= 15
    assert sum(schedule["freq"] == "MONTHLY" for schedule, _ in regular) >= 10
    assert sum(bool(notes_of(schedule).seasons) for schedule in schedules) >= 4
    day = date.fromisoformat(read("listings")["as_of"])
    current = [
        next_session(listing["schedules"], datetime(day.year, day.month, day.day, tzinfo=UTC)) for listing in LISTINGS
    ]
    assert sum(found is not None and found.certain for found in current) >= 60


def test_sessions_begin_and_end_on_their_own_days():
    for listing in LISTINGS:
        for schedule in listing["schedules"]:
            for name in {"dtstart", "until"} & schedule.keys():
                day = date.fromisoformat(schedule[name])
                assert days(schedule | {"notes": ""}, day, day) == [day], (listing["name"], name)


def test_the_refuge_has_no_address_and_no_mail():
    (refuge,) = [listing for listing in LISTINGS if listing["name"].startswith("Kingfisher")]
    assert "service_at_locations" not in refuge and "email" not in refuge
    assert not [
        value for value in everything(refuge) if isinstance(value, str) and re.search(r"PO\d+ \d[A-Z]{2}", value)
    ]


def test_the_house_has_the_people_that_the_demonstration_promises():
    house = read("house")
    kinds = Counter(Kind(one["kind"]) for one in house["organisations"])
    assert kinds == {Kind.PRACTICE: 5, Kind.SERVICE: 1, Kind.AUTHORITY: 1, Kind.GROUP: 3}
    kind_of = {one["key"]: Kind(one["kind"]) for one in house["organisations"]}
    roles = Counter()
    for one in house["staff"]:
        for organisation, role in one["at"]:
            assert Role(role) in ROLES_AT[kind_of[organisation]]
            roles[Role(role)] += 1
    assert roles[Role.LINK_WORKER] == 4 and roles[Role.SERVICE_LEAD] == 1
    assert set(roles) == set(Role) - {Role.VISITOR}
    assert any(one["profession"] == "physiotherapist" and len(one["at"]) == 2 for one in house["staff"])


def test_practices_have_codes_shaped_like_practices():
    codes = [one["ods_code"] for one in read("house")["organisations"] if one["kind"] == "practice"]
    assert len(set(codes)) == 5 and all(ods_code.looks_like_practice(ods_code.parse(code)) for code in codes)
