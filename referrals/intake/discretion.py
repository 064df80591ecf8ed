"""What a person's own GP practice is not told of their referral, where they do not want it to be told what happened.

The practice that referred is the person's own if it has the ODS code or the name of their GP practice: one of the two
is enough, for a slip in the other must not give away what was to be kept. Where nobody said which practice is theirs it
counts as their own too, as it does for what is agreed at sending. Whoever refers from elsewhere is told as always.

It still sees what it sent, the day that was promised, what it is asked, and whether the referral is open or has ended.
That the service cannot take it, or has passed it on, is about the request itself and is told: otherwise nobody would
look after the person. It is not told where somebody has spoken with the person before, or where the person said no.
"""

import re

from referrals.people.words import NoGpPractice
from referrals.words import NotAccepted
from referrals.workflow import Status

WHY = "The person does not want their GP practice to be told what happened."
ASK = f"{WHY} Ask the service by when it speaks with them."
OPEN, ENDED = "Open", "Ended"
# What the practice itself did, or what happened to its request before anybody worked with the person.
TOLD = frozenset(
    {Status.SUBMITTED, Status.RETURNED, Status.ACCEPTED, Status.REDIRECTED, Status.WITHDRAWN, Status.ENTERED_IN_ERROR}
)
TOLD_STEPS = frozenset({"submit", "accept", "ask", "answer", "redirect", "renew", "reopen", "withdraw", "void"})
# After no other steps than these has anybody spoken with the person: what is accepted may have had its conversation.
BEFORE_CONTACT = frozenset({"submit", "renew"})
NOT_IN_A_NAME = frozenset({"the"})


def is_own_practice(referral) -> bool:
    """Whether the practice that referred is the person's GP practice, or may be for all that was said."""
    practice, person = referral.practice, referral.person
    if practice is None or person.no_gp_practice is NoGpPractice.NOT_REGISTERED:
        return False
    if person.no_gp_practice:
        return True
    same_code = bool(practice.ods_code) and practice.ods_code.upper() == (person.gp_practice_code or "").upper()
    return same_code or _plain(practice.name) == _plain(person.gp_practice_name or "")


def _plain(name: str) -> list[str]:
    """The words of a practice's name without what is written now so and now so."""
    spoken = re.sub(r"['’]", "", name.casefold()).replace("&", " and ")
    return [word for word in re.findall(r"[^\W_]+", spoken) if word not in NOT_IN_A_NAME]


def is_kept_from_practice(referral) -> bool:
    """Whether everybody of the practice that referred is not to be told what happened."""
    return not referral.tell_gp and is_own_practice(referral)


def refusal_is_told(referral) -> bool:
    """Whether a practice from which what happened is kept is told that the service did not take the referral."""
    return referral.first_contact_on is None and referral.not_accepted is not NotAccepted.PERSON_DECLINED


def seen_by(actor, referral):
    """The referral as this actor may read it: as it is, or `Discreet`."""
    own = actor.organisation_id == referral.practice_id
    return Discreet(referral) if own and is_kept_from_practice(referral) else referral


class Discreet:
    """A referral without what happened: to read, never to change. What is not named here is as in the record."""

    is_discreet = True
    outcome = actions_for_referrer = closure = None
    link_worker = link_worker_id = None
    next_step = next_step_on = first_contact_on = None

    def __init__(self, referral) -> None:
        self._referral = referral

    def __getattr__(self, name: str):
        return getattr(self._referral, name)

    @property
    def status_is_told(self) -> bool:
        """Whether the status says no more than the practice knows or is to know."""
        one = self._referral
        return one.status in TOLD or (one.status is Status.DECLINED and refusal_is_told(one))

    @property
    def status_words(self) -> str:
        """The status if it is told, otherwise whether the referral is open."""
        return self.status.words if self.status_is_told else OPEN if self.is_open else ENDED

    @property
    def status_changed_at(self):
        """Since when `status_words` holds."""
        one = self._referral
        return one.submitted_at if self.is_open and not self.status_is_told else one.status_changed_at

    @property
    def not_accepted(self):
        """Why the service did not take it, if that is told."""
        return self._referral.not_accepted if self.status_is_told else None

    @property
    def contact_by(self):
        """The day that was promised at sending or since, whether it has been kept or not."""
        return self.promised_on if self.is_open else None

    @property
    def asks_of_day(self) -> bool:
        """Whether the service is to be asked of that day, as whether there is still one says if it has been kept."""
        return self.is_open and not (self.status_is_told and {event.step for event in self.events} <= BEFORE_CONTACT)

    @property
    def events(self) -> list:
        """The steps that it is told of."""
        events = self._referral.events
        return [one for at, one in enumerate(events) if one.step in TOLD_STEPS or self._is_told(one, events[:at])]

    def _is_told(self, event, before: list) -> bool:
        """Whether it is a refusal that was told at the time, whatever has become of the referral since."""
        if event.step != "decline" or event.reason == NotAccepted.PERSON_DECLINED:
            return False
        ended_so = self._referral.status is Status.DECLINED
        return not any(one.step == "begin" for one in before) and (self.status_is_told or not ended_so)

    @property
    def agreements(self) -> list:
        """What was agreed at sending: with whom the person was connected since shows in what they agreed to then."""
        one = self._referral
        return [agreed for agreed in one.agreements if agreed.taken_by_id == one.referrer_id]
