"""The answers to the question whether there is a safeguarding concern."""

from core.worded import Worded


class Concern(Worded):
    """Whether there is a safeguarding concern about the person, or somebody near them."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"
