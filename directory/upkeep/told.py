"""What a listing tells people, line by line, for the one who is asked whether it is right."""

from directory.listings import spoken
from directory.listings.models import Service
from directory.listings.parts import Location
from directory.search import card


def told(service: Service) -> list[tuple[str, str]]:
    """Labels and words, in the order in which people ask; empty words where the listing does not say."""
    places = [at.location for at in service.service_at_locations if at.location]
    numbers = [phone.number for phone in (*service.phones, *(p for who in service.contacts for p in who.phones))]
    return [
        ("Name", service.name),
        ("Organisation", service.organization.name if service.organization else ""),
        ("Description", service.description or ""),
        ("Where", "\n\n".join(filter(None, map(place, places)))),
        ("When", card.when(service)),
        ("Cost", card.cost(service)),
        ("How to join", service.application_process or ""),
        ("Who it is for", service.eligibility_description or ""),
        ("Telephone", "\n".join(dict.fromkeys(numbers))),
        ("Email", service.email or ""),
        ("Website", service.url or ""),
        ("Topics", ", ".join(card.topics(service))),
    ]


def place(location: Location) -> str:
    """A place, a line for each part; a confidential one is told to nobody, not even here."""
    return "A confidential place" if location.confidential else "\n".join(spoken.address_lines(location))
