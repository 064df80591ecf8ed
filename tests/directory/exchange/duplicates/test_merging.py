"""Two documents into one: what was chosen, nothing twice, and sessions at the place that stays."""

import copy
import uuid

from directory.exchange.duplicates.merging import BOTH, differences, merged
from tests.directory.listings.examples import CHOIR, REFUGE

OTHER = copy.deepcopy(CHOIR) | {
    "id": "5d0c7d2c-2f0e-4a57-9a53-0000000000f1",
    "name": "Tide Singers choir",
    "alert": "New hall!",
    "other_vendor": 7,
}
OTHER["service_at_locations"] += [
    {"id": "5d0c7d2c-2f0e-4a57-9a53-0000000000f4", "location": {"name": "The Boat Shed", "location_type": "physical"}}
]
OTHER["schedules"] = [
    *CHOIR["schedules"],
    {
        "id": "5d0c7d2c-2f0e-4a57-9a53-0000000000f8",
        "service_at_location_id": "5d0c7d2c-2f0e-4a57-9a53-0000000000f4",
        "freq": "WEEKLY",
        "interval": 1,
        "byday": "FR",
        "opens_at": "19:00",
    },
    CHOIR["schedules"][0] | {"id": "5d0c7d2c-2f0e-4a57-9a53-0000000000f9", "byday": "SA"},
]


def test_only_what_differs_is_asked_and_the_fuller_side_is_offered():
    found = {one.name: one for one in differences(CHOIR, OTHER)}
    assert set(found) == {"name", "alert", "service_at_locations", "schedules"}
    assert found["alert"].best == "right" and found["schedules"].best == BOTH and found["name"].best == "left"
    assert "Fridays 7pm" in found["schedules"].right and "Fridays" not in found["schedules"].left
    assert differences(CHOIR, CHOIR) == []


def test_both_lists_are_joined_without_repeating():
    taken = {"name": "kept", "alert": "other", "service_at_locations": "both", "schedules": "both"}
    document = merged(CHOIR, OTHER, taken=taken)
    assert (document["id"], document["name"], document["alert"]) == (CHOIR["id"], "Tide Singers", "New hall!")
    assert document["other_vendor"] == 7 and document["vendor_code"] == CHOIR["vendor_code"]
    hall, shed = document["service_at_locations"]
    assert hall == CHOIR["service_at_locations"][0]
    new = {one["byday"]: one for one in document["schedules"]}
    assert set(new) == {"TU", "FR", "SA"} and len(document["schedules"]) == 3
    assert new["FR"]["service_at_location_id"] == shed["id"] != OTHER["service_at_locations"][1]["id"]
    assert new["SA"]["service_at_location_id"] == hall["id"]
    assert all(uuid.UUID(one["id"]) for one in document["schedules"])


def test_the_others_list_instead_of_the_own_one():
    document = merged(CHOIR, OTHER, taken={"schedules": "other", "service_at_locations": "kept"})
    assert [one["byday"] for one in document["schedules"]] == ["TU", "FR", "SA"]
    assert "service_at_location_id" not in document["schedules"][1]
    assert len(document["service_at_locations"]) == 1


def test_a_confidential_address_is_never_told():
    told = differences(CHOIR, REFUGE)
    assert not any("Secret" in one.left + one.right for one in told)
    document = merged(CHOIR, REFUGE, taken={"service_at_locations": "both"})
    assert document["service_at_locations"][1]["location"]["confidential"] is True
