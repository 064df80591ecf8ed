"""The words of claims: how somebody shows that they belong to a group, and what became of it."""

from core.worded import Worded


class Proof(Worded):
    """How somebody shows that a listing is their group's."""

    MAIL = "mail", "They opened the link that we sent to the listing’s own email address"
    EDITOR = "editor", "They ask an editor to check"


class State(Worded):
    """What became of a claim."""

    WAITING = "waiting", "Waiting for an editor"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"
