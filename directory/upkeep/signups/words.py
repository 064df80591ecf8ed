"""The words of a sign-up: where it is, as the group and the editors read it."""

from core.worded import Worded


class State(Worded):
    """Where a sign-up is."""

    UNPROVED = "unproved", "Waiting until you open the link in our email"
    WAITING = "waiting", "Waiting for an editor"
    APPROVED = "approved", "In the directory"
    REFUSED = "refused", "Not put into the directory"
