"""The tables of collections: their names and introductions, and the listings in them."""

import uuid

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, Versioned
from directory.listings.models import Service


class Collection(Versioned, Base):
    """Listings that an editor has gathered, such as "Getting out after a bereavement"."""

    __tablename__ = "collection"

    name: Mapped[str] = mapped_column(Text, unique=True)
    introduction: Mapped[str] = mapped_column(Text)
    items: Mapped[list["CollectionItem"]] = relationship(
        back_populates="collection", order_by="CollectionItem.sequence", cascade="all, delete-orphan"
    )


class CollectionItem(Base):
    """One listing in a collection; `line` says why it is there, and may be empty."""

    __tablename__ = "collection_item"
    __table_args__ = (UniqueConstraint("collection_id", "service_id"),)

    collection_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("collection.id", ondelete="CASCADE"))
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id"), index=True)
    sequence: Mapped[int]
    line: Mapped[str] = mapped_column(Text, default="")
    collection: Mapped[Collection] = relationship(back_populates="items")
    service: Mapped[Service] = relationship(lazy="joined", innerjoin=True)
