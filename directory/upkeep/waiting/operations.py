"""What is done with a group's change: what may goes live, the rest waits until an editor or the group ends it."""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import NamedTuple

from accounts.roles import Permission, may
from core import audit, clock
from core.db import check_version, db, hold
from core.refusals import Missing, Refused
from directory.listings import operations as listings
from directory.listings import past, told
from directory.listings.document import HIDDEN, differences, to_document, without_secrets
from directory.listings.models import Service
from directory.listings.queries import find_for_change
from directory.upkeep import letters
from directory.upkeep.waiting import meeting, queries, rules
from directory.upkeep.waiting.ids import with_ids
from directory.upkeep.waiting.models import WaitingChange, WaitingRules
from directory.upkeep.waiting.words import Outcome, Part

# What else follows when a group has changed its listing: registered by the wings that keep count of what groups say.
AFTERWARDS: list[Callable[[Service], object]] = []
# No group has more to ask at a time; whoever found a link and plays with it does.
MOST = 30
OVER = "This does not wait any more"
NO_WORDS: Mapping[str, str] = MappingProxyType({})


class Offered(NamedTuple):
    """What became of a change at once: whether anything is live, and what waits, in words.

    `instead_of` names others of the group who asked for something else of the same fields before.
    """

    live: bool
    waits: list[str]
    instead_of: list[str] = []


def set_rules(actor, *, parts: Collection[str], version: int | None) -> WaitingRules:
    """Let these parts of a listing wait for an editor, and no others. Raises Stale, Missing.

    What waits already goes on waiting.
    """
    _must_edit(actor)
    table = queries.rules()
    check_version(table, version)
    table.waits = {part.value: part.value in parts for part in Part}
    table.set_at, table.set_by_name = clock.now(), actor.name
    db.session.add(table)
    db.session.flush()
    audit.record(actor, "waiting_rules.set", table, parts=sorted(parts))
    return table


def offer_change(actor, service: Service, *, version: int, document: dict, why: str = "") -> Offered:
    """Let the listing say what `document` says, as far as its group may without an editor; the rest waits.

    What an editor changes never waits. What waits of the same fields already is replaced by this; the very same waits
    once. Raises Stale, Refused, Missing.
    """
    find_for_change(actor, service.id)
    if may(actor, Permission.EDIT_DIRECTORY):
        listings.change_listing(actor, service, version=version, document=document, why=why)
        return Offered(service.version != version, [])
    hold(service)
    check_version(service, version)
    before, after = to_document(service), with_ids(_with_terms(document | {"id": str(service.id)}))
    listings.refuse_other_organization(actor, service, after)
    _refuse_nameless(after)
    changes = differences(before, after)
    live, waiting = rules.split(changes, queries.parts_that_wait())
    if live:
        listings.change_listing(actor, service, version=version, document=past.put(before, live), why=why)
    known = waiting and any(one.open == waiting for one in queries.waiting_of(service.id))
    replaced = [] if known else _replace(actor, service, changes)
    shown = without_secrets(waiting, before, after)
    if waiting and not known:
        _keep(actor, service, version, waiting, shown, why)
    for follow in AFTERWARDS if changes else ():
        follow(service)
    return Offered(bool(live), [group.label for group in told.groups(shown)], replaced)


def take_back(actor, service: Service, change: WaitingChange) -> WaitingChange:
    """End what waits of a change as its group wishes: the listing stays as it is. Raises Refused, Missing."""
    find_for_change(actor, service.id)
    hold(change)
    if change.service_id != service.id:
        raise Missing
    if not change.open:  # names nobody: whoever came by a link reads it too
        raise Refused(f"{OVER}: {change.state.words.lower()}")
    _end(actor, service, change, dict.fromkeys(change.open, Outcome.TAKEN_BACK))
    audit.record(actor, "waiting_change.taken_back", change)
    return change


def decide(
    actor,
    change: WaitingChange,
    *,
    version: int,
    groups: Collection[str],
    words: Mapping[str, str] = NO_WORDS,
    reason: str = "",
    letter: letters.Draft | None = None,
) -> WaitingChange:
    """Let the listing say what waits of these `groups` (keys of `past.groups`), and refuse the rest for `reason`.

    `words` are the editor's own, for fields of text that are accepted in them; `version` is the listing's that the
    editor was shown beside the change; `letter` goes to whoever asked. Raises Refused, Stale, Missing.
    """
    _must_edit(actor)
    service = queries.listing_of(change)
    hold(service)
    hold(change)
    if not change.open:
        raise Refused(f"{OVER}: {change.state.words.lower()}, by {change.ended_by_name}")
    check_version(service, version)
    taken = rules.groups_of(change.open, _with_silent(change.open, groups))
    refused = [path for path in change.open if path not in taken]
    if refused and not reason.strip():
        raise Refused("Say why not everything is accepted", field="reason")
    other_words = {path: words[path] for path in taken if words.get(path, taken[path][1]) != taken[path][1]}
    _take(actor, service, change, taken | {path: [taken[path][0], text] for path, text in other_words.items()})
    ends = dict.fromkeys(taken, Outcome.ACCEPTED) | dict.fromkeys(other_words, Outcome.CHANGED)
    ends |= dict.fromkeys(refused, Outcome.REFUSED)
    _end(actor, service, change, ends, reason=reason.strip())
    letters.send(letter, to=change.by_email, service=service, about=change)
    audit.record(actor, f"waiting_change.{change.state}", change, fields=sorted(taken))
    return change


def _with_silent(wanted: rules.Changes, chosen: Collection[str]) -> set[str]:
    """What is chosen, and with it what no page can show: ids that mean something only beside the rest."""
    shown = {group.key for group in told.groups(wanted)}
    return {*chosen, *(past.groups(wanted).keys() - shown if chosen else ())}


def _take(actor, service: Service, change: WaitingChange, taken: rules.Changes) -> None:
    """Write what is accepted: the history names the editor who let it in, and who asked."""
    now = to_document(service)
    if not meeting.can_apply(taken, now, same_organization=change.organization_id == service.organization_id):
        raise Refused("What this is about is no longer in the listing. Change the listing itself, and say so here")
    if taken:
        why = ". ".join(filter(None, (f"{change.by_name} asked for this", change.why)))
        document = meeting.applied(now, taken)
        listings.change_listing(actor, service, version=service.version, document=document, why=why)


def _keep(actor, service: Service, version: int, wanted: rules.Changes, shown: rules.Changes, why: str) -> None:
    secret = {path.partition("]")[0].partition("[")[2] for path, pair in shown.items() if HIDDEN in pair}
    change = WaitingChange(
        service_id=service.id,
        base_version=version,
        organization_id=service.organization_id,
        wanted=wanted,
        outcomes={},
        secret_places=sorted(secret),
        why=why.strip(),
        by_id=actor.id,
        by_name=actor.name,
        by_email=actor.email,
    )
    if len(queries.waiting_of(service.id)) >= MOST:
        raise Refused(f"{MOST} changes of this listing wait for an editor already. Take one back first")
    db.session.add(change)
    db.session.flush()
    audit.record(actor, "waiting_change.offered", change, fields=sorted({path.split("[")[0] for path in wanted}))


def _replace(actor, service: Service, changes: rules.Changes) -> list[str]:
    """Let what the group says now stand for what it asked before of the same fields; gives the others who had asked."""
    others = []
    for earlier in queries.waiting_of(service.id):
        again = rules.overlapping(earlier.open, changes)
        if again:
            _end(actor, service, earlier, dict.fromkeys(again, Outcome.REPLACED))
            others += [earlier.by_name] if earlier.by_name != actor.name else []
    return others


def _end(actor, service: Service, change: WaitingChange, outcomes: dict[str, Outcome], *, reason: str = "") -> None:
    change.outcomes = change.outcomes | outcomes
    if change.open:
        return
    change.state = rules.sum_up(change.outcomes.values())
    change.ended_at, change.ended_by_id, change.ended_by_name = clock.now(), actor.id, actor.name
    change.reason = reason
    change.wanted = meeting.masked(change.wanted, to_document(service), change.wanted, change.secret_places)
    db.session.flush()


def _with_terms(document: dict) -> dict:
    """The document with the names of the terms that it knows by their ids alone, as the listing will have them."""
    attributes = document.get("attributes", [])
    unnamed = {one["taxonomy_term"]["id"] for one in attributes if (one.get("taxonomy_term") or {}).keys() == {"id"}}
    known = queries.terms(unnamed)
    named = [
        one | {"taxonomy_term": known[term_id]}
        if (term_id := (one.get("taxonomy_term") or {}).get("id")) in known
        else one
        for one in attributes
    ]
    return document | {"attributes": named} if named else document


def _refuse_nameless(document: dict) -> None:
    if not str(document.get("name") or "").strip():
        raise Refused(listings.NAMELESS, field="name")


def _must_edit(actor) -> None:
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing
