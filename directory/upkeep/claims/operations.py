"""What may be done about a claim: ask for the proof by mail or by an editor, take it up, approve it, refuse it."""

import uuid
from datetime import timedelta

from accounts.actors import System
from accounts.groups import operations as groups
from accounts.groups.queries import people
from accounts.roles import Permission, Role, may
from core import audit, clock, limits
from core.db import check_version, db, hold
from core.links import link
from core.outbox import letters as mail
from core.outbox import operations as outbox
from core.refusals import Missing, Refused
from directory.listings import operations as listings
from directory.listings.document import to_document
from directory.listings.models import Service
from directory.upkeep import letters, stopping
from directory.upkeep.claims import queries
from directory.upkeep.claims.models import ListingClaim
from directory.upkeep.claims.words import Proof, State
from directory.upkeep.letters import Draft
from directory.upkeep.links import operations as links
from directory.upkeep.links.models import GroupLink
from directory.upkeep.links.words import RULES, Purpose

# Nobody needs the letter more often; whoever sends it to annoy a group does not get far.
MOST_LETTERS = 3
LETTERS_WITHIN = timedelta(days=1)
# A community centre's groups may share one network address.
MOST_FROM_ONE_ADDRESS = 20
WITHIN = timedelta(hours=1)
SENT_ALREADY = "We have sent the link to this group several times today. Look for our email, also among the junk."
MANY = "Many claims have been made from here within the last hour. Try again later."
NO_ADDRESS = "This listing shows no email address that we can write to. Ask an editor to check instead."
# Who acts where a link is the proof, and no editor has to look.
EDITOR = System(Role.DIRECTORY_EDITOR)


def send_link(actor, service: Service, *, network: str) -> None:
    """Send the proof to the address on the listing's page, and to no other.

    Raises Refused where that shows none, TooMany after three letters to one listing in a day.
    """
    _must_be_open(service)
    if (email := queries.address_of(service)) is None:
        raise Refused(NO_ADDRESS)
    limits.hold("claim letter", str(service.id), most=MOST_LETTERS, within=LETTERS_WITHIN, words=SENT_ALREADY)
    _count(network)
    limits.count_here("claim letter", str(service.id))
    address, stop = (
        links.address(one, links.make(one, service, email=email)) for one in (Purpose.CLAIM, Purpose.NO_MAIL)
    )
    days = RULES[Purpose.CLAIM].lasts.days
    letter = mail.written("claim", listing=service.name, address=address, days=days, stop=stop)
    outbox.post(to=email, kind="claim", about=service, stop=stop, **letter.parts)
    audit.record(actor, "claim.send_link", service)


def ask_editor(actor, service: Service, *, name: str, email: str, part: str, words: str, network: str) -> None:
    """Let an editor check that somebody belongs to the group. The same claim twice is one.

    Raises Refused, and TooMany after twenty from one network within the hour.
    """
    _must_be_open(service)
    _count(network)
    if queries.same_waiting(service, email):
        return
    _make(actor, service, proof=Proof.EDITOR, name=name, email=email, part=part, words=words)


def take_up(actor, sent: GroupLink, *, name: str, email: str) -> ListingClaim:
    """Use the link that was `sent` as the proof; `name` and `email` are whose account it will be.

    Where the proof is not enough for all that comes along, an editor looks first. Raises LinkRefused, Refused.
    """
    service, proved = sent.service, sent.email
    _must_be_open(service)
    links.use(sent)
    claim = _make(actor, service, proof=Proof.MAIL, name=name, email=email)
    if queries.is_enough(service, proved):
        _hand_over(EDITOR, claim)
    return claim


def approve(actor, claim: ListingClaim, *, version: int, letter: Draft | None) -> None:
    """Give the listing, and what comes along, to a group with this person in it. Raises Stale, Refused, Missing."""
    _must_decide(actor, claim, version)
    _must_be_open(claim.service)
    _hand_over(actor, claim)
    letters.send(letter, to=claim.email, service=claim.service, about=claim)


def refuse(actor, claim: ListingClaim, *, version: int, reason: str, letter: Draft | None) -> None:
    """Do not give the listing away, for a reason that is written down. Raises Stale, Refused, Missing."""
    _must_decide(actor, claim, version)
    if not reason.strip():
        raise Refused("Say why", field="reason")
    claim.reason = reason.strip()
    _settle(actor, claim, State.REFUSED)
    letters.send(letter, to=claim.email, service=claim.service, about=claim)


def _make(actor, service: Service, *, proof: Proof, **facts) -> ListingClaim:
    claim = ListingClaim(service=service, proof=proof, state=State.WAITING, **facts)
    db.session.add(claim)
    db.session.flush()
    audit.record(actor, "claim.make", claim, listing=str(service.id), proof=proof)
    return claim


def _hand_over(editor, claim: ListingClaim) -> None:
    service = claim.service
    if service.organization is None:
        document = to_document(service) | {"organization": {"name": service.name}}
        listings.change_listing(editor, service, version=service.version, document=document, why="It has a keeper now")
    hold(service.organization)  # two claims at once make one group, not two
    if keeper_id := service.organization.keeper_id:
        _tell_of_another(keeper_id)
    else:
        keeper_id = groups.open_group(editor, name=service.organization.name).id
        listings.entrust_listing(editor, service, keeper_id=keeper_id)
    groups.let_in(editor, organisation_id=keeper_id, name=claim.name, email=claim.email)
    _settle(editor, claim, State.APPROVED)


def _tell_of_another(keeper_id: uuid.UUID) -> None:
    """Whoever keeps the listings already is told that somebody else does too, and where to see who."""
    for person in people(keeper_id):
        if person.acted:
            stop = stopping.address(person.email)
            letter = mail.written("claim_joined", address=link("/directory/my-listings/people"), stop=stop)
            outbox.post(to=person.email, kind="claim joined", stop=stop, **letter.parts)


def _settle(editor, claim: ListingClaim, state: State) -> None:
    claim.state, claim.decided_at, claim.decided_by_id = state, clock.now(), editor.id
    audit.record(editor, f"claim.{state}", claim, listing=str(claim.service_id))


def _count(network: str) -> None:
    limits.hold("claim", network, most=MOST_FROM_ONE_ADDRESS, within=WITHIN, words=MANY)
    limits.count_here("claim", network)


def _must_decide(actor, claim: ListingClaim, version: int) -> None:
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing
    check_version(claim, version)
    if claim.state is not State.WAITING:
        raise Refused(f"This claim is decided already: {claim.state.words.lower()}.")


def _must_be_open(service: Service) -> None:
    if service.retired_at:
        raise Refused("This listing is no longer in the directory.")
