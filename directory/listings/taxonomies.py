"""Taxonomies, their terms, and the attributes that tie a term to whatever it describes."""

import uuid

from sqlalchemy import ForeignKey, Index, Integer, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from core.db import Base, Versioned
from directory.listings.extra import Extra

OWN = "Topics"
FOR_WHOM = "For whom"
# What feeds call their own words for whom a listing is for; many are merged into terms of FOR_WHOM.
AUDIENCE = "Audience"
# The code of the application and of feeds means these by their names.
FIXED_NAMES = (OWN, FOR_WHOM, AUDIENCE)
# The taxonomies whose terms say what a listing is about; others say how to join it, or how it is given.
TOPICAL = (OWN, FOR_WHOM, AUDIENCE)


class Taxonomy(Extra, Base):
    """A list of terms that somebody keeps, such as "Audience".

    `version` is the edition that its publisher names (Open Referral's word); `revision` counts our changes.
    """

    __tablename__ = "taxonomy"

    name: Mapped[str] = mapped_column(Text, unique=True)
    description: Mapped[str | None] = mapped_column(Text)
    uri: Mapped[str | None] = mapped_column(Text)
    version: Mapped[str | None] = mapped_column(Text)
    # Ours: where it came from, under what licence, and the words that must stand wherever it is shown.
    revision: Mapped[int] = mapped_column(Integer)
    source: Mapped[str | None] = mapped_column(Text)
    licence: Mapped[str | None] = mapped_column(Text)
    attribution: Mapped[str | None] = mapped_column(Text)
    terms: Mapped[list["TaxonomyTerm"]] = relationship(back_populates="taxonomy_detail", order_by="TaxonomyTerm.name")

    @declared_attr.directive
    def __mapper_args__(cls) -> dict:
        return {"version_id_col": cls.revision}


class TaxonomyTerm(Extra, Versioned, Base):
    """One term of a taxonomy; pages call it a topic or a tag.

    One that was merged stays, so that its id and its name lead to the term `merged_into_id` for ever. That one is
    never merged itself: whatever pointed to it moves on with it.
    """

    __tablename__ = "taxonomy_term"
    __table_args__ = (Index("ix_taxonomy_term_taxonomy_id_name", "taxonomy_id", "name"),)

    taxonomy_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("taxonomy.id"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    code: Mapped[str | None] = mapped_column(Text)
    term: Mapped[str | None] = mapped_column(Text)
    term_uri: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(Text)
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("taxonomy_term.id"), index=True)
    taxonomy_detail: Mapped[Taxonomy] = relationship(back_populates="terms", lazy="joined", innerjoin=True)

    @property
    def taxonomy(self) -> str:
        """The name of its taxonomy, which Open Referral repeats in every term."""
        return self.taxonomy_detail.name

    @property
    def label(self) -> str:
        """Its name as pages show it: of "Parents>Grandparents", as feeds write a term under another, the last part."""
        return self.name.rpartition(">")[2].strip() or self.name


class Attribute(Extra, Base):
    """A term said of a service, an organization or a location: `link_entity` names the table, `link_id` the row."""

    __tablename__ = "attribute"
    __table_args__ = (
        Index("ix_attribute_link_id_link_entity", "link_id", "link_entity"),
        Index("ix_attribute_taxonomy_term_id_link_id", "taxonomy_term_id", "link_id"),
    )

    link_id: Mapped[uuid.UUID]
    link_entity: Mapped[str] = mapped_column(Text)
    link_type: Mapped[str | None] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(Text)
    label: Mapped[str | None] = mapped_column(Text)
    taxonomy_term_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("taxonomy_term.id"))
    sequence: Mapped[int] = mapped_column(default=0)
    taxonomy_term: Mapped[TaxonomyTerm | None] = relationship(lazy="joined")


class TaxonomyFile(Base):
    """A file of terms that an editor has brought and not yet decided on; `taxonomy_name` is what it is to be called."""

    __tablename__ = "taxonomy_file"

    taxonomy_name: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


def attributes_of(owner: str, entity: str = ""):
    """The attributes of the class called `owner`, whose table is `entity`, or that name in small letters."""
    entity = entity or owner.lower()
    return relationship(
        "Attribute",
        primaryjoin=f"and_({owner}.id == foreign(Attribute.link_id), Attribute.link_entity == '{entity}')",
        order_by="Attribute.sequence",
        cascade="all, delete-orphan",
        lazy="selectin",
        overlaps="attributes",
    )
