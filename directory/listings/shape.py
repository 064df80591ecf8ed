"""The shape of a listing as a document: Open Referral UK 3.0's objects and fields, and what HSDS 3 has beyond them."""

from enum import StrEnum
from typing import NamedTuple

from directory.listings.words import ExtentType, Frequency, LocationType, Status


class Kind(StrEnum):
    """What may stand in a field; a field that takes one of a few words has their StrEnum instead."""

    LINE = "a line of text"
    TEXT = "text with paragraphs"
    LINK = "the address of a page"
    EMAIL = "an email address"
    NUMBER = "a number"
    WHOLE = "a whole number"
    DATE = "a date"
    TIME = "a time of day"
    MOMENT = "a moment"
    ID = "an id"
    YES_NO = "true or false"


class Shape(NamedTuple):
    """One object: its fields, the lists and single objects inside it, and fields that only repeat who owns it."""

    fields: dict[str, type[StrEnum] | Kind]
    lists: dict[str, "Shape"]
    ones: dict[str, "Shape"]
    repeats: frozenset[str]


K = Kind


def _shape(fields: dict, lists: dict | None = None, ones: dict | None = None, repeats: str = "") -> Shape:
    return Shape({"id": K.ID, **fields}, lists or {}, ones or {}, frozenset(repeats.split()))


def _of(kind: Kind, names: str) -> dict[str, Kind]:
    return dict.fromkeys(names.split(), kind)


TERM = _shape(
    _of(K.LINE, "name taxonomy code term language")
    | _of(K.TEXT, "description")
    | {"parent_id": K.ID, "term_uri": K.LINK},
    repeats="taxonomy_id",
)
TAXONOMY = _shape(_of(K.LINE, "name version") | {"description": K.TEXT, "uri": K.LINK})
ATTRIBUTE = _shape(
    _of(K.LINE, "link_type value label"), ones={"taxonomy_term": TERM}, repeats="link_id link_entity taxonomy_term_id"
)
LANGUAGE = _shape(_of(K.LINE, "name code") | _of(K.TEXT, "note"), repeats="service_id phone_id location_id")
PHONE = _shape(
    _of(K.LINE, "number extension type") | _of(K.TEXT, "description"),
    {"languages": LANGUAGE},
    repeats="service_id contact_id organization_id location_id service_at_location_id",
)
CONTACT = _shape(
    _of(K.LINE, "name title department") | {"email": K.EMAIL},
    {"phones": PHONE, "attributes": ATTRIBUTE},
    repeats="service_id organization_id location_id service_at_location_id",
)
IDENTIFIER = _shape(
    _of(K.LINE, "identifier_scheme identifier_type identifier"), {"attributes": ATTRIBUTE}, repeats="organization_id"
)
ORGANIZATION = _shape(
    _of(K.LINE, "name alternate_name legal_status")
    | _of(K.LINK, "website logo uri")
    | {"description": K.TEXT, "email": K.EMAIL, "year_incorporated": K.WHOLE, "parent_organization_id": K.ID},
    {"organization_identifiers": IDENTIFIER, "attributes": ATTRIBUTE},
)
ADDRESS = _shape(
    _of(K.LINE, "attention address_1 address_2 city region state_province postal_code country")
    | {"address_type": LocationType},
    {"attributes": ATTRIBUTE},
    repeats="location_id",
)
ACCESSIBILITY = _shape(
    _of(K.TEXT, "description details accessibility") | {"url": K.LINK},
    {"attributes": ATTRIBUTE},
    repeats="location_id",
)
LOCATION = _shape(
    _of(K.LINE, "name alternate_name external_identifier external_identifier_type")
    | _of(K.TEXT, "description transportation")
    | _of(K.NUMBER, "latitude longitude")
    | {"location_type": LocationType, "confidential": K.YES_NO, "url": K.LINK},
    {"addresses": ADDRESS, "accessibility": ACCESSIBILITY, "languages": LANGUAGE, "attributes": ATTRIBUTE},
    repeats="organization_id",
)
SERVICE_AT_LOCATION = _shape(_of(K.TEXT, "description"), ones={"location": LOCATION}, repeats="service_id location_id")
SCHEDULE = _shape(
    _of(K.DATE, "valid_from valid_to dtstart until")
    | _of(K.WHOLE, "count interval")
    | _of(K.LINE, "wkst byday byweekno bymonthday byyearday attending_type")
    | _of(K.TIME, "opens_at closes_at")
    | _of(K.TEXT, "description notes")
    | {"freq": Frequency, "timezone": K.NUMBER, "schedule_link": K.LINK, "service_at_location_id": K.ID},
    repeats="service_id location_id",
)
SERVICE_AREA = _shape(
    _of(K.TEXT, "name description extent service_area") | {"extent_type": ExtentType, "uri": K.LINK},
    repeats="service_id service_at_location_id",
)
COST_OPTION = _shape(
    _of(K.DATE, "valid_from valid_to")
    | _of(K.TEXT, "option amount_description")
    | {"currency": K.LINE, "amount": K.NUMBER},
    repeats="service_id",
)
FUNDING = _shape({"source": K.TEXT}, repeats="service_id organization_id")
SERVICE = _shape(
    _of(K.LINE, "name alternate_name")
    | _of(K.TEXT, "description interpretation_services application_process fees fees_description wait_time")
    | _of(K.TEXT, "accreditations licenses eligibility_description alert")
    | _of(K.EMAIL, "email assurer_email")
    | _of(K.NUMBER, "minimum_age maximum_age")
    | {"url": K.LINK, "status": Status, "assured_date": K.DATE, "last_modified": K.MOMENT, "program_id": K.ID},
    {
        "service_at_locations": SERVICE_AT_LOCATION,
        "schedules": SCHEDULE,
        "service_areas": SERVICE_AREA,
        "cost_options": COST_OPTION,
        "contacts": CONTACT,
        "phones": PHONE,
        "languages": LANGUAGE,
        "funding": FUNDING,
        "attributes": ATTRIBUTE,
    },
    {"organization": ORGANIZATION},
    repeats="organization_id",
)
