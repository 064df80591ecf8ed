"""What an editor does about a listing that people go by and nobody has confirmed."""

from accounts.roles import Permission, may
from core import audit
from core.db import check_version
from core.refusals import Missing, Refused
from directory.listings import operations as listings
from directory.listings.models import Service
from directory.upkeep import letters
from directory.upkeep.letters import Draft
from directory.upkeep.links.queries import published_addresses
from directory.upkeep.queue.words import Doubt


def settle_doubt(actor, service: Service, *, version: int, decision: str, letter: Draft | None = None) -> Service:
    """Confirm the listing, because the editor has asked its group, or write to the group.

    Raises Stale, Refused, Missing.
    """
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing
    if Doubt(decision) is Doubt.CONFIRM:
        listings.confirm_listing(actor, service, version=version)
    else:
        check_version(service, version)
        _write(actor, service, letter)
    return service


def _write(actor, service: Service, letter: Draft | None) -> None:
    to = next(iter(published_addresses(service)), None)
    if not letters.send(letter, to=to, service=service, about=service):
        raise Refused("There is no letter to send. Ring the group, or ask somebody who goes there", field="decision")
    audit.record(actor, "listing.asked", service)
