"""What a listing is made of: its organization, places, sessions, costs, contacts and languages."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, Index, Text, Time
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, word
from directory.listings.extra import Extra
from directory.listings.taxonomies import Attribute, attributes_of
from directory.listings.words import ExtentType, Frequency, LocationType


class Part(Extra):
    """A row that belongs to another and stands at a certain place in its list."""

    sequence: Mapped[int] = mapped_column(default=0)


def parts(kind: type, key: str):
    """The list of rows of `kind` that point here with the column `key`; they go with their owner."""
    return relationship(
        kind,
        foreign_keys=getattr(kind, key),
        order_by=kind.sequence,
        cascade="all, delete-orphan",
        lazy="selectin",
    )


def _owner(table: str) -> Mapped[uuid.UUID | None]:
    return mapped_column(ForeignKey(f"{table}.id"), index=True)


class OrganizationIdentifier(Part, Base):
    """A number that a register gave an organization: Companies House, the Charity Commission."""

    __tablename__ = "organization_identifier"

    organization_id: Mapped[uuid.UUID] = _owner("organization")
    identifier_scheme: Mapped[str | None] = mapped_column(Text)
    identifier_type: Mapped[str | None] = mapped_column(Text)
    identifier: Mapped[str] = mapped_column(Text)
    attributes: Mapped[list[Attribute]] = attributes_of("OrganizationIdentifier", "organization_identifier")


class Organization(Extra, Base):
    """Who offers the service (Open Referral's noun); representatives of the group `keeper_id` keep its listings."""

    __tablename__ = "organization"

    keeper_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(Text, index=True)
    alternate_name: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    website: Mapped[str | None] = mapped_column(Text)
    logo: Mapped[str | None] = mapped_column(Text)
    uri: Mapped[str | None] = mapped_column(Text)
    legal_status: Mapped[str | None] = mapped_column(Text)
    year_incorporated: Mapped[int | None]
    # The parent need not be known here: feeds name organizations that they do not carry.
    parent_organization_id: Mapped[uuid.UUID | None]
    organization_identifiers: Mapped[list[OrganizationIdentifier]] = parts(OrganizationIdentifier, "organization_id")
    attributes: Mapped[list[Attribute]] = attributes_of("Organization")


class Address(Part, Base):
    """Where a letter or a visitor finds a location."""

    __tablename__ = "address"
    __table_args__ = (Index("ix_address_postal_code", "postal_code"),)

    location_id: Mapped[uuid.UUID] = _owner("location")
    attention: Mapped[str | None] = mapped_column(Text)
    address_1: Mapped[str | None] = mapped_column(Text)
    address_2: Mapped[str | None] = mapped_column(Text)
    city: Mapped[str | None] = mapped_column(Text)
    region: Mapped[str | None] = mapped_column(Text)
    state_province: Mapped[str | None] = mapped_column(Text)
    postal_code: Mapped[str | None] = mapped_column(Text)
    country: Mapped[str | None] = mapped_column(Text)
    address_type: Mapped[LocationType] = mapped_column(
        word(LocationType, "address_type"), default=LocationType.PHYSICAL
    )
    attributes: Mapped[list[Attribute]] = attributes_of("Address")


class Accessibility(Part, Base):
    """What a location offers people with access needs."""

    __tablename__ = "accessibility"

    location_id: Mapped[uuid.UUID] = _owner("location")
    description: Mapped[str | None] = mapped_column(Text)
    details: Mapped[str | None] = mapped_column(Text)
    accessibility: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    attributes: Mapped[list[Attribute]] = attributes_of("Accessibility")


class Language(Part, Base):
    """A language that is spoken: at a service, on a telephone line, at a location."""

    __tablename__ = "language"

    service_id: Mapped[uuid.UUID | None] = _owner("service")
    phone_id: Mapped[uuid.UUID | None] = _owner("phone")
    location_id: Mapped[uuid.UUID | None] = _owner("location")
    name: Mapped[str | None] = mapped_column(Text)
    code: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)


class Location(Extra, Base):
    """A place, by its position in WGS 84 degrees; a confidential one never leaves the database."""

    __tablename__ = "location"
    __table_args__ = (Index("ix_location_latitude_longitude", "latitude", "longitude"),)

    location_type: Mapped[LocationType] = mapped_column(
        word(LocationType, "location_type"), default=LocationType.PHYSICAL
    )
    confidential: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str | None] = mapped_column(Text)
    alternate_name: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    transportation: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    external_identifier: Mapped[str | None] = mapped_column(Text)
    external_identifier_type: Mapped[str | None] = mapped_column(Text)
    addresses: Mapped[list[Address]] = parts(Address, "location_id")
    accessibility: Mapped[list[Accessibility]] = parts(Accessibility, "location_id")
    languages: Mapped[list[Language]] = parts(Language, "location_id")
    attributes: Mapped[list[Attribute]] = attributes_of("Location")


class ServiceAtLocation(Part, Base):
    """A service given at a location; several services may share a location."""

    __tablename__ = "service_at_location"

    service_id: Mapped[uuid.UUID] = _owner("service")
    location_id: Mapped[uuid.UUID | None] = _owner("location")
    description: Mapped[str | None] = mapped_column(Text)
    location: Mapped[Location | None] = relationship(lazy="selectin")


class Schedule(Part, Base):
    """When it is on: the part of an RRULE (RFC 5545) that Open Referral UK uses, in London's local time."""

    __tablename__ = "schedule"

    service_id: Mapped[uuid.UUID] = _owner("service")
    # No key: the places of a listing are rewritten together with its sessions, in either order.
    service_at_location_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    dtstart: Mapped[dt.date | None]
    until: Mapped[dt.date | None]
    count: Mapped[int | None]
    freq: Mapped[Frequency | None] = mapped_column(word(Frequency, "freq"))
    interval: Mapped[int | None]
    wkst: Mapped[str | None] = mapped_column(Text)
    byday: Mapped[str | None] = mapped_column(Text)
    byweekno: Mapped[str | None] = mapped_column(Text)
    bymonthday: Mapped[str | None] = mapped_column(Text)
    byyearday: Mapped[str | None] = mapped_column(Text)
    timezone: Mapped[float | None]
    opens_at: Mapped[dt.time | None] = mapped_column(Time)
    closes_at: Mapped[dt.time | None] = mapped_column(Time)
    description: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)
    attending_type: Mapped[str | None] = mapped_column(Text)
    schedule_link: Mapped[str | None] = mapped_column(Text)


class ServiceArea(Part, Base):
    """Where the people live whom the service is for."""

    __tablename__ = "service_area"

    service_id: Mapped[uuid.UUID] = _owner("service")
    name: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    extent: Mapped[str | None] = mapped_column(Text)
    extent_type: Mapped[ExtentType | None] = mapped_column(word(ExtentType, "extent_type"))
    uri: Mapped[str | None] = mapped_column(Text)
    service_area: Mapped[str | None] = mapped_column(Text)


class CostOption(Part, Base):
    """One price: `amount` in pounds unless `currency` says otherwise, 0 for free."""

    __tablename__ = "cost_option"

    service_id: Mapped[uuid.UUID] = _owner("service")
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    option: Mapped[str | None] = mapped_column(Text)
    currency: Mapped[str | None] = mapped_column(Text)
    amount: Mapped[float | None]
    amount_description: Mapped[str | None] = mapped_column(Text)


class Phone(Part, Base):
    """A telephone number, as its source wrote it."""

    __tablename__ = "phone"

    service_id: Mapped[uuid.UUID | None] = _owner("service")
    contact_id: Mapped[uuid.UUID | None] = _owner("contact")
    number: Mapped[str] = mapped_column(Text)
    extension: Mapped[str | None] = mapped_column(Text)
    type: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    languages: Mapped[list[Language]] = parts(Language, "phone_id")


class Contact(Part, Base):
    """Whom to ask."""

    __tablename__ = "contact"

    service_id: Mapped[uuid.UUID] = _owner("service")
    name: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    department: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    phones: Mapped[list[Phone]] = parts(Phone, "contact_id")
    attributes: Mapped[list[Attribute]] = attributes_of("Contact")


class Funding(Part, Base):
    """Who pays for it."""

    __tablename__ = "funding"

    service_id: Mapped[uuid.UUID] = _owner("service")
    source: Mapped[str] = mapped_column(Text)
