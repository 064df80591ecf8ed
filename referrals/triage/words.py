"""The words of triage: which answers a rule can suggest, and what else of a referral a rule can look at."""

from core.worded import Worded


class Suggested(Worded):
    """What is suggested for a referral that waits; nothing of it is carried out by itself."""

    ACCEPT = "accept", "Accept"
    ASK = "ask", "Ask the referrer a question"
    DECLINE = "decline", "Do not accept"
    REDIRECT = "redirect", "Pass to another service"
    LOOK = "look", "Look first: decide with a colleague"


class Mark(Worded):
    """What is true of a referral or not."""

    URGENT_SIGN = "urgent_sign", "An urgent sign was named"
    URGENT = "urgent", "It was sent to be soon"
    DUPLICATE = "duplicate", "The same person may have an open referral here"
    BEFORE = "before", "The person was referred here before"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse, or harm from someone else"
    NO_TELEPHONE = "no_telephone", "There is no telephone number"
    NO_FIXED_ABODE = "no_fixed_abode", "There is no fixed abode"
    INTERPRETER = "interpreter", "An interpreter is needed"
    ANSWERED = "answered", "The referrer has answered our question"
