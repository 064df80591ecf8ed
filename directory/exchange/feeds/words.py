"""The words for feeds: what kind they are, how a run ended, under which licence their listings may be used."""

from enum import StrEnum

from core.worded import Worded


class FeedKind(Worded):
    """Where a feed is read from."""

    ADDRESS = "address", "Fetched from its address"
    FILE = "file", "Read from files"


class RunState(Worded):
    """How far a run came."""

    RUNNING = "running", "Running"
    COMPLETE = "complete", "Complete"
    PARTIAL = "partial", "Taken in, but the feed was not complete"
    FAILED = "failed", "Failed"


class Licence(Worded):
    """What the publisher allows; no feed carries it, so somebody has to find out and say."""

    UNKNOWN = "unknown", "Not known"
    OGL = "ogl", "Open Government Licence 3.0"
    CC_BY = "cc_by", "Creative Commons Attribution (CC BY)"
    CC_BY_SA = "cc_by_sa", "Creative Commons Attribution-ShareAlike (CC BY-SA)"
    CC0 = "cc0", "Public domain (CC0)"
    AGREEMENT = "agreement", "An agreement with the publisher"
    OTHER = "other", "Another licence"


class Tally(StrEnum):
    """What a run counts."""

    READ = "read"
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    CONFLICTS = "conflicts"
    FLAGGED = "flagged"
