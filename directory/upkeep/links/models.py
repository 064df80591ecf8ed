"""The links that were sent to groups: of each only the hash of its token is kept."""

import uuid

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, Moment, word
from directory.listings.models import Service
from directory.upkeep.links.words import Purpose


class GroupLink(Base):
    """A link for one purpose, one listing and one address.

    `published` says that the address stood on the listing when the link was made: then it opens only while it does.
    `about_id` is the record that it is about beside the listing, if there is one.
    """

    __tablename__ = "group_link"
    __table_args__ = (Index("ix_group_link_service_id_purpose", "service_id", "purpose"),)

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[Purpose] = mapped_column(word(Purpose, "purpose"))
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(320))
    published: Mapped[bool]
    about_id: Mapped[uuid.UUID | None]
    expires_at: Mapped[Moment] = mapped_column(index=True)
    used_at: Mapped[Moment | None]
    void_at: Mapped[Moment | None]
    service: Mapped[Service] = relationship(lazy="select")
