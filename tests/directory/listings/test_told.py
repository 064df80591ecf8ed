"""A change in words."""

from directory.listings.models import ListingChange
from directory.listings.told import Line, lines


def test_fields_are_named_as_people_name_them_and_ids_are_left_out():
    change = ListingChange(
        changes={
            "name": ["Tide", "Sea"],
            "schedules[0b42].opens_at": ["10:30", None],
            "schedules[0b42].id": ["0b42", None],
            "service_at_locations[1].location.addresses[2].postal_code": [None, "PO1 2DY"],
            "attributes[3].taxonomy_term.name": [None, "Chess"],
            "attributes[3].taxonomy_term.taxonomy": [None, "Topics"],
            "attributes[3].link_type": [None, "topic"],
            "vendor_code": [1, 2],
        }
    )
    assert lines(change) == [
        Line("Name", "Tide", "Sea"),
        Line("Session: starts at", "10:30", ""),
        Line("Place, address: postcode", "", "PO1 2DY"),
        Line("Topic: name", "", "Chess"),
        Line("Vendor code", "1", "2"),
    ]
