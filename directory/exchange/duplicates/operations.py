"""Finding listings that are there twice, keeping two apart for ever, and merging two into one. Never by itself."""

import uuid
from typing import NamedTuple

from accounts.roles import Permission, may
from core import audit, clock
from core.db import check_version, db
from core.refusals import Missing, Refused
from directory.exchange.duplicates import queries
from directory.exchange.duplicates.merging import BOTH, LEFT, RIGHT, differences, merged
from directory.exchange.duplicates.models import DuplicatePair
from directory.exchange.duplicates.queries import Pair
from directory.exchange.duplicates.score import Score, facts_of, score
from directory.exchange.duplicates.words import State
from directory.exchange.provenance import operations as provenance
from directory.listings import operations as listings
from directory.listings.document import to_document
from directory.listings.models import Service
from directory.listings.record import record_of


class Found(NamedTuple):
    """How many pairs wait now, and how many of them are new."""

    waiting: int
    new: int


def note_pairs(actor, alike: dict[tuple[uuid.UUID, uuid.UUID], Score]) -> Found:
    """Put what `queries.alike` found before the editors.

    Done twice it changes nothing, and what was decided is never asked again.
    """
    _must_edit(actor)
    known = queries.known()
    for pair in (known[ids] for ids in known.keys() - alike.keys()):
        if pair.state == State.OPEN:
            pair.state = State.GONE
    new = [_keep(ids, points, known.get(ids)) for ids, points in alike.items()]
    db.session.flush()
    audit.record(actor, "duplicates.found", "duplicate_pair", new=sum(new))
    return Found(sum(1 for pair in queries.known().values() if pair.state == State.OPEN), sum(new))


def pair_up(actor, *, one: uuid.UUID, other: uuid.UUID) -> DuplicatePair:
    """Put two listings side by side that an editor holds for the same. Raises Refused."""
    _must_edit(actor)
    one, other = (_open_listing(service_id, field) for field, service_id in (("one", one), ("other", other)))
    if one.id == other.id:
        raise Refused("This is the first listing again. Paste the address of another", field="other")
    pair, found = queries.between(one.id, other.id), score(*(facts_of(record_of(each)) for each in (one, other)))
    if pair is None or pair.state == State.GONE:
        _keep(queries.ordered(one.id, other.id), found, pair)
    pair = queries.between(one.id, other.id)
    audit.record(actor, "duplicates.paired", pair)
    return pair


def keep_apart(actor, found: Pair, *, version: int) -> None:
    """Remember for ever that these two are not the same. Raises Stale, Refused."""
    _must_decide(actor, found, version)
    _decide(actor, found.pair, State.APART)


def merge(
    actor, found: Pair, *, version: int, left_version: int, right_version: int, keep: str, choices: dict
) -> Service:
    """Merge two listings into the one that `keep` names, "left" or "right"; returns it.

    `choices` say for each field on which they differ whose words stay: "left", "right", or of a list "both". The
    other listing is retired, leads here for ever, and what its source sends next is no new listing.
    Raises Stale, Refused.
    """
    _must_decide(actor, found, version)
    check_version(found.left, left_version)
    check_version(found.right, right_version)
    if any(service.retired_at for service in (found.left, found.right)):
        raise Refused("One of these listings is retired by now: there is nothing to merge")
    kept, other = (found.left, found.right) if keep == LEFT else (found.right, found.left)
    taken = _taken(found, keep, choices)
    document = merged(to_document(kept), to_document(other), taken=taken)
    listings.change_listing(actor, kept, version=kept.version, document=document, why=f"Merged with “{other.name}”")
    listings.merge_away(actor, other, version=other.version, into=kept)
    provenance.follow(other, into=kept)
    _decide(actor, found.pair, State.MERGED)
    for pair in queries.of(other.id):
        pair.state = State.GONE
    return kept


def _open_listing(service_id: uuid.UUID, field: str) -> Service:
    found = db.session.get(Service, service_id)
    if found is None or found.retired_at:
        raise Refused("There is no such listing, or it is retired", field=field)
    return found


def _taken(found: Pair, keep: str, choices: dict[str, str]) -> dict[str, str]:
    """For each field whose it will be: "kept", "other" or "both". A field that nobody chose stays as it is."""
    taken = {}
    for difference in differences(to_document(found.left), to_document(found.right)):
        choice = choices.get(difference.name, keep)
        if choice not in (LEFT, RIGHT, BOTH) or (choice == BOTH and not difference.several):
            raise Refused("Choose which words stay", field=f"field_{difference.name}")
        taken[difference.name] = BOTH if choice == BOTH else "kept" if choice == keep else "other"
    return taken


def _keep(ids: tuple[uuid.UUID, uuid.UUID], found: Score, pair: DuplicatePair | None) -> bool:
    """Write down that two are alike; whether that is new. What was decided stays decided."""
    if pair is None:
        db.session.add(DuplicatePair(left_id=ids[0], right_id=ids[1], points=found.points, reasons=found.reasons))
        db.session.flush()
        return True
    if pair.state in (State.OPEN, State.GONE):
        again = pair.state == State.GONE
        pair.state, pair.points, pair.reasons = State.OPEN, found.points, found.reasons
        return again
    return False


def _must_decide(actor, found: Pair, version: int) -> None:
    _must_edit(actor)
    check_version(found.pair, version)
    if found.pair.state != State.OPEN:
        raise Refused("This was decided already")


def _decide(actor, pair: DuplicatePair, state: State) -> None:
    pair.state, pair.decided_by_id, pair.decided_at = state, actor.id, clock.now()
    audit.record(actor, f"duplicates.{state}", pair)


def _must_edit(actor) -> None:
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing
