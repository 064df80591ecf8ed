"""What is said of a safeguarding concern by mail: that there is one, by the referral's reference alone."""

from core.links import link
from core.outbox import operations as outbox
from referrals.concerns import queries
from referrals.concerns.models import Concern
from referrals.intake.messages import Message, ask_administrators

# The tests hold it against the application's own address.
PAGE = "/referrals/concerns/{id}"
KIND = "referral.concern"

RAISED = Message("Look today: a concern about referral {reference}", "Somebody has raised a concern. Look at it today.")
CAME = Message(
    "Look today: a concern about referral {reference}",
    "It came with the referral from another service. Look at it today.",
)
WENT_ALONG = Message(
    "The concern about referral {reference} went along to another service",
    "The referral was passed on, and its lead there has been told. Here it stays open until you settle it.",
)
STANDS = Message(
    "Still open: a concern about referral {reference}",
    "The referrer has ended the referral. The concern stands until a lead settles it.",
)
LATE = Message("Late: a concern about referral {reference}", "Nobody has looked at it in time. Look at it now.")
SETTLED = Message("The concern about referral {reference} is settled", "You can read what came of it.")


def tell(actor, concern: Concern, said: Message, *, everyone: bool = False) -> int:
    """Write to those who have to know; nobody is told of what they did themselves. Returns how many were told.

    Where the service has no lead, the administrators are told to name one, and nothing of the concern.
    """
    reference = concern.referral.reference
    subject = said.subject.format(reference=reference)
    text = f"{subject}.\n{said.sentence}\n\nOpen it:\n{link(PAGE.format(id=concern.id))}\n"
    told = [one for one in queries.to_tell(concern, everyone=everyone) if actor is None or one.id != actor.id]
    for person in told:
        outbox.post(to=person.email, subject=subject, text=text, kind=KIND, about=concern)
    return len(told) + (_ask_for_lead(concern) if queries.lead_of(concern.service_id) is None else 0)


def _ask_for_lead(concern: Concern) -> int:
    service = concern.referral.service
    subject = f"{service.name} needs a lead today: a safeguarding concern waits"
    sentence = "Only a lead of that service can look at it and settle it, and it has none."
    return ask_administrators(service, kind=KIND, subject=subject, sentence=sentence, about=concern)
