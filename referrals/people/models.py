"""The person whom a referral is for: identity, how they may be reached safely, and what they need to take part."""

import datetime as dt

from sqlalchemy import JSON, Boolean, CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core import clock
from core.db import Base, Versioned, word
from core.identifiers import nhs_number, postcode, telephone
from core.identifiers.date_of_birth import age_on
from referrals.people import languages
from referrals.people.reached import Reached, their_carer, themselves
from referrals.people.words import RULED_OUT, ContactWay, Ethnicity, Gender, InterpreterGender, NoGpPractice
from referrals.words import AccessNeed, NoNhsNumber

# The Accessible Information Standard has needs looked at again; a year is what an installation of ours allows.
REVIEW_AFTER = dt.timedelta(days=365)
# These have a sentence of their own.
NEVER_SAID = frozenset({ContactWay.VOICEMAIL, ContactWay.TEXT})


class Person(Versioned, Base):
    """Somebody referred. Lengths of names and contact details are those of PRSB v1.1.

    `nhs_number` is ten digits; its status is always "present, not traced" (02), because nobody here asks the
    national index. `telephone` is E.164; `other_contact` says how else they are reached. `postcode` may be ZZ99 3VZ,
    no fixed abode. `address` has up to five lines, the postcode apart; none where it is not known. `never_by` are the
    ways that were ruled out. `access_review_on` is the day by which the access needs are asked about again.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("(nhs_number is null) <> (no_nhs_number is null)", name="nhs_number_or_why_none"),
        CheckConstraint("(gp_practice_name is null) <> (no_gp_practice is null)", name="gp_practice_or_why_none"),
    )

    first_name: Mapped[str] = mapped_column(String(35))
    family_name: Mapped[str] = mapped_column(String(35))
    preferred_name: Mapped[str | None] = mapped_column(String(70))
    date_of_birth: Mapped[dt.date] = mapped_column(index=True)
    nhs_number: Mapped[str | None] = mapped_column(String(10), index=True)
    no_nhs_number: Mapped[NoNhsNumber | None] = mapped_column(word(NoNhsNumber, "no_nhs_number"))
    gender: Mapped[Gender] = mapped_column(word(Gender, "gender"), default=Gender.NOT_KNOWN)
    ethnicity: Mapped[Ethnicity] = mapped_column(word(Ethnicity, "ethnicity"), default=Ethnicity.NOT_KNOWN)
    address: Mapped[list[str]] = mapped_column(JSON, default=list)
    gp_practice_name: Mapped[str | None] = mapped_column(String(150))
    gp_practice_code: Mapped[str | None] = mapped_column(String(9))
    no_gp_practice: Mapped[NoGpPractice | None] = mapped_column(word(NoGpPractice, "no_gp_practice"))
    telephone: Mapped[str | None] = mapped_column(String(35))
    other_contact: Mapped[str | None] = mapped_column(String(255))
    email: Mapped[str | None] = mapped_column(String(255))
    postcode: Mapped[str] = mapped_column(String(8))
    may_leave_message: Mapped[bool] = mapped_column(Boolean(name="may_leave_message"))
    may_text: Mapped[bool] = mapped_column(Boolean(name="may_text"))
    safe_contact: Mapped[str | None] = mapped_column(Text)
    contact_when: Mapped[str | None] = mapped_column(String(200))
    preferred_way: Mapped[ContactWay | None] = mapped_column(word(ContactWay, "preferred_way"))
    voicemail_words: Mapped[str | None] = mapped_column(String(200))
    never_by: Mapped[list[str]] = mapped_column(JSON, default=list)
    carer_name: Mapped[str | None] = mapped_column(String(70))
    carer_relationship: Mapped[str | None] = mapped_column(String(70))
    carer_telephone: Mapped[str | None] = mapped_column(String(35))
    contact_carer: Mapped[bool] = mapped_column(Boolean(name="contact_carer"), default=False)
    is_carer: Mapped[bool] = mapped_column(Boolean(name="is_carer"), default=False)
    access_needs: Mapped[list[str]] = mapped_column(JSON, default=list)
    access_details: Mapped[str | None] = mapped_column(Text)
    access_review_on: Mapped[dt.date | None]
    language: Mapped[str | None] = mapped_column(String(60))
    written_language: Mapped[str | None] = mapped_column(String(60))
    needs_interpreter: Mapped[bool] = mapped_column(Boolean(name="needs_interpreter"), default=False)
    interpreter_gender: Mapped[InterpreterGender | None] = mapped_column(word(InterpreterGender, "interpreter_gender"))
    not_interpreting: Mapped[str | None] = mapped_column(String(200))

    @property
    def name(self) -> str:
        """First and family name."""
        return f"{self.first_name} {self.family_name}"

    @property
    def called(self) -> str:
        """The name that they like to be called by, or else the first name."""
        return self.preferred_name or self.first_name

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
    def address_words(self) -> str:
        """The address in one line with the postcode, or that there is no fixed abode."""
        return ", ".join([*(self.address or []), self.place_words])

    @property
    def gp_practice_words(self) -> str:
        """The GP practice with its code, or why there is none."""
        if self.no_gp_practice:
            return self.no_gp_practice.words
        return f"{self.gp_practice_name} ({self.gp_practice_code})" if self.gp_practice_code else self.gp_practice_name

    @property
    def forbidden_ways(self) -> frozenset[ContactWay]:
        """The ways in which nobody may make contact, with them or with whoever is contacted instead.

        They are those that were ruled out, and messages and texts that nobody allowed; for the person themselves also
        what an access need leaves out, which is theirs and not their carer's: a deaf man's daughter may be rung.
        """
        allowed = {ContactWay.VOICEMAIL: self.may_leave_message, ContactWay.TEXT: self.may_text}
        ways = {ContactWay(way) for way in self.never_by or ()}
        ways |= {way for way, yes in allowed.items() if not yes}
        return frozenset(ways if self.contacts_carer else ways | self.left_out_by_needs)

    @property
    def left_out_by_needs(self) -> frozenset[ContactWay]:
        """The ways that the person's own access needs leave out, whoever is contacted."""
        return frozenset().union(*(RULED_OUT.get(need, ()) for need in self.access_needs or ()))

    def may_be_reached_by(self, way: ContactWay) -> bool:
        """Whether somebody may make contact in this way, and whoever is contacted has what it takes.

        What was ruled out is forbidden whoever is contacted.
        """
        return way not in self.forbidden_ways and self.reached.has(ContactWay(way))

    @property
    def contacts_carer(self) -> bool:
        """Whether their carer or representative is contacted instead of them."""
        through_carer = AccessNeed.THROUGH_CARER in (self.access_needs or ())
        return bool(self.carer_name) and (bool(self.contact_carer) or through_carer)

    @property
    def reached(self) -> Reached:
        """Who is rung and written to: they themselves, or whoever is contacted instead."""
        return their_carer(self) if self.contacts_carer else themselves(self)

    @property
    def carer_words(self) -> str:
        """Who cares for or represents them, with telephone; empty if nobody was named."""
        if not self.carer_name:
            return ""
        carer = their_carer(self)
        return ", ".join(filter(None, [carer.who, carer.telephone_words]))

    @property
    def contact_forbidden(self) -> list[str]:
        """The ways in which nobody may make contact, in words."""
        never = [way for way in ContactWay if way in (self.never_by or ()) and way not in NEVER_SAID]
        said = {
            ContactWay.VOICEMAIL: "Do not leave a message or voicemail.",
            ContactWay.TEXT: "Do not send text messages.",
        }
        first = [words for way, words in said.items() if way in self.forbidden_ways]
        return [*first, *(f"Never by: {way.words.lower()}." for way in never)]

    @property
    def contact_instead(self) -> str:
        """Who is to be contacted and not they; empty if they are."""
        return f"Contact {self.carer_words} instead." if self.contacts_carer else ""

    @property
    def contact_warnings(self) -> list[str]:
        """What to heed when making contact, the referrer's own words last. Empty if every way is open."""
        holding = (
            (not self.telephone, f"No telephone. {self.other_contact or ''}".strip()),
            (self.contact_instead, self.contact_instead),
            *((True, words) for words in self.contact_forbidden),
            (self.preferred_way, f"Best by: {self.preferred_way.words.lower()}." if self.preferred_way else ""),
            (self.contact_when, f"When: {self.contact_when}"),
            (self.voicemail_words, f"In a message say only: {self.voicemail_words}"),
            (self.safe_contact, self.safe_contact),
        )
        return [words for holds, words in holding if holds]

    @property
    def communication_words(self) -> list[str]:
        """What they need so as to understand and take part: access needs, details, languages, interpreter."""
        return [*self.access_words, *filter(None, [self.access_details]), *languages.words(self)]

    @property
    def access_words(self) -> list[str]:
        """The access needs as people read them."""
        return [AccessNeed(code).words for code in self.access_needs]

    @property
    def access_review_due(self) -> bool:
        """Whether the day has come on which the access needs were to be asked about again."""
        return self.access_review_on is not None and self.access_review_on <= clock.today()
