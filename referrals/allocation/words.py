"""The coded words of sharing out referrals among link workers."""

from core.worded import Worded


class Gender(Worded):
    """A link worker's gender as they wish it to be shown, and what a person may ask for; no answer is an answer."""

    WOMAN = "woman", "A woman"
    MAN = "man", "A man"
    NON_BINARY = "non_binary", "Non-binary"
