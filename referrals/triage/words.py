"""The answers that a rule of triage can suggest, each with its words."""

from core.worded import Worded


class Suggested(Worded):
    """What is suggested for a referral that waits; nothing of it is carried out by itself."""

    ACCEPT = "accept", "Accept"
    ASK = "ask", "Ask the referrer a question"
    DECLINE = "decline", "Do not accept"
    REDIRECT = "redirect", "Pass to another service"
    LOOK = "look", "Look first: decide with a colleague"
