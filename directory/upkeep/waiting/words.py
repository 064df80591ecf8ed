"""The parts of a listing that may wait for an editor, and what becomes of what a group asked for."""

from core.worded import Worded


class Part(Worded):
    """Fields of a listing that wait together or not at all."""

    NAME = "name", "Its name"
    AUDIENCE = "audience", "Who it is for"
    PLACES = "places", "Where it is"
    TOPICS = "topics", "Topics"
    OTHER = "other", "Anything that is not named here"
    STATUS = "status", "Whether it is running"
    NOTICE = "notice", "The notice"
    DESCRIPTION = "description", "What it is"
    TIMES = "times", "When"
    COST = "cost", "Cost"
    JOINING = "joining", "How to join and take part"
    CONTACT = "contact", "Telephone, email and website"
    LANGUAGES = "languages", "Languages"
    ORGANISATION = "organisation", "About the organisation"
    QUALITY = "quality", "Accreditation, licences and funding"


class Outcome(Worded):
    """What became of something that a group asked for."""

    WAITING = "waiting", "Waiting for an editor"
    ACCEPTED = "accepted", "Accepted"
    CHANGED = "changed", "Accepted in other words"
    PARTLY = "partly", "Accepted in part"
    REFUSED = "refused", "Not accepted"
    TAKEN_BACK = "taken_back", "Taken back"
    REPLACED = "replaced", "Replaced by what you sent later"
