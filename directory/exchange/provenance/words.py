"""How a conflict between a source and the directory was settled."""

from core.worded import Worded


class Choice(Worded):
    """Whose words stand."""

    OURS = "ours", "Keep what we say"
    THEIRS = "theirs", "Take what the feed says"
    AGREED = "agreed", "Both say the same now"
