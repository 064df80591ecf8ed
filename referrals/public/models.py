"""The request of somebody without an account, as they wrote it."""

import datetime as dt
import uuid

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation
from core import clock
from core.db import Base, Moment, Versioned, word
from core.identifiers import postcode, telephone
from core.identifiers.date_of_birth import age_on
from core.working_days import working_days_between
from referrals import sources
from referrals.public.words import Proof, State
from referrals.words import AccessNeed, Source, UrgentSign


class Enquiry(Versioned, Base):
    """What somebody asked on the public form, kept apart until the service has checked it.

    Of the page's address and of the code only hashes are kept. `code_tries` counts the wrong and right codes that were
    typed for the code sent last. Somebody who asks for themselves is both the asker and the person: their name stands
    in both, and `asker_telephone` is empty.
    """

    __tablename__ = "enquiry"
    __table_args__ = (Index("ix_enquiry_service_id_state_created_at", "service_id", "state", "created_at"),)

    reference: Mapped[str] = mapped_column(String(12), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    state: Mapped[State] = mapped_column(word(State, "state"))
    source: Mapped[Source] = mapped_column(word(Source, "source"))
    asker_name: Mapped[str] = mapped_column(String(150))
    asker_role: Mapped[str | None] = mapped_column(String(100))
    asker_organisation: Mapped[str | None] = mapped_column(String(150))
    asker_email: Mapped[str | None] = mapped_column(String(320))
    asker_telephone: Mapped[str | None] = mapped_column(String(35))

    first_name: Mapped[str] = mapped_column(String(35))
    family_name: Mapped[str] = mapped_column(String(35))
    date_of_birth: Mapped[dt.date]
    postcode: Mapped[str] = mapped_column(String(8))
    telephone: Mapped[str | None] = mapped_column(String(35))
    may_leave_message: Mapped[bool] = mapped_column(Boolean(name="may_leave_message"))
    may_text: Mapped[bool] = mapped_column(Boolean(name="may_text"))
    safe_contact: Mapped[str | None] = mapped_column(Text)
    need: Mapped[str] = mapped_column(Text)
    access_needs: Mapped[list[str]] = mapped_column(JSON)
    access_details: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(60))
    needs_interpreter: Mapped[bool] = mapped_column(Boolean(name="needs_interpreter"))
    urgent_signs: Mapped[list[str]] = mapped_column(JSON)
    wording: Mapped[str] = mapped_column(String(20))

    proof: Mapped[Proof] = mapped_column(word(Proof, "proof"))
    code_hash: Mapped[str | None] = mapped_column(String(64))
    code_sent_at: Mapped[Moment | None]
    code_tries: Mapped[int] = mapped_column(Integer, default=0)
    codes_sent: Mapped[int] = mapped_column(Integer, default=0)
    proved_at: Mapped[Moment | None]

    settled_at: Mapped[Moment | None]
    settled_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    answer: Mapped[str | None] = mapped_column(Text)
    referral_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("referral.id"), index=True)
    service: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)

    @property
    def name(self) -> str:
        """The person's first and family name."""
        return f"{self.first_name} {self.family_name}"

    @property
    def nhs_number(self) -> None:
        """Nobody is asked for it here."""

    @property
    def age(self) -> int:
        """The person's age in whole years, today."""
        return age_on(self.date_of_birth, clock.today())

    @property
    def is_proved(self) -> bool:
        """Whether a code showed that the asker's address or number is theirs."""
        return self.proved_at is not None

    @property
    def asker_words(self) -> str:
        """Who asks, as people read it."""
        return sources.referrer_words(self.source, self.asker_name, self.asker_role)

    @property
    def from_words(self) -> str:
        """Where it comes from: the organisation, or what sort of person asks."""
        return self.asker_organisation or self.source.words

    @property
    def number_to_ring(self) -> str:
        """The asker's own telephone number as it is read out; empty if there is none."""
        number = self.telephone if self.source is Source.SELF else self.asker_telephone
        return telephone.spoken(number) if number else ""

    @property
    def telephone_words(self) -> str:
        """The person's number as it is read out; empty if there is none."""
        return telephone.spoken(self.telephone) if self.telephone else ""

    @property
    def place_words(self) -> str:
        """The postcode, or that there is no fixed abode."""
        return "No fixed abode" if self.postcode == postcode.NO_FIXED_ABODE else self.postcode

    @property
    def urgent_words(self) -> list[str]:
        """What they were stopped for, as people read it."""
        return [UrgentSign(code).words for code in self.urgent_signs]

    @property
    def access_words(self) -> list[str]:
        """What the person needs so as to take part, as people read it."""
        spoken = f"Interpreter needed: {self.language}" if self.needs_interpreter else f"Speaks {self.language}"
        needs = [AccessNeed(code).words for code in self.access_needs]
        return [*needs, *filter(None, [self.access_details, self.language and spoken])]

    @property
    def arrived_on(self) -> dt.date:
        """The day in England on which it came: when its code was typed, or, to be rung about, when it was sent."""
        came = self.created_at if self.proof is Proof.CALL else self.proved_at or self.created_at
        return came.astimezone(clock.LONDON).date()

    @property
    def waiting_days(self) -> int:
        """Working days in England since it came, not below 0."""
        return max(0, working_days_between(self.arrived_on, clock.today()))

    @property
    def may_be_taken_in(self) -> bool:
        """Whether a referral can still come of it: it waits, or was answered in words."""
        return self.state in {State.WAITING, State.ANSWERED}
