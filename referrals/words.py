"""The coded answers of referrals, each with its words.

Reasons, reasons for not accepting, closures and attendance follow the practice vocabulary of social prescribing in
England; the groups of access needs are those of the Accessible Information Standard (DAPB1605).
"""

from core.worded import Worded

# Which wording of the agreement to share was read out; a change of those words is a new version.
AGREEMENT_WORDING = "2026-11-25"
# A closure says that nothing is left for the referrer to do, so that an empty line never has to be read as that.
NO_ACTIONS = "No actions required"


class Reason(Worded):
    """Why somebody is referred; several may apply, one is the main one."""

    LONELINESS = "loneliness", "Loneliness or isolation"
    MENTAL_WELLBEING = "mental_wellbeing", "Low-level mental health"
    LONG_TERM_CONDITION = "long_term_condition", "Living with a long-term condition"
    PHYSICAL_ACTIVITY = "physical_activity", "Physical activity or weight"
    MONEY = "money", "Money, debt or benefits"
    HOUSING = "housing", "Housing or homelessness"
    FOOD_OR_FUEL = "food_or_fuel", "Not enough food or fuel"
    WORK = "work", "Work, volunteering or training"
    CARER = "carer", "Caring for someone"
    BEREAVEMENT = "bereavement", "Bereavement"
    RELATIONSHIPS = "relationships", "Relationships, family or parenting"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse"
    SUBSTANCES = "substances", "Alcohol, drugs, smoking or gambling"
    DIGITAL = "digital", "Getting online"
    TRANSPORT = "transport", "Transport or getting about"
    DAILY_LIVING = "daily_living", "Daily living or equipment"
    NEURODIVERSITY = "neurodiversity", "Learning disability, autism or neurodiversity"
    MEMORY = "memory", "Dementia or memory"
    IMMIGRATION = "immigration", "Immigration or asylum"
    LEGAL = "legal", "Legal advice"
    FREQUENT_ATTENDANCE = "frequent_attendance", "Frequent attendance"
    OTHER = "other", "Something else"


class Source(Worded):
    """Where a referral comes from; all but the clinician refer without an account."""

    CLINICIAN = "clinician", "A clinician"
    SELF = "self", "The person themselves"
    FAMILY = "family", "Family or a friend"
    HOUSING = "housing", "A housing officer"
    SOCIAL_CARE = "social_care", "Adult social care"
    POLICE = "police", "The police"
    FIRE = "fire", "The fire service"
    JOB_CENTRE = "job_centre", "A job centre"
    VOLUNTARY = "voluntary", "A charity or community group"
    OTHER = "other", "Another professional"

    @property
    def is_medical(self) -> bool:
        """Whether it comes from health care; what does not is counted apart, since it reaches other people."""
        return self is Source.CLINICIAN

    @property
    def is_professional(self) -> bool:
        """Whether whoever asks does so for an organisation."""
        return self not in {Source.SELF, Source.FAMILY}


class Priority(Worded):
    """How soon somebody should be spoken with; what cannot wait for days is no matter for this service."""

    ROUTINE = "routine", "Routine"
    URGENT = "urgent", "Soon: within a few days, not an emergency"


class UrgentSign(Worded):
    """What is no matter for a link worker's waiting list: it is asked before anything else."""

    EMERGENCY = "emergency", "A medical emergency"
    DANGER = "danger", "In danger now, or a danger to someone else"
    SUICIDE = "suicide", "Thinking about suicide, or harming themselves now"
    ABUSE = "abuse", "Being abused or neglected, or at risk of it"
    CHILD = "child", "A child at risk of harm"

    @property
    def is_safeguarding(self) -> bool:
        """Whether it tells of safeguarding, and so is read by those alone who read a safeguarding note."""
        return self in {UrgentSign.ABUSE, UrgentSign.CHILD}


class RiskKind(Worded):
    """What might harm the person or somebody who visits them; that none is known is an answer too (PRSB v1.1: 1..*)."""

    NONE_KNOWN = "none_known", "No known risks"
    FALLS = "falls", "Falls"
    SELF_HARM = "self_harm", "Self-harm or suicide, now managed"
    SELF_NEGLECT = "self_neglect", "Self-neglect"
    FROM_OTHERS = "from_others", "Harm from someone else"
    TO_OTHERS = "to_others", "Harm to others, or unsafe for a lone worker"
    SUBSTANCES = "substances", "Alcohol or drugs"
    HOME = "home", "The home: animals, clutter, access"
    HEALTH = "health", "A health condition that others should know of"
    OTHER = "other", "Another risk"


class AccessNeed(Worded):
    """What somebody needs so as to understand and take part; `people.words.GROUPS` says which belong together."""

    LIPREADS = "lipreads", "Lipreads or wears a hearing aid"
    HEARING_LOOP = "hearing_loop", "A hearing loop"
    SPEAK_CLEARLY = "speak_clearly", "Plain words, spoken slowly"
    COMMUNICATION_AID = "communication_aid", "Uses a communication aid or pictures"
    ADVOCATE = "advocate", "An advocate or supporter present"
    BSL = "bsl", "British Sign Language interpreter"
    DEAFBLIND = "deafblind", "Deafblind interpreter or guide"
    MAKATON = "makaton", "Makaton"
    SPEECH_TO_TEXT = "speech_to_text", "Lipspeaker or speech-to-text reporter"
    NOTE_TAKER = "note_taker", "Somebody to take notes"
    TEXT_ONLY = "text_only", "Text or email, not voice calls"
    CALLS_ONLY = "calls_only", "Voice calls, nothing in writing"
    TEXT_RELAY = "text_relay", "Calls through Relay UK"
    THROUGH_CARER = "through_carer", "Through a carer or supporter"
    LARGE_PRINT = "large_print", "Large print"
    EASY_READ = "easy_read", "Easy read"
    BRAILLE = "braille", "Braille"
    AUDIO = "audio", "Audio"
    ELECTRONIC = "electronic", "Electronic, to read with a screen reader"
    STEP_FREE = "step_free", "Step-free access"
    CALM_SPACE = "calm_space", "A calm, quiet place"
    MORE_TIME = "more_time", "More time"


class NoNhsNumber(Worded):
    """Why there is no NHS number."""

    NOT_KNOWN = "not_known", "Not known"
    OVERSEAS = "overseas", "From overseas"
    DEVOLVED = "devolved", "Registered in Scotland, Wales or Northern Ireland"


class GivenBy(Worded):
    """Who agreed."""

    PERSON = "person", "The person"
    ATTORNEY = "attorney", "Someone with power of attorney or a deputy"
    BEST_INTERESTS = "best_interests", "A best interests decision was made"


class GivenHow(Worded):
    """How they agreed."""

    SPOKEN = "spoken", "Spoken, face to face"
    TELEPHONE = "telephone", "Spoken, by telephone or video"
    WRITTEN = "written", "In writing"


class InterpreterUsed(Worded):
    """Whether somebody interpreted while the person was asked."""

    PROFESSIONAL = "professional", "Yes, a professional interpreter"
    INFORMAL = "informal", "Yes, a relative, a friend or a member of staff"
    NONE = "none", "No"


class NotAccepted(Worded):
    """Why a service does not take a referral."""

    OUT_OF_AREA = "out_of_area", "Out of area or not registered with a practice we serve"
    UNDER_AGE = "under_age", "Under our minimum age"
    CLINICAL_OR_URGENT = "clinical_or_urgent", "The need is clinical or urgent"
    SAFEGUARDING = "safeguarding", "Safeguarding: sent to the right place"
    DUPLICATE = "duplicate", "Already referred to us"
    INSUFFICIENT = "insufficient", "Not enough information"
    OTHER_SERVICE = "other_service", "Already with another service"
    PERSON_DECLINED = "person_declined", "The person does not want it"
    NO_CAPACITY = "no_capacity", "We have no room"


class AcceptedBecause(Worded):
    """Why a service takes a referral."""

    FITS = "fits", "It is what we are here for"
    ANSWERED = "answered", "Our question has been answered"
    EXCEPTION = "exception", "An exception to our rules"


class AskedFor(Worded):
    """What a question to the referrer is about: each could have been asked before it was sent."""

    DETAILS = "details", "Details are missing"
    NEED = "need", "It is not clear what is needed"
    RISK = "risk", "A risk is not clear"
    AGREEMENT = "agreement", "It is not clear who agreed, or to what"
    CONTACT = "contact", "How to reach the person safely"
    RIGHT_SERVICE = "right_service", "Is this the right service?"
    DUPLICATE = "duplicate", "Is it the same as an earlier referral?"
    OTHER = "other", "Something else"


class PassedOnBecause(Worded):
    """Why a referral goes on to another service; safeguarding alone needs no agreement."""

    BETTER_PLACED = "better_placed", "The other service is better placed to help"
    AREA = "area", "They live in the other service’s area"
    AGE = "age", "The other service is for their age"
    NO_ROOM = "no_room", "We have no room and the other service has"
    PERSON_ASKED = "person_asked", "The person asked for it"
    SAFEGUARDING = "safeguarding", "Safeguarding: it must be known there"


class WithdrawnBecause(Worded):
    """Why a service takes back what somebody without an account asked for: it is the person's wish, not its own."""

    NOT_WANTED = "not_wanted", "The person no longer wants it"
    HELPED = "helped", "The person has found help elsewhere"
    MOVED = "moved", "The person is moving away"
    ASKER = "asker", "Whoever asked takes it back, and the person agrees"
    OTHER = "other", "Something else"


class EnteredInErrorBecause(Worded):
    """What was wrong with a referral that should not have been made."""

    WRONG_PERSON = "wrong_person", "It is about the wrong person"
    TWICE = "twice", "It was taken in twice"
    NOT_REAL = "not_real", "It was a test, or nobody asked for it"
    OTHER = "other", "Something else"


class Closure(Worded):
    """How a referral ended."""

    GOALS_MET = "goals_met", "Goals met"
    PARTLY_MET = "partly_met", "Goals partly met"
    CONNECTED = "connected", "Connected, and needs no further support"
    SELF_MANAGING = "self_managing", "Managing by themselves"
    DISENGAGED = "disengaged", "Stopped taking part"
    UNABLE_TO_CONTACT = "unable_to_contact", "Could not be contacted"
    DECLINED = "declined", "Did not want it after contact"
    ESCALATED = "escalated", "Needs clinical or statutory help"
    MOVED = "moved", "Moved away"
    DIED = "died", "Died"
    ADMITTED = "admitted", "In hospital or long-term care"
    NOTHING_SUITABLE = "nothing_suitable", "Nothing suitable was found"
    UNSAFE = "unsafe", "Unsafe to continue"


class Method(Worded):
    """How a conversation was held or tried."""

    TELEPHONE = "telephone", "Telephone"
    VIDEO = "video", "Video call"
    CLINIC = "clinic", "At the practice or clinic"
    HOME = "home", "At home"
    COMMUNITY = "community", "Out in the community"
    TEXT = "text", "Text message"
    EMAIL = "email", "Email"
    LETTER = "letter", "Letter"


class Way(Worded):
    """How somebody is written to."""

    LETTER = "letter", "Letter"
    TEXT = "text", "Text message"
    EMAIL = "email", "Email"


class PostOutcome(Worded):
    """What became of something that was written to somebody, and that a person has to send."""

    SENT = "sent", "It has gone"
    DROPPED = "dropped", "It will not be sent"


class LetterKind(Worded):
    """What a letter to the person is about; the words head it, so they say nothing of health."""

    PROMISE = "promise", "When we will be in touch"
    NEW_DATE = "new_date", "A new date"
    IN_TOUCH = "in_touch", "While you wait"
    ACCEPTED = "accepted", "We can help"
    DECLINED = "declined", "About what you asked us"
    REDIRECTED = "redirected", "Somebody else who can help"
    QUESTION = "question", "A question for you"
    LINK_WORKER = "link_worker", "Who will be in touch"
    OTHER = "other", "A message for you"


class Attendance(Worded):
    """Whether the conversation took place."""

    ATTENDED = "attended", "Took place"
    DID_NOT_ATTEND = "did_not_attend", "Did not come"
    CANCELLED_BY_PERSON = "cancelled_by_person", "Cancelled by the person"
    CANCELLED_BY_SERVICE = "cancelled_by_service", "Cancelled by us"
    NOT_REACHED = "not_reached", "Could not be reached"


class ConnectionKind(Worded):
    """A relationship made, or a name and a number given: recorded and counted apart."""

    INTRODUCTION = "introduction", "Introduction"
    SIGNPOST = "signpost", "Signpost"


class ConnectionState(Worded):
    """What became of a connection."""

    WAITING = "waiting", "Waiting to start"
    STARTED = "started", "Has started"
    ATTENDING = "attending", "Going regularly"
    ENDED = "ended", "Ended"
    DID_NOT_START = "did_not_start", "Did not start"
    SIGNPOSTED = "signposted", "Details given"


class DidNotStart(Worded):
    """Why a connection did not start: each is a need that was not met."""

    NO_GROUP = "no_group", "No such group nearby"
    FULL = "full", "Full or a waiting list"
    TOO_FAR = "too_far", "Too far or no transport"
    COST = "cost", "Cost"
    TIMING = "timing", "Wrong time"
    NOT_ACCESSIBLE = "not_accessible", "Not accessible"
    LANGUAGE = "language", "Language or culture"
    CRITERIA = "criteria", "Did not meet the group’s criteria"
    DIGITAL = "digital", "Needs the internet"
    NOT_READY = "not_ready", "Person not ready"
    QUALITY = "quality", "Worry about quality"


class Shared(Worded):
    """What may be shared with a group, if the person agrees: the least that is needed."""

    NAME = "name", "Name"
    TELEPHONE = "telephone", "Telephone number"
    ACCESS_NEEDS = "access_needs", "Access needs"
    REASON = "reason", "What they are looking for"
