"""The person whom a referral is for: identity, how they may be reached safely, and what they need to take part."""

import datetime as dt

from sqlalchemy import JSON, Boolean, CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core import clock
from core.db import Base, Versioned, word
from core.identifiers import nhs_number, postcode, telephone
from core.identifiers.date_of_birth import age_on
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
    date_of_birth: Mapped[dt.date] = mapped_column(index=True)
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
    def age(self) -> int:
        """Whole years, today."""
        return age_on(self.date_of_birth, clock.today())

    @property
    def nhs_number_words(self) -> str:
        """The NHS number in its groups, or why there is none."""
        if self.nhs_number:
            return nhs_number.spaced(self.nhs_number)
        if self.no_nhs_number is NoNhsNumber.NOT_KNOWN:
            return self.no_nhs_number.words
        return f"None: {self.no_nhs_number.words[0].lower()}{self.no_nhs_number.words[1:]}"

    @property
    def telephone_words(self) -> str:
        """The telephone number as it is read out; empty if there is none."""
        return telephone.spoken(self.telephone) if self.telephone else ""

    @property
    def telephone_link(self) -> str:
        """The address that rings it; empty if there is none."""
        return telephone.link(self.telephone) if self.telephone else ""

    @property
    def place_words(self) -> str:
        """The postcode, or that there is no fixed abode."""
        return "No fixed abode" if self.postcode == postcode.NO_FIXED_ABODE else self.postcode

    @property
    def contact_warnings(self) -> list[str]:
        """What must not be done when making contact, the person's own words last. Empty if every way is open."""
        forbidden = (
            (not self.telephone, f"No telephone. {self.other_contact or ''}".strip()),
            (not self.may_leave_message, "Do not leave a message or voicemail."),
            (not self.may_text, "Do not send text messages."),
            (self.safe_contact, self.safe_contact),
        )
        return [words for holds, words in forbidden if holds]

    @property
    def communication_words(self) -> list[str]:
        """What they need so as to understand and take part: access needs, details, language, interpreter."""
        spoken = f"Interpreter needed: {self.language}" if self.needs_interpreter else f"Speaks {self.language}"
        return [*self.access_words, *filter(None, [self.access_details, self.language and spoken])]

    @property
    def access_words(self) -> list[str]:
        """The access needs as people read them."""
        return [AccessNeed(code).words for code in self.access_needs]
