"""What a group does by a link: says yes, whether it has room, that it has stopped; stops our mail; asks for links."""

from datetime import date, timedelta

from accounts.actors import Correspondent
from core import audit, clock, limits
from core.db import db
from core.links import link as address
from core.outbox import operations as outbox
from core.refusals import Refused
from directory.listings import operations as listings
from directory.listings.document import to_document
from directory.listings.models import Service
from directory.listings.room import Room
from directory.listings.words import Status
from directory.upkeep import letters, stopping
from directory.upkeep import operations as upkeep
from directory.upkeep.answers import queries
from directory.upkeep.answers.models import GroupEnding
from directory.upkeep.asking import letter as still_right
from directory.upkeep.asking import operations as asking
from directory.upkeep.asking.queries import address_of
from directory.upkeep.asking.words import Answer
from directory.upkeep.links import operations as links
from directory.upkeep.links.models import GroupLink
from directory.upkeep.links.queries import is_published

KIND = "listing links"
MOST_ASKED = 10
MOST_SENT = 3
MOST_ANSWERS = 100
WITHIN = timedelta(days=1)
MOVED = """Hello,

The listing of “{listing}” no longer shows this email address. It was changed with a link that we sent to you.

From now on we write to the new address, and links that we sent to this one open nothing any more. If that is not
right, say so on the page of the listing.

See the listing:
{page}

Stop these emails:
{stop}
"""
STOPPED = "The group says that it has stopped"


def answering(link: GroupLink) -> Correspondent:
    """Whoever answers by this link, as history calls them: the group, because nobody said who of it."""
    organization = link.service.organization
    return Correspondent(link.service_id, organization.name if organization else link.service.name, link.email)


def hold(link: GroupLink) -> None:
    """Count one answer by this link; raises TooMany where there were many within a day: a link is no way to flood."""
    words = "Many answers were sent with this link within the last day. Try again tomorrow."
    limits.hold("answers by link", str(link.id), most=MOST_ANSWERS, within=WITHIN, words=words)
    limits.count_here("answers by link", str(link.id))


def confirm(link: GroupLink, *, version: int) -> Service:
    """Write down that the group says today that the listing is right. Raises LinkRefused, Stale."""
    links.use(link)
    asking.note_answer(link.service, Answer.YES)
    return listings.confirm_listing(answering(link), link.service, version=version)


def confirm_the_rest(link: GroupLink, *, version: int) -> Service:
    """The same by whoever has just changed something: that alone says nothing of the rest. Raises TooMany, Stale."""
    hold(link)
    asking.note_answer(link.service, Answer.YES)
    return listings.confirm_listing(answering(link), link.service, version=version)


def say_room(link: GroupLink, *, version: int | None, room: Room, weeks: int | None, good_until: date) -> None:
    """Write down whether the group has room, until a day that it chose. Raises Refused, Stale."""
    hold(link)
    said = {"room": room, "weeks": weeks, "good_until": good_until, "version": version}
    upkeep.say_room(answering(link), link.service, **said)


def tell_of_new_address(link: GroupLink) -> bool:
    """Tell whoever read the address that this link went to, if the listing has just lost it; whether that was so."""
    service = link.service
    if not link.published or is_published(service, link.email):
        return False
    stop = stopping.address(link.email)
    text = MOVED.format(listing=service.name, page=address(f"/directory/listings/{service.id}"), stop=stop)
    # Not `stop=`: whoever wants no letters is told of this all the same.
    outbox.post(
        to=link.email, kind=KIND, about=service, subject=f"{service.name}: the email address changed", text=text
    )
    return True


def say_stopped(link: GroupLink, *, reason: str, who_now: str, version: int) -> GroupEnding:
    """Let the listing say at once that it is closed for good, so that nobody is sent there; an editor retires it.

    See docs/decisions/upkeep.md for why it is not retired here. Raises LinkRefused, Stale.
    """
    links.use(link)
    document = to_document(link.service) | {"status": Status.DEFUNCT.value}
    listings.change_listing(answering(link), link.service, version=version, document=document, why=STOPPED)
    asking.note_answer(link.service, Answer.STOPPED)
    ending = GroupEnding(service=link.service, reason=reason, who_now=who_now, created_at=clock.now())
    db.session.add(ending)
    db.session.flush()
    return ending


def settle(
    actor, ending: GroupEnding, *, version: int, reason: str, letter: letters.Draft | None = None
) -> GroupEnding:
    """Retire the listing of a group that has stopped, and thank the group. Raises Refused, Stale, Missing."""
    if not queries.is_open(ending):
        raise Refused("This is settled: the listing is retired already, or runs again.")
    service = ending.service
    listings.retire_listing(actor, service, version=version, reason=reason)
    letters.send(letter, to=address_of(service), service=service, about=ending)
    return ending


def stop_mail(link: GroupLink) -> None:
    """Write no more to this address about any listing, until it says otherwise."""
    if outbox.stop(link.email):
        audit.record(answering(link), "mail.stop", link)


def resume_mail(link: GroupLink) -> None:
    """Write to this address again."""
    if outbox.resume(link.email):
        audit.record(answering(link), "mail.resume", link)


def stop_letters(who: str) -> bool:
    """Send no more letters that can be stopped to the address with this hash; False if that is so already."""
    return outbox.stop_hashed(who)


def resume_letters(who: str) -> bool:
    """Send them again; False if they go already."""
    return outbox.resume_hashed(who)


def send_links(service: Service, *, network: str) -> None:
    """Send new links for the listing to the address that it shows, whoever asks for them.

    Raises Refused where it is retired or shows none; TooMany where this network asks for many, or where that address
    has had three letters within a day.
    """
    email = address_of(service)
    if service.retired_at or email is None:
        raise Refused("No links can be sent for this listing.")
    many = "Many links have been asked for from here within the last day. Try again tomorrow."
    limits.hold("ask for links", network, most=MOST_ASKED, within=WITHIN, words=many)
    enough = (
        "New links have been sent three times within the last day. Look for the newest email, and in its spam folder."
    )
    limits.hold("links to", email, most=MOST_SENT, within=WITHIN, words=enough)
    for scope, who in (("ask for links", network), ("links to", email)):
        limits.count_here(scope, who)
    written, stop = still_right.write([service], email=email, asked_for=True)
    outbox.post(to=email, kind=KIND, about=service, stop=stop, **written.parts)
