"""What was written to a person, kept as it was written."""

import uuid

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import AppendOnly, Base, Moment, word
from referrals.words import AccessNeed, LetterKind, PostOutcome, Way


class Letter(Base, AppendOnly):
    """One letter, text message or email: what it says, in which forms it is needed, who wrote it and for whom.

    `formats` are the codes of the access needs that bear on how it is written, as they were known that day.
    `organisation_id` is whoever's letter it is: nobody else opens it.
    """

    __tablename__ = "letter"

    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[LetterKind] = mapped_column(word(LetterKind, "letter_kind"))
    way: Mapped[Way] = mapped_column(word(Way, "letter_way"))
    words: Mapped[str] = mapped_column(Text)
    formats: Mapped[list[str]] = mapped_column(JSON)
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    author_name: Mapped[str] = mapped_column(String(150))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    post: Mapped["Posting | None"] = relationship(lazy="joined", viewonly=True)

    @property
    def format_words(self) -> list[str]:
        """The forms in which the person needs it, as people read them."""
        return [AccessNeed(code).words for code in self.formats]

    @property
    def is_large(self) -> bool:
        """Whether it is printed in large letters."""
        return AccessNeed.LARGE_PRINT in self.formats

    @property
    def waits(self) -> bool:
        """Whether somebody still has to print it, or to type it into a telephone: an email goes by itself."""
        return self.post is not None and self.post.outcome is None


class Posting(Base):
    """A letter or a text message on its way: `outcome` is None while it waits for somebody to send it.

    `author_name` is who said what became of it, `settled_at` when.
    """

    __tablename__ = "letter_post"
    __table_args__ = (Index(None, "organisation_id", "outcome"),)

    letter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("letter.id"), unique=True)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    outcome: Mapped[PostOutcome | None] = mapped_column(word(PostOutcome, "post_outcome"))
    settled_at: Mapped[Moment | None]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    author_name: Mapped[str] = mapped_column(String(150), default="")
