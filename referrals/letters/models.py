"""What was written to a person, kept as it was written."""

import uuid

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import AppendOnly, Base, word
from referrals.words import AccessNeed, LetterKind, Way


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
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    sent: Mapped["LetterSent | None"] = relationship(lazy="joined", viewonly=True)

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
        return self.way is not Way.EMAIL and self.sent is None


class LetterSent(Base):
    """That a letter or a text message has gone, said by whoever sent it; taken out again where it has not."""

    __tablename__ = "letter_sent"

    letter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("letter.id"), unique=True)
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    author_name: Mapped[str] = mapped_column(String(150))
