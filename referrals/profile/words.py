"""The coded words of a service's profile: whether it takes referrals, and why it is not open to somebody."""

from core.worded import Worded


class Taking(Worded):
    """Whether a service takes referrals now."""

    TAKING = "taking", "Taking referrals"
    URGENT_ONLY = "urgent_only", "Taking only referrals that should be soon"
    PAUSED = "paused", "Paused"


class Ground(Worded):
    """Why a service is not open to somebody; each has words for where else they can go."""

    TOO_YOUNG = "too_young", "Younger people"
    TOO_OLD = "too_old", "Older people"
    OUT_OF_AREA = "out_of_area", "People from elsewhere"
    REASON = "reason", "Reasons that the service does not take"
    CAPACITY = "capacity", "While there is no room"
    PRE_CHECK = "pre_check", "A question answered with no"
