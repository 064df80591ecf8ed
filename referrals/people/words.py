"""The coded facts of a person, each with its words: who they are, how they may be reached, what they need.

Gender is the NHS Data Dictionary's GENDER IDENTITY CODE; sex at birth is nowhere in this application, because both
together can disclose that somebody has changed gender. Ethnicity is its ETHNIC CATEGORY CODE, 16+1. The four groups of
access needs are those of the Accessible Information Standard (DAPB1605).
"""

from core.worded import Worded
from referrals.words import AccessNeed


class Gender(Worded):
    """The person's gender, as they say it."""

    MALE = "1", "Male (including trans man)"
    FEMALE = "2", "Female (including trans woman)"
    NON_BINARY = "3", "Non-binary"
    OTHER = "4", "Another gender"
    NOT_STATED = "Z", "Prefers not to say"
    NOT_KNOWN = "X", "Not known"


class Ethnicity(Worded):
    """The person's ethnic category, as they say it."""

    WHITE_BRITISH = "A", "White: British"
    WHITE_IRISH = "B", "White: Irish"
    WHITE_OTHER = "C", "White: any other background"
    WHITE_AND_BLACK_CARIBBEAN = "D", "Mixed: White and Black Caribbean"
    WHITE_AND_BLACK_AFRICAN = "E", "Mixed: White and Black African"
    WHITE_AND_ASIAN = "F", "Mixed: White and Asian"
    MIXED_OTHER = "G", "Mixed: any other background"
    INDIAN = "H", "Asian: Indian"
    PAKISTANI = "J", "Asian: Pakistani"
    BANGLADESHI = "K", "Asian: Bangladeshi"
    ASIAN_OTHER = "L", "Asian: any other background"
    CARIBBEAN = "M", "Black: Caribbean"
    AFRICAN = "N", "Black: African"
    BLACK_OTHER = "P", "Black: any other background"
    CHINESE = "R", "Chinese"
    OTHER = "S", "Any other ethnic group"
    NOT_STATED = "Z", "Prefers not to say"
    NOT_KNOWN = "99", "Not known"


class NoGpPractice(Worded):
    """Why there is no GP practice."""

    NOT_REGISTERED = "not_registered", "Not registered with a practice"
    NOT_KNOWN = "not_known", "Not known"


class InterpreterGender(Worded):
    """Whom the person wants as an interpreter, if that matters to them."""

    WOMAN = "woman", "A woman"
    MAN = "man", "A man"


class ContactWay(Worded):
    """A way of reaching somebody; `referrals.words.Way` are those of them by which something is written."""

    TELEPHONE = "telephone", "Telephone call"
    TEXT = "text", "Text message"
    EMAIL = "email", "Email"
    LETTER = "letter", "Letter"
    VOICEMAIL = "voicemail", "Voicemail or a message left with somebody"
    VISIT = "visit", "Visit at home"


class AccessGroup(Worded):
    """What kind of access need it is: the standard's four groups, and what a place must offer."""

    SUPPORT = "support", "To communicate"
    PROFESSIONAL = "professional", "Somebody to interpret or help"
    CONTACT = "contact", "How to make contact"
    FORMAT = "format", "How information is written"
    PLACE = "place", "Where and when to meet"


N = AccessNeed
GROUPS: dict[AccessGroup, tuple[AccessNeed, ...]] = {
    AccessGroup.SUPPORT: (N.LIPREADS, N.HEARING_LOOP, N.SPEAK_CLEARLY, N.COMMUNICATION_AID, N.ADVOCATE),
    AccessGroup.PROFESSIONAL: (N.BSL, N.DEAFBLIND, N.MAKATON, N.SPEECH_TO_TEXT, N.NOTE_TAKER),
    AccessGroup.CONTACT: (N.TEXT_ONLY, N.CALLS_ONLY, N.TEXT_RELAY, N.THROUGH_CARER),
    AccessGroup.FORMAT: (N.LARGE_PRINT, N.EASY_READ, N.BRAILLE, N.AUDIO, N.ELECTRONIC),
    AccessGroup.PLACE: (N.STEP_FREE, N.CALM_SPACE, N.MORE_TIME),
}

# A need that leaves some ways of making contact out.
RULED_OUT: dict[AccessNeed, frozenset[ContactWay]] = {
    N.TEXT_ONLY: frozenset({ContactWay.TELEPHONE, ContactWay.VOICEMAIL}),
    N.CALLS_ONLY: frozenset({ContactWay.LETTER, ContactWay.TEXT, ContactWay.EMAIL}),
}
