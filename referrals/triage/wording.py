"""The wording that is proposed for each answer and its reason: to the referrer, and to the person (pure).

Words to the person, or to the carer who is contacted instead, also fit a text message or an email: they name no service
and nothing of health. Who writes is put before them, as far as the person's answers allow (letters.ways).
"""

import datetime as dt
from typing import NamedTuple

from core.templating import weekday
from referrals.words import AcceptedBecause, AskedFor, LetterKind, NotAccepted, PassedOnBecause
from referrals.workflow import REASONS


class Wording(NamedTuple):
    """What is proposed; the person's words may be empty where they are asked by the referrer.

    `carer` is what is read by whoever is contacted instead, after a sentence that says whom it is about.
    """

    referrer: str
    person: str
    carer: str = ""


# No day has longer words than a Wednesday in September of another year.
LONGEST_DAY = dt.date(2099, 9, 30)
LETTERS = {
    "accept": LetterKind.ACCEPTED,
    "ask": LetterKind.QUESTION,
    "decline": LetterKind.DECLINED,
    "redirect": LetterKind.REDIRECTED,
}
THANKS = "Thank you for agreeing that we get in touch."
WE_CAN_HELP = "We can help, and one of us will talk with you soon."
SORRY = "We are sorry that we cannot help with this."
ASKING = "We need to know a little more first and have asked about it."
WHO_ASKED = "Please talk about it with the person who asked us."
NO_ROOM = "We have no room at present."


def _both(referrer: str, words: str) -> Wording:
    """The same words to the person and to a carer, who has agreed to nothing that they are thanked for."""
    return Wording(referrer, f"{THANKS} {words}", words)


def _accept(referrer: str) -> Wording:
    return _both(referrer, WE_CAN_HELP)


def _ask(referrer: str) -> Wording:
    return _both(referrer, ASKING)


def _decline(referrer: str, person: str, carer: str | None = None) -> Wording:
    """Why it cannot be, said to the person; and to the carer, where that reads otherwise."""
    return Wording(referrer, f"{THANKS} {SORRY} {person}", f"{SORRY} {carer or person}")


def _pass_on(referrer: str, person: str, carer: str) -> Wording:
    return Wording(
        referrer,
        f"{THANKS} {person} We have told them what you told us, as you agreed.",
        f"{carer} What we were told, we have passed on, as was agreed.",
    )


PROPOSED: dict[str, dict[str, Wording]] = {
    "accept": {
        AcceptedBecause.FITS: _accept("We have accepted this referral. A link worker will make contact."),
        AcceptedBecause.ANSWERED: _accept("Thank you for the answer. We have accepted this referral."),
        AcceptedBecause.EXCEPTION: _accept(
            "We have accepted this referral as an exception. Please ask us first about others like it."
        ),
    },
    "ask": {
        AskedFor.DETAILS: _ask(""),
        AskedFor.NEED: _ask("What does the person hope for from us?"),
        AskedFor.RISK: _ask("What should a link worker know about the risk, and about visiting alone?"),
        AskedFor.AGREEMENT: _ask("Who agreed to this referral, and to what?"),
        AskedFor.CONTACT: Wording("How can we reach the person safely?", ""),
        AskedFor.RIGHT_SERVICE: _ask("We think that another service could be better for this. Do you agree?"),
        AskedFor.DUPLICATE: _ask("The person may have an open referral here. What is new in this one?"),
        AskedFor.OTHER: _ask(""),
    },
    "decline": {
        NotAccepted.OUT_OF_AREA: _decline(
            "The person lives outside our area and is with no practice that we serve.",
            f"You live outside the area where we work. {WHO_ASKED}",
            f"They live outside the area where we work. {WHO_ASKED}",
        ),
        NotAccepted.UNDER_AGE: _decline(
            "The person is under our minimum age.", f"We work with people who are older. {WHO_ASKED}"
        ),
        NotAccepted.CLINICAL_OR_URGENT: _decline(
            "The need is clinical or urgent. Please see the person yourself: we have done nothing about it.",
            f"{WHO_ASKED} If you need help now, ring 111, or 999 in an emergency.",
            f"{WHO_ASKED} If they need help now, ring 111, or 999 in an emergency.",
        ),
        NotAccepted.SAFEGUARDING: Wording("This is a matter of safeguarding. We have sent it to the right place.", ""),
        NotAccepted.DUPLICATE: Wording(
            "The person has an open referral with us already. We go on with that one.",
            "We have been asked about you twice. You need do nothing: we go on with the first.",
            "We have been asked about them twice. You need do nothing: we go on with the first.",
        ),
        NotAccepted.INSUFFICIENT: _decline(
            "There is not enough information for us to act on. Please send it again with more.",
            f"We were not told enough. {WHO_ASKED}",
        ),
        NotAccepted.OTHER_SERVICE: _decline(
            "The person is with another service that does this.",
            "Somebody else is helping you with it.",
            "Somebody else is helping them with it.",
        ),
        NotAccepted.PERSON_DECLINED: Wording(
            "We spoke with the person, who does not want this now.",
            "As you told us, we will do nothing more. You can change your mind at any time.",
            "As they told us, we will do nothing more. They can change their mind at any time.",
        ),
        NotAccepted.NO_CAPACITY: _decline(NO_ROOM, f"{NO_ROOM} {WHO_ASKED}"),
    },
    "redirect": {
        PassedOnBecause.BETTER_PLACED: _pass_on(
            "Another service is better placed to help, and the person agrees that it has this referral.",
            "Somebody else can help you better and will be in touch.",
            "Somebody else can help them better and will be in touch.",
        ),
        PassedOnBecause.AREA: _pass_on(
            "The person lives in the other service’s area and agrees that it has this referral.",
            "Somebody who works where you live will be in touch.",
            "Somebody who works where they live will be in touch.",
        ),
        PassedOnBecause.AGE: _pass_on(
            "The other service is for people of this age, and the person agrees that it has this referral.",
            "Somebody who works with people of your age will be in touch.",
            "Somebody who works with people of their age will be in touch.",
        ),
        PassedOnBecause.NO_ROOM: _pass_on(
            "We have no room, the other service has, and the person agrees that it has this referral.",
            "Somebody who can see you sooner will be in touch.",
            "Somebody who can see them sooner will be in touch.",
        ),
        PassedOnBecause.PERSON_ASKED: _pass_on(
            "The person asked for the other service.",
            "As you asked, somebody else will be in touch.",
            "As they asked, somebody else will be in touch.",
        ),
        PassedOnBecause.SAFEGUARDING: Wording("The other service has to have this referral. Ring us to know more.", ""),
    },
}


def by_day(day: str) -> str:
    """What a person whose referral is passed on is told of the day that is promised at the other service."""
    return f"They will be in touch by {day}."


def with_day(words: str, day: dt.date | None) -> str:
    """The words to the person with the day by which the other service is in touch, where there is one."""
    return f"{words} {by_day(weekday(day))}" if day else words


def room_for_day() -> int:
    """How many characters `with_day` may add: between the look and the sending another day may be promised."""
    return len(with_day("", LONGEST_DAY))


def proposed(answer: str, reason: str | None) -> Wording:
    """What to say for this answer and reason; empty where there is no such reason."""
    return PROPOSED[answer].get(reason, Wording("", ""))


def is_ours(answer: str, words: str, *, to: str = "referrer") -> bool:
    """Whether `words` are nobody's own: empty, or exactly what is proposed `to` them for one of the answer's reasons.

    `to` is a field of `Wording`.
    """
    told = {getattr(one, to) for one in PROPOSED[answer].values()}
    return " ".join(words.split()) in {"", *(" ".join(one.split()) for one in told)}


def reasons(answer: str):
    """The codes among which this answer's reason is chosen."""
    return REASONS[answer]
