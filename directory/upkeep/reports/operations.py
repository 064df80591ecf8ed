"""Saying that something is wrong with a listing, what its group says to that, and settling it."""

import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from accounts.roles import Permission, may
from core import audit, clock, limits
from core.db import check_version, db, hold
from core.outbox import operations as outbox
from core.refusals import Missing, Refused
from core.templating import moment
from directory.listings import queries as listings
from directory.listings.models import Service
from directory.listings.standing import operations as standing
from directory.upkeep import letters
from directory.upkeep.answers.operations import answering
from directory.upkeep.asking import operations as asking
from directory.upkeep.asking import queries as asked
from directory.upkeep.asking.words import Answer as Asked
from directory.upkeep.letters import Draft
from directory.upkeep.links.models import GroupLink
from directory.upkeep.reports import queries, telling
from directory.upkeep.reports.models import ProblemReport, Promise
from directory.upkeep.reports.words import Answer, Outcome, Reason

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# A surgery's whole staff may share one network address; nobody finds so many faults in an hour by hand.
MOST_OF_A_NETWORK = 20
MOST_OF_A_LISTING = 30


def report(
    actor, service: Service, *, reason: Reason, words: str = "", email: str | None = None, network: str
) -> ProblemReport:
    """Say what is wrong with a listing; the same, said again within a day, is counted on the first.

    `email` is an address to tell the end of it to, kept for that alone. `network` is whence it comes.
    Raises Refused; TooMany after 20 from one network within the hour, or 30 about one listing within a day.
    """
    _hold_back(service, network)
    hold(service)
    if service.retired_at:
        raise Refused("This listing is retired: nobody finds it any more")
    made = _counted(service, reason, words) or _new(service, reason, words)
    if email and email not in [one.email for one in made.promises]:
        made.promises.append(Promise(email=email))
    limits.count_here("report a problem", network)
    limits.count_here("report on a listing", str(service.id))
    audit.record(actor, "report.made", made, reason=reason, listing=str(service.id), times=made.times)
    db.session.flush()
    telling.tell(service)
    _count(actor, service)  # last, as in settle: of two that meet, neither waits for what the other has
    return made


def answer(link: GroupLink, *, answer: Answer, words: str = "") -> ProblemReport:
    """Write down what the listing's own group says to the report that this link is about; an editor decides.

    Raises Refused once it was answered or settled.
    """
    made = queries.about(link)
    hold(made)
    if made.settled_at:
        raise Refused(f"An editor settled this on {moment(made.settled_at)}. Thank you: there is nothing left to say")
    if made.answered_at:
        raise Refused(f"Your group answered this on {moment(made.answered_at)}: “{made.answer.words}”")
    made.answer, made.answer_words, made.answered_at = answer, words, clock.now()
    if answer is Answer.CHANGED:
        asking.note_answer(made.service, Asked.CHANGED)
    audit.record(answering(link), "report.answered", made, answer=answer)
    return made


def settle(
    actor,
    made: ProblemReport,
    *,
    version: int,
    outcome: Outcome,
    also: Iterable[uuid.UUID] = (),
    to_reporter: str = "",
    letter: Draft | None = None,
) -> list[ProblemReport]:
    """End a report, and with it those of the same listing that `also` names, as this editor says; returns them.

    `to_reporter` goes to everyone who wanted to be told, whose addresses are then deleted; `letter` to the group.
    Raises Refused where somebody else was first, or where the listing does not bear the outcome out; Stale, Missing.
    """
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing
    hold(made)
    _must_be_unsettled(made)
    check_version(made, version)
    if outcome is Outcome.RETIRED and not made.service.retired_at:
        raise Refused("This listing is not retired. Retire it first, then settle the report", field="outcome")
    wanted = set(also)
    ended = [made, *(other for other in queries.others(made) if other.id in wanted)]
    _tell_reporters(ended, to_reporter)
    for one in ended:
        one.outcome, one.settled_at = outcome, clock.now()
        one.settled_by_id, one.settled_by_name = actor.id, actor.name
        audit.record(actor, "report.settled", one, outcome=outcome)
    _count(actor, made.service)
    letters.send(letter, to=asked.address_of(made.service), service=made.service, about=made)
    return ended


def forget_reporters(_now: datetime) -> int:
    """Keep no address of a letter about the end of a report once that has gone; returns how many were deleted."""
    return outbox.forget_recipients(telling.THE_END)


def tell_group(_actor, service_id: uuid.UUID) -> Counter[str]:
    """A piece of the nightly round: tell a group of what came after its last letter."""
    return Counter(["groups told"]) if telling.tell_group(listings.find(service_id)) else Counter()


def tell_editors(_actor) -> Counter[str]:
    """A piece of the nightly round: tell the editors of what came after their last letter."""
    return Counter({"editors told": telling.tell_editors()})


def _count(actor, service: Service) -> None:
    """Let the listing's trust line and search know how many reports of it are open."""
    db.session.flush()
    standing.note_open_reports(actor, service, count=queries.count_open(service.id))


def _must_be_unsettled(made: ProblemReport) -> None:
    if made.settled_at:
        raise Refused(
            f"{made.settled_by_name} settled this on {moment(made.settled_at)}: “{made.outcome.words}”. "
            "What you have written was not sent"
        )


def _tell_reporters(ended: list[ProblemReport], message: str) -> None:
    """Keep the promise to everyone who wanted to hear the end, once each, and forget their addresses."""
    readers = dict.fromkeys(promise.email for one in ended for promise in one.promises)
    if readers and not message.strip():
        raise Refused("Write to whoever reported it: they asked to be told", field="to_reporter")
    telling.tell_end(ended[0], readers, message)
    for one in ended:
        one.promises.clear()


def _hold_back(service: Service, network: str) -> None:
    words = "Many problems have been reported from here within the last hour. Thank you. Try again later."
    limits.hold("report a problem", network, most=MOST_OF_A_NETWORK, within=HOUR, words=words)
    words = "Many problems with this listing have been reported today. The editors know of it. Thank you."
    limits.hold("report on a listing", str(service.id), most=MOST_OF_A_LISTING, within=DAY, words=words)


def _counted(service: Service, reason: Reason, words: str) -> ProblemReport | None:
    """The report of the last day that says the same, counted once more; it takes the words if it had none."""
    known = queries.the_same(service.id, reason, words, since=clock.now() - DAY)
    if known:
        known.times += 1
        known.words = known.words or words
    return known


def _new(service: Service, reason: Reason, words: str) -> ProblemReport:
    if reason is Reason.OTHER and not words:
        raise Refused("Say in a few words what is wrong", field="words")
    made = ProblemReport(service=service, reason=reason, words=words, times=1, promises=[])
    db.session.add(made)
    db.session.flush()
    return made
