"""The document of one referral: its sections, what was shortened in it, what we do not hold, what is left out."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from referrals.intake import discretion
from referrals.messages.prsb import reading
from referrals.messages.prsb.sections import SECTIONS, minute
from referrals.messages.prsb.shape import Shortened, Written, rows

STANDARD = "PRSB Social Prescribing Information Standard v1.1"
# Said of every referral alike, so that it tells nothing of this one.
LEFT_OUT = (
    "Safeguarding: what was said of it is read in the record alone, by those who need it. Ask the lead of the service.",
    "Sex: only gender is asked for.",
    "Documents that came with the referral, and what was said in conversations.",
)
# Where the whole of a text stands for which the standard has no element that is long enough.
RECORD = "The page and the PDF of this document, and the record"
KEPT = f"What came of it: {discretion.WHY[0].lower()}{discretion.WHY[1:]}"


@dataclass(frozen=True)
class Document:
    """A referral in the standard's shape; `sections` hold the elements by name, without those that are empty.

    They keep to the standard's lengths; `readable` are the same for people, in which nothing is shortened.
    """

    reference: str
    made_at: dt.datetime
    sections: dict[str, Any]
    readable: dict[str, Any]
    shortened: list[Shortened]
    missing: list[str]
    discreet: bool = False

    @property
    def left_out(self) -> tuple[str, ...]:
        """What no document has, and what is kept from the person's own practice."""
        return (*LEFT_OUT, KEPT) if self.discreet else LEFT_OUT

    def rows(self) -> dict[str, list[tuple[str, str]]]:
        """Every element of each section with its value, as people read them: codes and dates in words."""
        return {
            name: [(reading.label(place), reading.value(place, value)) for place, value in rows(section)]
            for name, section in self.readable.items()
        }

    def as_json(self) -> dict[str, Any]:
        """The same for a machine."""
        return {
            "standard": STANDARD,
            "conformance": "The shape only: conformance is not claimed.",
            "reference": self.reference,
            "made_at": minute(self.made_at),
            "sections": self.sections,
            "shortened": [
                {"element": one.place, "characters": one.characters, "whole_in": one.whole or RECORD}
                for one in self.shortened
            ],
            "not_held": self.missing,
            "left_out": list(self.left_out),
        }


def of(referral, *, made_at: dt.datetime) -> Document:
    """The document of a referral as it stands, or as `discretion` lets somebody read it."""
    written = Written()
    sections, readable = written.parts(SECTIONS, referral), Written(whole=True).parts(SECTIONS, referral)
    return Document(
        referral.reference, made_at, sections, readable, written.shortened, written.missing, referral.is_discreet
    )
