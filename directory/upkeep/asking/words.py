"""The words for asking: what a group answered, whether it can be written to, and what comes next."""

from core.worded import Worded


class Answer(Worded):
    """What a group said of its listing, by a link or with its account."""

    YES = "yes", "all right"
    CHANGED = "changed", "changed something"
    ROOM = "room", "said whether there is room"
    STOPPED = "stopped", "said that it has stopped"


class Reach(Worded):
    """Whether the group can be written to, or why not."""

    OPEN = "open", "It can be written to"
    NO_ADDRESS = "no_address", "The listing has no email address"
    BOUNCED = "bounced", "Mail to its address comes back"
    NO_MAIL = "no_mail", "Whoever reads its mail wants none from us"


class Told(Worded):
    """Why an editor was told of a listing that is not confirmed."""

    SILENT = "silent", "Nobody answers"
    NO_ADDRESS = "no_address", "There is no email address to ask"
    BOUNCED = "bounced", "Mail to its address comes back"
    NO_MAIL = "no_mail", "The group wants no mail from us"


class Step(Worded):
    """What the nightly round does about one listing; `done` is how it tells of it."""

    ASK = "ask", "Ask the group"
    REMIND = "remind", "Remind the group"
    TELL = "tell", "Tell an editor"

    @property
    def done(self) -> str:
        """As the round says it: "12 asked"."""
        return {"ask": "asked", "remind": "reminded"}.get(self, "told to the editors")


class Wish(Worded):
    """What an editor wants of a listing's rhythm."""

    USUAL = "usual", "Ask as usual"
    PAUSE = "pause", "Let the group be for a while"
    NOW = "now", "Write to the group now"
