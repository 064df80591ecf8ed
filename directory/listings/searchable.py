"""What may be searched for in a listing, by the columns of the full-text index."""

from directory.listings.models import Service


def words_of(service: Service) -> dict[str, str]:
    """What may be searched for in this listing, by the columns of `listing_text`; nothing of a confidential place."""
    return {
        "name": _joined(service.name, service.alternate_name),
        "organisation": _joined(service.organization and service.organization.name),
        "description": _joined(service.description, service.eligibility_description, service.application_process),
        "tags": _joined(*_tags(service)),
        "place": _joined(*_places(service)),
    }


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
