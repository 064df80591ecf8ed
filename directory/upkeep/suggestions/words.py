"""What may become of the topics that a group suggests."""

from core.worded import Worded


class State(Worded):
    """Open ones wait for an editor; the others are decisions."""

    OPEN = "open", "Waits for an editor"
    ACCEPTED = "accepted", "The listing has these topics now"
    OTHER = "other", "The listing was given other topics"
    REFUSED = "refused", "The listing was not given these topics"


class Decision(Worded):
    """What an editor may do with a suggestion."""

    ACCEPT = "accepted", "Give it the topics that the group suggests"
    OTHER = "other", "Give it other topics"
    REFUSE = "refused", "Give it none of them"
