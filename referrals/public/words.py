"""The coded words of a request: where it is, and how it is known who sent it."""

from core.worded import Worded

# The version of the words that whoever asks agrees to on the form; a change of those words is a new version.
WORDING = "public-2026-11"


class State(Worded):
    """Where a request is, as the service and whoever asked read it."""

    UNPROVEN = "unproven", "Not sent yet: the code is missing"
    WAITING = "waiting", "Waiting to be checked"
    TAKEN_IN = "taken_in", "Taken in as a referral"
    ANSWERED = "answered", "Answered"


class Proof(Worded):
    """How whoever asks shows that the address or number is theirs."""

    EMAIL = "email", "Email me a code"
    TEXT = "text", "Text me a code"
    CALL = "call", "Ring me to check"
