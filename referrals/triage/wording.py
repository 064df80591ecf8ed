"""The wording that is proposed for each answer and its reason: to the referrer, and to the person (pure).

Words to the person also fit a text message or an email: they name no service and nothing of health.
"""

from typing import NamedTuple

from referrals.words import AcceptedBecause, AskedFor, LetterKind, NotAccepted, PassedOnBecause
from referrals.workflow import REASONS


class Wording(NamedTuple):
    """What is proposed; the person's words may be empty where they are asked by the referrer."""

    referrer: str
    person: str


LETTERS = {
    "accept": LetterKind.ACCEPTED,
    "ask": LetterKind.QUESTION,
    "decline": LetterKind.DECLINED,
    "redirect": LetterKind.REDIRECTED,
}
WE_CAN_HELP = "Thank you for agreeing that we get in touch. We can help, and one of us will talk with you soon."
CANNOT = "Thank you for agreeing that we get in touch. We are sorry that we cannot help with this. {why}"
PASSED = "Thank you for agreeing that we get in touch. {why} We have told them what you told us, as you agreed."
ASKING = "Thank you for agreeing that we get in touch. We need to know a little more first and have asked about it."
WHO_ASKED = "Please talk about it with the person who asked us."

PROPOSED: dict[str, dict[str, Wording]] = {
    "accept": {
        AcceptedBecause.FITS: Wording("We have accepted this referral. A link worker will make contact.", WE_CAN_HELP),
        AcceptedBecause.ANSWERED: Wording("Thank you for the answer. We have accepted this referral.", WE_CAN_HELP),
        AcceptedBecause.EXCEPTION: Wording(
            "We have accepted this referral as an exception. Please ask us first about others like it.", WE_CAN_HELP
        ),
    },
    "ask": {
        AskedFor.DETAILS: Wording("", ASKING),
        AskedFor.NEED: Wording("What does the person hope for from us?", ASKING),
        AskedFor.RISK: Wording("What should a link worker know about the risk, and about visiting alone?", ASKING),
        AskedFor.AGREEMENT: Wording("Who agreed to this referral, and to what?", ASKING),
        AskedFor.CONTACT: Wording("How can we reach the person safely?", ""),
        AskedFor.RIGHT_SERVICE: Wording(
            "We think that another service could be better for this. Do you agree?", ASKING
        ),
        AskedFor.DUPLICATE: Wording("The person may have an open referral here. What is new in this one?", ASKING),
        AskedFor.OTHER: Wording("", ASKING),
    },
    "decline": {
        NotAccepted.OUT_OF_AREA: Wording(
            "The person lives outside our area and is with no practice that we serve.",
            CANNOT.format(why="You live outside the area where we work. " + WHO_ASKED),
        ),
        NotAccepted.UNDER_AGE: Wording(
            "The person is under our minimum age.",
            CANNOT.format(why="We work with people who are older. " + WHO_ASKED),
        ),
        NotAccepted.CLINICAL_OR_URGENT: Wording(
            "The need is clinical or urgent. Please see the person yourself: we have done nothing about it.",
            CANNOT.format(why=WHO_ASKED + " If you need help now, ring 111, or 999 in an emergency."),
        ),
        NotAccepted.SAFEGUARDING: Wording("This is a matter of safeguarding. We have sent it to the right place.", ""),
        NotAccepted.DUPLICATE: Wording(
            "The person has an open referral with us already. We go on with that one.",
            "We have been asked about you twice. You need do nothing: we go on with the first.",
        ),
        NotAccepted.INSUFFICIENT: Wording(
            "There is not enough information for us to act on. Please send it again with more.",
            CANNOT.format(why="We were not told enough. " + WHO_ASKED),
        ),
        NotAccepted.OTHER_SERVICE: Wording(
            "The person is with another service that does this.",
            CANNOT.format(why="Somebody else is helping you with it."),
        ),
        NotAccepted.PERSON_DECLINED: Wording(
            "We spoke with the person, who does not want this now.",
            "As you told us, we will do nothing more. You can change your mind at any time.",
        ),
        NotAccepted.NO_CAPACITY: Wording(
            "We have no room at present.",
            CANNOT.format(why="We have no room at present. " + WHO_ASKED),
        ),
    },
    "redirect": {
        PassedOnBecause.BETTER_PLACED: Wording(
            "Another service is better placed to help, and the person agrees that it has this referral.",
            PASSED.format(why="Somebody else can help you better and will be in touch."),
        ),
        PassedOnBecause.AREA: Wording(
            "The person lives in the other service’s area and agrees that it has this referral.",
            PASSED.format(why="Somebody who works where you live will be in touch."),
        ),
        PassedOnBecause.AGE: Wording(
            "The other service is for people of this age, and the person agrees that it has this referral.",
            PASSED.format(why="Somebody who works with people of your age will be in touch."),
        ),
        PassedOnBecause.NO_ROOM: Wording(
            "We have no room, the other service has, and the person agrees that it has this referral.",
            PASSED.format(why="Somebody who can see you sooner will be in touch."),
        ),
        PassedOnBecause.PERSON_ASKED: Wording(
            "The person asked for the other service.",
            PASSED.format(why="As you asked, somebody else will be in touch."),
        ),
        PassedOnBecause.SAFEGUARDING: Wording("This must be known to the other service, for safeguarding.", ""),
    },
}


def proposed(answer: str, reason: str | None) -> Wording:
    """What to say for this answer and reason; empty where there is no such reason."""
    return PROPOSED[answer].get(reason, Wording("", ""))


def is_ours(answer: str, words: str, *, to_person: bool = False) -> bool:
    """Whether `words` are nobody's own: empty, or exactly what is proposed for one of the answer's reasons."""
    told = {one.person if to_person else one.referrer for one in PROPOSED[answer].values()}
    return " ".join(words.split()) in {"", *(" ".join(one.split()) for one in told)}


def reasons(answer: str):
    """The codes among which this answer's reason is chosen."""
    return REASONS[answer]
