"""What referrers and services are told by mail: that something happened to a referral, by its reference alone."""

from collections.abc import Iterable
from typing import NamedTuple

from accounts.administration.queries import who_administers
from accounts.models import Organisation, User
from core import clock
from core.identifiers import telephone
from core.links import link
from core.outbox import operations as outbox
from core.templating import weekday
from referrals.intake import discretion, passed, queries
from referrals.intake.models import Referral
from referrals.workflow import Status

# The pages that messages lead to; the tests hold them against the application's own addresses.
PAGE_OF_REFERRER = "/referrals/mine/{id}"
PAGE_OF_SERVICE = "/referrals/{id}"
PAGE_OF_ADMINISTRATOR = "/administration/organisations/{id}/invite"


class Message(NamedTuple):
    """What is said about a referral: {reference} is its reference, {promised} the day promised for first contact."""

    subject: str
    sentence: str


TO_REFERRER = {
    "accept": Message("Referral {reference} has been accepted", "First contact by {promised}."),
    "take": Message("Referral {reference} is with a link worker", "First contact by {promised}."),
    "allocate": Message("Referral {reference} is with a link worker", "First contact by {promised}."),
    "begin": Message("Referral {reference}: the first conversation has been held", "You can see what comes next."),
    "ask": Message("A question about referral {reference}", "The service needs an answer before it can go on."),
    "decline": Message("Referral {reference} has not been accepted", "The service says why."),
    "redirect": Message(
        "Referral {reference} has been passed to another service", "First contact there by {promised}. You see why."
    ),
    "answer": Message("The question about referral {reference} has been answered", "A colleague has answered it."),
    "hand_over": Message("Referral {reference} has another link worker", "You can see who has it now."),
    "pass_on": Message("Referral {reference} has another link worker", "You can see who has it now."),
    "hold": Message("Referral {reference} is on hold", "The service has paused it for now."),
    "resume": Message("Referral {reference} is no longer on hold", "The service carries on with it."),
    "withdraw": Message("Referral {reference} has been withdrawn", "A colleague of yours says why."),
    "void": Message("Referral {reference} was entered in error", "A colleague of yours says why."),
    "renew": Message("Referral {reference}: a new date", "First contact by {promised}. You can see why."),
    "close": Message("Referral {reference} has been closed", "Read how it ended and if anything is left to do."),
    "reopen": Message("Referral {reference} has been opened again", "The service has taken it up again."),
}  # fmt: skip
# The same to the person's own GP practice where it is not to be told what happened: no more than its pages say.
HAS_ENDED = Message("Referral {reference} has ended", f"{discretion.WHY} Nothing more is told here.")
DISCREETLY = {step: TO_REFERRER[step] for step in ("accept", "ask", "answer", "redirect", "withdraw", "void", "renew")}
DISCREETLY |= {
    "close": HAS_ENDED,
    "reopen": Message("Referral {reference} is open again", f"{discretion.WHY} You see whether it is open."),
}
# Whoever refers without an account cannot open anything: each says all that there is to say.
TO_ASKER = {
    "submit": Message("Request {reference} has been taken in", "First contact by {promised}."),
    "accept": Message("Request {reference} has been accepted", "First contact by {promised}."),
    "take": Message("Request {reference} is with a link worker", "A link worker has it and will make contact."),
    "allocate": Message("Request {reference} is with a link worker", "A link worker has it and will make contact."),
    "decline": Message("Request {reference} has not been accepted", "Ring the service to ask why."),
    "renew": Message("Request {reference}: a new date", "First contact by {promised}."),
    "close": Message("Request {reference} has been closed", "The work that came of it has ended."),
    "reopen": Message("Request {reference} has been opened again", "The service has taken it up again."),
    "withdraw": Message("Request {reference} has been withdrawn", "Nothing more is done about it."),
    "void": Message("Request {reference} was taken in by mistake", "Nothing more is done about it."),
}
TO_SERVICE = {
    "submit": Message("A new referral: {reference}", "It waits in your queue."),
    "answer": Message("Your question about referral {reference} has been answered", "Read the answer and go on."),
    "withdraw": Message("Referral {reference} has been withdrawn", "The referrer says why."),
    "void": Message("Referral {reference} was entered in error", "The referrer says why. Do not act on it."),
}
# Where the service stands in for a referrer without an account.
BY_COLLEAGUE = {
    "withdraw": Message("Referral {reference} has been withdrawn", "A colleague of yours says why."),
    "void": Message("Referral {reference} was entered in error", "A colleague of yours says why. Do not act on it."),
}
# What is urgent is not said: mail is read on screens that others see.
NAMES_URGENT = Message(
    "A new referral that names something urgent: {reference}", "Read it today: it waits in your queue."
)
TO_LINK_WORKER = {
    "allocate": Message("Referral {reference} is now yours", "It has been given to you."),
    "hand_over": Message("Referral {reference} is now yours", "It has been given to you."),
    "pass_on": Message("Referral {reference} is now yours", "It has been given to you and waits for an answer."),
}
ABOUT_TO_BREAK = Message(
    "Referral {reference}: a promise is about to be broken",
    "First contact was promised by {promised}, and nobody has spoken with the person yet. "
    "Speak with them, or name a new day: the referrer is told then, and not before.",
)

BROKEN = Message(
    "Referral {reference}: a promise is broken",
    "First contact was promised by {promised}, and nobody has spoken with the person. Speak with them, or name a new "
    "day: otherwise one is named for you, and the referrer is told.",
)


def tell(actor, referral: Referral, step: str, *, before: Status | None = None) -> None:
    """Write the messages that follow from `step`; nobody is told of what they did themselves.

    `before`, where a step may be taken from several statuses, is the one that it was taken from.
    """
    if not referral.has_account:
        _tell_asker(referral, step)
    elif said := _to_referrer(referral, step, before):
        _post(actor, referral, step, said, [referral.referrer], PAGE_OF_REFERRER, for_whom=_made_for(referral))
    if said := _to_service(referral, step):
        _post(actor, referral, step, said, _at_service(referral), PAGE_OF_SERVICE)
    if said := TO_LINK_WORKER.get(step):
        _post(actor, referral, step, said, [referral.link_worker], PAGE_OF_SERVICE)


def _to_referrer(referral: Referral, step: str, before: Status | None) -> Message | None:
    if not discretion.is_kept_from_practice(referral):
        return TO_REFERRER.get(step)
    if step == "take":  # that somebody has it is not told, but what is taken at once is accepted by that
        return TO_REFERRER["accept"] if before is Status.SUBMITTED else None
    if step == "decline":
        return TO_REFERRER[step] if discretion.refusal_is_told(referral) else HAS_ENDED
    return DISCREETLY.get(step)


def _to_service(referral: Referral, step: str) -> Message | None:
    if step == "submit" and referral.urgent_signs:
        return NAMES_URGENT
    return (TO_SERVICE if referral.has_account else TO_SERVICE | BY_COLLEAGUE).get(step)


def _tell_asker(referral: Referral, step: str) -> None:
    """To whoever has no account: the reference and the service's number, where they gave an e-mail address."""
    said, to = TO_ASKER.get(step), referral.referrer_contact or ""
    if said is None or "@" not in to:
        return
    subject = said.subject.format(reference=referral.reference)
    number = referral.service.telephone
    ring = f"\nQuestions? Ring {telephone.spoken(number)} and give the reference.\n" if number else ""
    text = f"{subject}.\n{_sentence(said, referral)}\n{ring}"
    outbox.post(to=to, subject=subject, text=text, kind=f"referral.{step}", about=referral)


def warn(actor, referral: Referral) -> int:
    """Tell the service alone that a promise is about to break, or broken: whoever has the referral, and its leads.

    Returns how many were told.
    """
    people = {one.id: one for one in (*_at_service(referral), *queries.leads_of(referral.service_id))}
    said = BROKEN if referral.promised_on < clock.today() else ABOUT_TO_BREAK
    return _post(actor, referral, "promise", said, people.values(), PAGE_OF_SERVICE)


def ask_administrators(service: Organisation, *, kind: str, subject: str, sentence: str, about=None) -> int:
    """Ask those who administer for somebody at a service; neither subject nor sentence says anything of a person.

    `about` is what the message is about, the service itself if nothing is said. Returns how many were told.
    """
    address = link(PAGE_OF_ADMINISTRATOR.format(id=service.id))
    text = f"{subject}.\n{sentence}\n\nInvite somebody, or change the role of somebody who works there:\n{address}\n"
    people = who_administers()
    for person in people:
        outbox.post(to=person.email, subject=subject, text=text, kind=kind, about=about or service)
    return len(people)


def _sentence(said: Message, referral: Referral) -> str:
    there = passed.to(referral)  # of what was passed on, the day at the other service
    promised_on = there.promised_on if there else referral.promised_on
    day = weekday(promised_on) if promised_on else "a day that is still to be named"
    return said.sentence.format(promised=day)


def _at_service(referral: Referral) -> list[User]:
    """Whoever has it; while nobody has who works there, its leads, or everybody at a service without a lead."""
    if link_worker := queries.at_work(referral):
        return [link_worker]
    return queries.leads_of(referral.service_id) or queries.link_workers_of(referral.service_id)


def _made_for(referral: Referral) -> str:
    """The link opens only for who acts for this practice, and a referrer may work for several."""
    return f"\nYou made it for {referral.from_words}. If you work for several, act for it to open the link.\n"


def _post(
    actor, referral: Referral, step: str, said: Message, people: Iterable[User], page: str, *, for_whom: str = ""
) -> int:
    """Write to each of these people but the actor; returns to how many."""
    subject = said.subject.format(reference=referral.reference)
    address = link(page.format(id=referral.id))
    text = f"{subject}.\n{_sentence(said, referral)}\n{for_whom}\nOpen the referral:\n{address}\n"
    others = [person for person in people if person.id != actor.id]
    for person in others:
        outbox.post(to=person.email, subject=subject, text=text, kind=f"referral.{step}", about=referral)
    return len(others)
