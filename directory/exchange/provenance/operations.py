"""What is kept when a source speaks: its words, conflicts and how they are settled, and that a listing is gone."""

from collections.abc import Collection

from sqlalchemy import update

from accounts.roles import Permission, may
from core import audit, clock
from core.db import check_version, db
from core.refusals import Missing, Refused
from directory.exchange.merging import Conflict, value_at, with_value
from directory.exchange.provenance import queries
from directory.exchange.provenance.models import FieldConflict, ListingSource
from directory.exchange.provenance.told import field_name
from directory.exchange.provenance.words import Choice
from directory.listings import operations as listings
from directory.listings.document import to_document
from directory.listings.models import Service

# A listing that is missing once may be a source's bad day; twice, and somebody should look.
MISSED = 2
TOGETHER = 500


def remember(service: Service, *, source: str, source_id: str, said_hash: str, document: dict) -> ListingSource:
    """Keep what the source says now of the listing, and since when it has said so of each field on top."""
    kept = queries.known_as(source, source_id)
    return renew(service, kept, source=source, source_id=source_id, said_hash=said_hash, document=document)


def renew(
    service: Service, row: ListingSource | None, *, source: str, source_id: str, said_hash: str, document: dict
) -> ListingSource:
    """The same for whoever has looked already at `row`, what was kept of the record until now."""
    if row is None:
        row = ListingSource(source=source, source_id=source_id, document={}, dates={})
        db.session.add(row)
    said, now = row.document, clock.now().isoformat()
    row.dates = {name: row.dates[name] if said.get(name) == value else now for name, value in document.items()}
    row.service_id, row.said_hash, row.document = service.id, said_hash, document
    return row


def ask(service: Service, *, source: str, conflicts: list[Conflict], ours: dict, theirs: dict) -> int:
    """Keep what somebody must settle, and drop the questions that have answered themselves; returns how many are new.

    What was settled in favour of the directory is not asked again while the source says the same.
    """
    waiting = {row.path: row for row in queries.open_conflicts(service) if row.source == source}
    for path, row in waiting.items():
        row.ours, row.theirs = value_at(ours, path), value_at(theirs, path)
        if row.ours == row.theirs:
            row.choice, row.settled_at = Choice.AGREED, clock.now()
    fresh = [one for one in conflicts if one.path not in waiting and not _settled_before(service, source, one)]
    db.session.add_all(FieldConflict(service_id=service.id, source=source, **one._asdict()) for one in fresh)
    return len(fresh)


def _settled_before(service: Service, source: str, conflict: Conflict) -> bool:
    before = queries.settled(service, source, conflict.path)
    return any(row.choice is Choice.OURS and row.theirs == conflict.theirs for row in before)


def settle(actor, service: Service, *, version: int, choices: dict[str, Choice]) -> Service:
    """Settle open conflicts of a listing, each once: {name of its question: whose words stand}. Raises Refused, Stale.

    What is not in `choices` stays open.
    """
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing
    check_version(service, version)
    waiting = {field_name(row): row for row in queries.open_conflicts(service)}
    chosen = {waiting[known]: choice for known, choice in choices.items() if known in waiting}
    if not chosen:
        raise Refused("Choose what is right for at least one field")
    document = to_document(service)
    for row, choice in chosen.items():
        for one in (row, *queries.same_of_organization(service, row)):
            _close(actor, one, choice)
        if choice is Choice.THEIRS:
            document = with_value(document, row.path, row.theirs)
    audit.record(actor, "listing.conflicts_settled", service, fields=sorted(row.path for row in chosen))
    taken = [row for row, choice in chosen.items() if choice is Choice.THEIRS]
    if taken:
        sources = ", ".join(sorted({row.source for row in taken}))
        listings.change_listing(actor, service, version=version, document=document, why=f"Taken from {sources}")
    return service


def _close(actor, row: FieldConflict, choice: Choice) -> None:
    row.choice, row.settled_at, row.settled_by_id, row.settled_by_name = choice, clock.now(), actor.id, actor.name


def follow(service: Service, *, into: Service) -> None:
    """What sources say of a listing that was merged is said of `into` from now on: their next change is about that."""
    rows = update(ListingSource).where(ListingSource.service_id == service.id)
    db.session.execute(rows.values(service_id=into.id))


def note_absent(source: str, seen: Collection[str]) -> int:
    """After a complete fetch of a source: count who was not in it, flag who was missing twice; how many are flagged.

    `seen` are the source's own ids of all that was in it. Nothing is taken out of the directory.
    """
    back, gone = [], []
    for row_id, source_id, missed in queries.kept_ids(source):
        if source_id not in seen:
            gone.append((row_id, missed + 1))
        elif missed:
            back.append(row_id)
    _set_missed(back, 0, None)
    for missed in sorted({times for _, times in gone}):
        _set_missed([row_id for row_id, times in gone if times == missed], missed, missed >= MISSED)
    return sum(missed >= MISSED for _, missed in gone)


def _set_missed(rows: list, missed: int, flagged: bool | None) -> None:
    """`flagged` True sets the moment, once; None takes the flag away; False leaves it."""
    for start in range(0, len(rows), TOGETHER):
        few = ListingSource.id.in_(rows[start : start + TOGETHER])
        db.session.execute(update(ListingSource).where(few).values(missed=missed))
        if flagged is None:
            db.session.execute(update(ListingSource).where(few).values(flagged_at=None))
        elif flagged:
            unflagged = ListingSource.flagged_at.is_(None)
            db.session.execute(update(ListingSource).where(few, unflagged).values(flagged_at=clock.now()))
