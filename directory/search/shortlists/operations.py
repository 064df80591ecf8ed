"""What may be done with a shortlist: hand it over in print, share it by a link, send it, withdraw the link."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import delete, select, update

from accounts.roles import Permission, may
from core import audit, clock, constraints, limits
from core.db import db
from core.links import link
from core.outbox import operations as outbox
from core.refusals import Refused
from core.settings import setting
from directory.listings.models import Service
from directory.search import personal_data
from directory.search.shortlists import chosen, letter, queries
from directory.search.shortlists.models import Shortlist, ShortlistItem, Signposting
from directory.search.shortlists.words import Handed

WITHIN = timedelta(hours=1)
MOST_SHARED = 20
MOST_SENT = 60
ENDED_IS_TOLD = timedelta(days=365)  # how long after its time a link still says that it has ended
NOTHING_CHOSEN = "Your shortlist is empty. Add a group to it first."

Notes = Mapping[uuid.UUID, str]

constraints.explain("uq_signposting_key_service_id", "This was sent twice in the same moment. Send it once more.")


def hand_over(actor, listings: Sequence[Service], *, how: Handed, key: str) -> None:
    """Count that these listings were handed over; the same `key` again, as when a page is reloaded, counts once.

    Raises Refused where there are none.
    """
    if not listings:
        raise Refused(NOTHING_CHOSEN)
    if queries.counted_before(key):
        return
    db.session.add_all(
        Signposting(service_id=one.id, how=how, organisation_id=actor.organisation_id, key=key) for one in listings
    )
    audit.record(actor, "shortlist.hand_over", "signposting", how=how, listings=len(listings))


def share(actor, listings: Sequence[Service], *, note: str, notes: Notes, key: str, network: str) -> str:
    """Make a link that shows these listings as they are whenever it is opened; returns its token of 256 random bits.

    Raises Refused where a note would tell who somebody is, TooMany where this network has made many within the hour.
    """
    words = "Many links have been made from here within the last hour. Try again later, or print the shortlist."
    limits.hold("share", network, most=MOST_SHARED, within=WITHIN, words=words)
    _check(listings, note, notes)
    _forget_closed()
    token = secrets.token_urlsafe(32)
    made = Shortlist(
        token_hash=queries.hashed(token),
        created_by_id=actor.id,
        organisation_id=actor.organisation_id,
        note=note,
        expires_at=clock.now() + setting("SHORTLIST_LASTS"),
        items=[
            ShortlistItem(service_id=one.id, sequence=at, note=notes.get(one.id, "")) for at, one in enumerate(listings)
        ],
    )
    db.session.add(made)
    db.session.flush()
    limits.count_here("share", network)
    hand_over(actor, listings, how=Handed.LINK, key=key)
    audit.record(actor, "shortlist.share", made, listings=len(listings))
    return token


def send(actor, listings: Sequence[Service], *, email: str, note: str, notes: Notes, key: str) -> None:
    """Send the letter to an address that is kept nowhere but with the message itself.

    Raises Refused for whoever may not send, and where a note would tell who somebody is; TooMany after 60 in an hour.
    """
    if not may(actor, Permission.SEND_SHORTLISTS):
        raise Refused("Only staff can send a shortlist by email.")
    words = "You have sent many shortlists within the last hour. Try again later, or print the shortlist."
    limits.hold("send shortlist", str(actor.id), most=MOST_SENT, within=WITHIN, words=words)
    _check(listings, note, notes)
    closing = f"Sent by {actor.organisation_name} with {setting('SERVICE_NAME')}. Ring before you go: things change."
    written = letter.write(listings, note=note, notes=notes, instead=queries.instead(listings))
    text = letter.in_plain_text(written, closing=closing)
    outbox.post(to=email, subject="Groups that you may like", text=text, kind="shortlist")
    limits.count_here("send shortlist", str(actor.id))
    hand_over(actor, listings, how=Handed.EMAIL, key=key)


def withdraw(actor, shared: Shortlist) -> None:
    """Let the link open nothing any more. Raises Refused where it opens nothing already."""
    if not shared.open:
        raise Refused(f"This link {'is withdrawn' if shared.withdrawn_at else 'has ended'} already.")
    shared.withdrawn_at = clock.now()
    audit.record(actor, "shortlist.withdraw", shared)


def _forget_closed() -> None:
    """Throw away what no link opens any more: each new one clears up after those before it.

    The hash of its token stays for a while, so that whoever opens the link is told that it has ended.
    """
    ended = ~queries.still_open()
    of_ended = ShortlistItem.shortlist_id.in_(select(Shortlist.id).where(ended))
    db.session.execute(delete(ShortlistItem).where(of_ended))
    db.session.execute(update(Shortlist).where(ended).values(note=""))
    db.session.execute(delete(Shortlist).where(Shortlist.expires_at <= clock.now() - ENDED_IS_TOLD))


def address(token: str) -> str:
    """The whole address of a shared shortlist, to be copied into a letter or a message."""
    return link(f"/directory/shortlists/{token}")


def _check(listings: Sequence[Service], note: str, notes: Notes) -> None:
    if not listings:
        raise Refused(NOTHING_CHOSEN)
    for field, text in (("note", note), *((chosen.note_field(one.id), notes.get(one.id, "")) for one in listings)):
        if words := personal_data.refusal(text, today=clock.today()):
            raise Refused(words, field=field)
