"""Listings to try things on: an ordinary group, and a refuge whose address is nobody's business."""

import copy
import uuid

from accounts.actors import System
from accounts.roles import Role
from core.db import transaction
from directory.listings import operations

EDITOR = System(Role.DIRECTORY_EDITOR)

CHOIR = {
    "id": "5d0c7d2c-2f0e-4a57-9a53-000000000001",
    "name": "Tide Singers",
    "description": "A choir.\n\n• no audition\n• tea",
    "url": "https://choir.example/",
    "email": "hello@choir.example",
    "status": "active",
    "minimum_age": 18,
    "assured_date": "2026-10-01",
    "assurer_email": "checker@council.example",
    "application_process": "Just come.",
    "vendor_code": {"colour": "blue"},
    "organization": {
        "id": "5d0c7d2c-2f0e-4a57-9a53-000000000002",
        "name": "Tidemark",
        "description": "Run by its members.",
        "organization_identifiers": [
            {
                "id": "5d0c7d2c-2f0e-4a57-9a53-000000000003",
                "identifier_scheme": "GB-CHC",
                "identifier_type": "Charity number",
                "identifier": "1234567",
            }
        ],
    },
    "service_at_locations": [
        {
            "id": "5d0c7d2c-2f0e-4a57-9a53-000000000004",
            "location": {
                "id": "5d0c7d2c-2f0e-4a57-9a53-000000000005",
                "location_type": "physical",
                "name": "St Brendan’s Hall",
                "latitude": 50.79,
                "longitude": -1.08,
                "addresses": [
                    {
                        "id": "5d0c7d2c-2f0e-4a57-9a53-000000000006",
                        "address_1": "1 Hall Road",
                        "city": "Portsmouth",
                        "state_province": "Hampshire",
                        "postal_code": "PO5 3HN",
                        "country": "GB",
                        "address_type": "physical",
                    }
                ],
                "accessibility": [{"id": "5d0c7d2c-2f0e-4a57-9a53-000000000007", "description": "No step at the door"}],
            },
        }
    ],
    "schedules": [
        {
            "id": "5d0c7d2c-2f0e-4a57-9a53-000000000008",
            "service_at_location_id": "5d0c7d2c-2f0e-4a57-9a53-000000000004",
            "freq": "WEEKLY",
            "interval": 1,
            "byday": "TU",
            "opens_at": "10:30",
            "closes_at": "12:15",
            "valid_to": "2099-12-31",
        }
    ],
    "cost_options": [{"id": "5d0c7d2c-2f0e-4a57-9a53-000000000009", "amount": 0, "currency": "GBP"}],
    "contacts": [
        {
            "id": "5d0c7d2c-2f0e-4a57-9a53-00000000000a",
            "name": "Marian",
            "phones": [{"id": "5d0c7d2c-2f0e-4a57-9a53-00000000000b", "number": "01632 960001"}],
        }
    ],
    "languages": [{"id": "5d0c7d2c-2f0e-4a57-9a53-00000000000c", "name": "English", "code": "en"}],
    "attributes": [
        {
            "id": "5d0c7d2c-2f0e-4a57-9a53-00000000000d",
            "link_type": "topic",
            "taxonomy_term": {
                "id": "5d0c7d2c-2f0e-4a57-9a53-00000000000e",
                "name": "Singing",
                "taxonomy": "Topics",
            },
        }
    ],
}

REFUGE = {
    "id": "5d0c7d2c-2f0e-4a57-9a53-000000000011",
    "name": "A safe house",
    "description": "Somewhere to stay.",
    "status": "active",
    "organization": {"id": "5d0c7d2c-2f0e-4a57-9a53-000000000012", "name": "Safe Homes"},
    "service_at_locations": [
        {
            "id": "5d0c7d2c-2f0e-4a57-9a53-000000000014",
            "location": {
                "id": "5d0c7d2c-2f0e-4a57-9a53-000000000015",
                "location_type": "physical",
                "confidential": True,
                "name": "The house in Secret Lane",
                "addresses": [
                    {
                        "id": "5d0c7d2c-2f0e-4a57-9a53-000000000016",
                        "address_1": "7 Secret Lane",
                        "city": "Portsmouth",
                        "postal_code": "PO1 2DY",
                        "address_type": "physical",
                    }
                ],
            },
        }
    ],
}


def add(document: dict, **more) -> uuid.UUID:
    """Put a listing into the directory; returns its id."""
    with transaction():
        return operations.add_listing(EDITOR, document=copy.deepcopy(document), **more).id
