"""The person whom a referral is for: identity, how they may be reached safely, and what they need to take part."""

import datetime as dt

from sqlalchemy import JSON, Boolean, CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Versioned, word
from referrals.words import AccessNeed, NoNhsNumber


class Person(Versioned, Base):
    """Somebody referred. Lengths of names and contact details are those of PRSB v1.1.

    `nhs_number` is ten digits; its status is always "present, not traced" (02), because nobody here asks the
    national index. `telephone` is E.164; `other_contact` says how else they are reached. `postcode` may be ZZ99 3VZ,
    no fixed abode.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("(nhs_number is null) <> (no_nhs_number is null)", name="nhs_number_or_why_none"),
    )

    first_name: Mapped[str] = mapped_column(String(35))
    family_name: Mapped[str] = mapped_column(String(35))
    preferred_name: Mapped[str | None] = mapped_column(String(70))
    date_of_birth: Mapped[dt.date]
    nhs_number: Mapped[str | None] = mapped_column(String(10), index=True)
    no_nhs_number: Mapped[NoNhsNumber | None] = mapped_column(word(NoNhsNumber, "no_nhs_number"))
    telephone: Mapped[str | None] = mapped_column(String(35))
    other_contact: Mapped[str | None] = mapped_column(String(255))
    email: Mapped[str | None] = mapped_column(String(255))
    postcode: Mapped[str] = mapped_column(String(8))
    may_leave_message: Mapped[bool] = mapped_column(Boolean(name="may_leave_message"))
    may_text: Mapped[bool] = mapped_column(Boolean(name="may_text"))
    safe_contact: Mapped[str | None] = mapped_column(Text)
    access_needs: Mapped[list[str]] = mapped_column(JSON, default=list)
    access_details: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(60))
    needs_interpreter: Mapped[bool] = mapped_column(Boolean(name="needs_interpreter"), default=False)

    @property
    def name(self) -> str:
        """First and family name."""
        return f"{self.first_name} {self.family_name}"

    @property
    def access_words(self) -> list[str]:
        """The access needs as people read them."""
        return [AccessNeed(code).words for code in self.access_needs]
