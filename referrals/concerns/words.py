"""The coded answers of a safeguarding concern, each with its words."""

from core.worded import Worded


class ConcernKind(Worded):
    """What the concern is about."""

    ADULT = "adult", "An adult who is abused or neglected, or may be"
    CHILD = "child", "A child at risk of harm"
    DOMESTIC = "domestic", "Domestic abuse"
    SELF = "self", "Danger to themselves"
    OTHERS = "others", "Danger to someone else"
    OTHER = "other", "Something else"


class ConcernOutcome(Worded):
    """What came of it, several at once perhaps; whoever settles it says so in words too."""

    COUNCIL = "council", "The council’s safeguarding team was told"
    POLICE = "police", "The police were told"
    EMERGENCY = "emergency", "An emergency service was called"
    PRACTICE = "practice", "The person’s GP practice was told"
    LOOKED_INTO = "looked_into", "Looked into: nobody else has to be told"
    MISTAKE = "mistake", "Raised by mistake"

    @property
    def is_alone(self) -> bool:
        """Whether nothing else can have come of it: nobody was told."""
        return self in {ConcernOutcome.LOOKED_INTO, ConcernOutcome.MISTAKE}
