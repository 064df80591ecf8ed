"""Open Referral UK 1.0 in 3.0's words."""

from directory.exchange.crosswalk import to_3_0
from directory.listings.occurrences import is_break

OLD = {
    "id": "1",
    "name": "Lunch club",
    "organization": {"id": "2", "name": "Church", "url": "church.example"},
    "service_taxonomys": [{"id": "3", "taxonomy": {"id": "4", "name": "Lunch clubs", "vocabulary": "esdServiceType"}}],
    "eligibilitys": [
        {"eligibility": "Older people", "minimum_age": 60, "maximum_age": 90, "taxonomys": []},
        {"eligibility": "Carers", "minimum_age": 18, "maximum_age": -1, "taxonomys": [{"id": "5", "name": "Carers"}]},
    ],
    "regular_schedules": [{"weekday": "Thursday", "opens_at": "09:30", "freq": "week"}],
    "holiday_schedules": [{"closed": True, "start_date": "2026-12-25", "end_date": "2026-12-26"}],
    "service_at_locations": [
        {
            "id": "6",
            "location": {
                "id": "7",
                "name": "Hall",
                "physical_addresses": [{"address_1": "1 Road", "postal_code": "PO1 2DY"}],
                "accessibility_for_disabilities": [{"accessibility": "Ramp"}],
            },
            "schedules": [{"byday": "FR"}],
        }
    ],
    "fundings": [{"source": "Council"}],
    "languages": [{"language": "Polish"}],
    "attending_type": "venue, home visit",
    "attending_access": "drop-in",
    "deliverable_type": "Advice",
    "pc_targetAudience": [
        {"audienceType": "Carers "},
        {"audienceType": "Carers"},
        {"audienceType": "Parents>Grandparents"},
    ],
    "pc_metadata": {
        "date_modified": "2026-01-02",
        "date_assured": "2026-02-03",
        "assured_by": "a@b.example",
        "date_created": "2025-01-01",
    },
    "reviews": [{"title": "Nice"}],
}


def test_every_name_of_1_0_has_its_place():
    found = to_3_0(OLD)
    assert found["organization"]["website"] == "church.example"
    assert found["funding"] == [{"source": "Council"}]
    assert found["languages"][0]["name"] == "Polish"
    assert (found["minimum_age"], found["maximum_age"]) == (18, 90)
    assert found["eligibility_description"] == "Older people\nCarers"
    assert [one["byday"] for one in found["schedules"] if "byday" in one] == ["Thursday", "FR"]
    assert found["schedules"][-1]["service_at_location_id"] == "6"
    assert any(one.get("description") == "Closed" and one["valid_from"] == "2026-12-25" for one in found["schedules"])
    location = found["service_at_locations"][0]["location"]
    assert location["addresses"][0]["postal_code"] == "PO1 2DY"
    assert location["accessibility"] == [{"accessibility": "Ramp"}]
    assert (found["last_modified"], found["assured_date"]) == ("2026-01-02", "2026-02-03")
    assert found["assurer_email"] == "a@b.example"
    assert found["pc_metadata"] == {"date_created": "2025-01-01"}
    assert "reviews" not in found


def test_tags_audiences_and_ways_of_attending_become_attributes():
    terms = [(one["taxonomy_term"]["taxonomy"], one["taxonomy_term"]["name"]) for one in to_3_0(OLD)["attributes"]]
    assert terms == [
        ("esdServiceType", "Lunch clubs"),
        ("Audience", "Carers"),
        ("Audience", "Parents>Grandparents"),
        ("What it gives", "Advice"),
        ("How to take part", "venue"),
        ("How to take part", "home visit"),
        ("How to join", "drop-in"),
        (None, "Carers"),
    ]


def test_the_record_itself_is_left_alone():
    before = repr(OLD)
    to_3_0(OLD)
    assert repr(OLD) == before


def test_a_day_off_stays_one_whatever_it_is_called():
    days_off = [{"closed": True, "description": words} for words in ("Christmas", "Closed all week", "", None)]
    found = to_3_0({"holiday_schedules": [*days_off, {"closed": False, "description": "Carols"}]})["schedules"]
    assert [one["description"] for one in found] == [
        "Closed: Christmas",
        "Closed all week",
        "Closed",
        "Closed",
        "Carols",
    ]
    assert [is_break(one) for one in found] == [True, True, True, True, False]
