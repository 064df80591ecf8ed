"""The listing and what it was: services, the changes made to them, and the words that search reads."""

import datetime as dt
import uuid

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import AppendOnly, Base, Moment, Versioned, word
from directory.listings.parts import (
    Contact,
    CostOption,
    Extra,
    Funding,
    Language,
    Organization,
    Phone,
    Schedule,
    ServiceArea,
    ServiceAtLocation,
)
from directory.listings.parts import parts as parts_of
from directory.listings.room import Room
from directory.listings.taxonomies import Attribute, attributes_of
from directory.listings.words import Act, Status


class Service(Extra, Versioned, Base):
    """What people find as a listing: one thing that an organization offers (Open Referral's `service`)."""

    __tablename__ = "service"
    __table_args__ = (
        CheckConstraint("name <> ''", name="named"),
        UniqueConstraint("source", "source_id"),
        Index("ix_service_retired_at_status", "retired_at", "status"),
    )

    organization_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organization.id"), index=True)
    program_id: Mapped[uuid.UUID | None]
    name: Mapped[str] = mapped_column(Text)
    alternate_name: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    status: Mapped[Status] = mapped_column(word(Status, "status"), default=Status.ACTIVE)
    interpretation_services: Mapped[str | None] = mapped_column(Text)
    application_process: Mapped[str | None] = mapped_column(Text)
    fees: Mapped[str | None] = mapped_column(Text)
    fees_description: Mapped[str | None] = mapped_column(Text)
    wait_time: Mapped[str | None] = mapped_column(Text)
    accreditations: Mapped[str | None] = mapped_column(Text)
    licenses: Mapped[str | None] = mapped_column(Text)
    eligibility_description: Mapped[str | None] = mapped_column(Text)
    minimum_age: Mapped[float | None]
    maximum_age: Mapped[float | None]
    alert: Mapped[str | None] = mapped_column(Text)
    assured_date: Mapped[dt.date | None]
    assurer_email: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[Moment] = mapped_column(index=True)
    # Ours: who said that it is right, whether it is over, and where it came from.
    confirmed_at: Mapped[Moment | None]
    confirmed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    confirmed_by_name: Mapped[str | None] = mapped_column(String(150))
    retired_at: Mapped[Moment | None]
    retired_reason: Mapped[str | None] = mapped_column(Text)
    # The listing to go to instead of this retired one.
    forwarding_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("service.id"), index=True)
    source: Mapped[str | None] = mapped_column(String(200))
    source_id: Mapped[str | None] = mapped_column(String(200))
    source_hash: Mapped[str | None] = mapped_column(String(64))

    organization: Mapped[Organization | None] = relationship(lazy="joined")
    service_at_locations: Mapped[list[ServiceAtLocation]] = parts_of(ServiceAtLocation, "service_id")
    schedules: Mapped[list[Schedule]] = parts_of(Schedule, "service_id")
    service_areas: Mapped[list[ServiceArea]] = parts_of(ServiceArea, "service_id")
    cost_options: Mapped[list[CostOption]] = parts_of(CostOption, "service_id")
    contacts: Mapped[list[Contact]] = parts_of(Contact, "service_id")
    phones: Mapped[list[Phone]] = parts_of(Phone, "service_id")
    languages: Mapped[list[Language]] = parts_of(Language, "service_id")
    funding: Mapped[list[Funding]] = parts_of(Funding, "service_id")
    attributes: Mapped[list[Attribute]] = attributes_of("Service")
    standing: Mapped["ListingStanding | None"] = relationship(
        cascade="all, delete-orphan", lazy="selectin", passive_deletes=True
    )

    @property
    def public(self) -> bool:
        """Whether it is offered to everyone: running, and not retired."""
        return self.retired_at is None and self.status == Status.ACTIVE


class ListingStanding(Versioned, Base):
    """How a listing stands today, beside what it says: at most one row a listing, made when first needed.

    `room` holds up to and on `room_until`. Introductions are paused until, and start again on, `paused_until`.
    `weekly_limit` is how many introductions the group takes in seven days; without one it takes any number.
    """

    __tablename__ = "listing_standing"
    __table_args__ = (
        CheckConstraint("(room is null) = (room_until is null)", name="room_has_a_date"),
        CheckConstraint("wait_weeks > 0", name="some_weeks"),
        CheckConstraint("weekly_limit > 0", name="some_introductions"),
        CheckConstraint("open_reports >= 0", name="counted_reports"),
    )

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), unique=True)
    room: Mapped[Room | None] = mapped_column(word(Room, "room"))
    wait_weeks: Mapped[int | None]
    room_until: Mapped[dt.date | None]
    room_said_at: Mapped[Moment | None]
    paused_until: Mapped[dt.date | None]
    weekly_limit: Mapped[int | None]
    open_reports: Mapped[int] = mapped_column(default=0)


class ListingChange(Base, AppendOnly):
    """One change of a listing, for ever: `changes` holds {path of the field: [before, after]}."""

    __tablename__ = "listing_change"
    __table_args__ = (Index("ix_listing_change_service_id_created_at", "service_id", "created_at"),)

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id"))
    act: Mapped[Act] = mapped_column(word(Act, "act"))
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    actor_name: Mapped[str] = mapped_column(String(150))
    reason: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str | None] = mapped_column(String(200))
    changes: Mapped[dict] = mapped_column(JSON)


class ListingRedirect(Base):
    """An id that was a listing's own before that was merged into another: it leads there for ever."""

    __tablename__ = "listing_redirect"
    __table_args__ = (CheckConstraint("old_id <> service_id", name="elsewhere"),)

    old_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id"), index=True)


class ListingAlias(Base):
    """What another source calls a listing since two were merged: its next record is about the one that was kept."""

    __tablename__ = "listing_alias"
    __table_args__ = (UniqueConstraint("source", "source_id"),)

    source: Mapped[str] = mapped_column(String(200))
    source_id: Mapped[str] = mapped_column(String(200))
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id"), index=True)


# One row a listing, `number` for indexes that want whole numbers; written by the listing operations, read by search.
listing_text = Table(
    "listing_text",
    Base.metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("service_id", Uuid, ForeignKey("service.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("place", Text, nullable=False),
)

# One row a listing, prepared whenever it changes and never read through the ORM, see entries.py.
listing_entry = Table(
    "listing_entry",
    Base.metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("service_id", Uuid, ForeignKey("service.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("stamp", Integer, nullable=False, index=True),
    Column("listed", Boolean, nullable=False),
    Column("facts", Text, nullable=False),
    Column("card", Text, nullable=False),
    Column("record", Text, nullable=False),
)

# Its one row counts the transactions that changed an entry: `mark` is another after each, so that two histories of
# the same length are told apart.
listing_clock = Table(
    "listing_clock",
    Base.metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("tick", Integer, nullable=False),
    Column("mark", Uuid, nullable=False),
)

# Every word that stands in a listing, for the spelling of what people type.
listing_word = Table("listing_word", Base.metadata, Column("word", Text, primary_key=True))
