"""The words of each public listing, in one plain table that every search index stands on."""

from sqlalchemy import delete, insert, select, update

from core.db import db
from directory.listings.models import Service, listing_text


def rewrite(*services: Service) -> None:
    """Bring the words of these listings up to date; a listing that is not offered to everyone has none."""
    db.session.flush()
    for service in services:
        if service.public:
            _put(service.id, words_of(service))
        else:
            db.session.execute(delete(listing_text).where(listing_text.c.service_id == service.id))


def words_of(service: Service) -> dict[str, str]:
    """What may be searched for in this listing, by the columns of the table; nothing of a confidential place."""
    return {
        "name": _joined(service.name, service.alternate_name),
        "organisation": _joined(service.organization and service.organization.name),
        "description": _joined(service.description, service.eligibility_description, service.application_process),
        "tags": _joined(*_tags(service)),
        "place": _joined(*_places(service)),
    }


def _put(service_id, words: dict[str, str]) -> None:
    here = listing_text.c.service_id == service_id
    if db.session.scalar(select(listing_text.c.number).where(here)) is None:
        db.session.execute(insert(listing_text).values(service_id=service_id, **words))
    else:
        db.session.execute(update(listing_text).where(here).values(**words))


def _joined(*texts: str | None) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _tags(service: Service) -> list[str | None]:
    attributes = service.attributes
    return [one.taxonomy_term.name for one in attributes if one.taxonomy_term] + [one.value for one in attributes]


def _places(service: Service) -> list[str | None]:
    open_places = [at.location for at in service.service_at_locations if at.location and not at.location.confidential]
    words = [area.name or area.service_area for area in service.service_areas]
    for place in open_places:
        words.append(place.name)
        for address in place.addresses:
            words += [address.address_1, address.address_2, address.city, address.region, address.postal_code]
    return words
