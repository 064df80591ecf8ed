"""What may be done with checks on groups: offer, record, settle, end, ask for; and what a service asks for."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable

from accounts.operations import demand
from accounts.roles import Kind as OrganisationKind
from accounts.roles import Permission
from core import audit, clock
from core.db import db, hold
from core.outbox import operations as outbox
from core.outbox.letters import written
from core.refusals import Missing, Refused, Stale
from directory.listings.models import Service
from directory.listings.parts import Organization
from directory.upkeep import letters
from directory.upkeep.checks import kinds, queries, told
from directory.upkeep.checks.models import CheckAsked, CheckRule, GroupCheck
from directory.upkeep.checks.states import Check
from directory.upkeep.checks.words import Act, Kind
from directory.upkeep.links import operations as links
from directory.upkeep.links.words import RULES, Purpose


def record(
    actor,
    organization: Organization,
    *,
    kind: Kind,
    version: int | None,
    what_was_seen: str,
    seen_on: dt.date,
    since: dt.date | None = None,
    until: dt.date | None = None,
    **facts,
) -> GroupCheck:
    """An editor has seen it. `version` is the turn of the newest line that the editor was shown, 0 for none.

    Raises Refused for facts that are none, Stale if somebody has written a line meanwhile.
    """
    demand(actor, Permission.EDIT_DIRECTORY)
    _check_seen(what_was_seen, seen_on)
    given = kinds.read(kind, since=since, until=until, facts=facts, today=clock.today())
    seen = {"what_was_seen": what_was_seen, "seen_on": seen_on}
    return _write(actor, organization, kind, version, Act.SEEN, since=since, until=until, facts=given, **seen)


def offer(
    actor,
    organization: Organization,
    *,
    kind: Kind,
    version: int | None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    what_was_seen: str | None = None,
    **facts,
) -> GroupCheck:
    """The group says that it has it, and `what_was_seen` what it can show; it counts once an editor has looked.

    Raises Missing for a group that is not the actor's, Refused and Stale as `record`.
    """
    if not queries.is_kept(actor, organization.id):
        raise Missing
    kinds.refuse_certificate(what_was_seen, field="what_was_seen")
    given = kinds.read(kind, since=since, until=until, facts=facts, today=clock.today())
    said = {"since": since, "until": until, "facts": given, "what_was_seen": what_was_seen or None}
    return _write(actor, organization, kind, version, Act.OFFERED, **said)


def renew(
    actor,
    organization: Organization,
    *,
    kind: Kind,
    version: int | None,
    since: dt.date | None,
    until: dt.date | None,
    what_was_seen: str | None = None,
) -> GroupCheck:
    """As `offer`, of what was seen before: only its dates are new."""
    seen = queries.check(organization.id, kind).seen
    if seen is None:
        raise Refused("Nothing was seen before that could be renewed.")
    dates = {"since": since, "until": until, "what_was_seen": what_was_seen}
    return offer(actor, organization, kind=kind, version=version, **dates, **seen.facts)


def accept(
    actor,
    organization: Organization,
    *,
    kind: Kind,
    version: int | None,
    what_was_seen: str | None,
    seen_on: dt.date | None,
) -> GroupCheck:
    """An editor has seen what the group offered: it counts from now on. Raises Refused, Stale."""
    offered = _offered(actor, organization, kind, version)
    _check_seen(what_was_seen, seen_on)
    facts = {name: getattr(offered, name) for name in ("since", "until", "facts")}
    seen = {"what_was_seen": what_was_seen, "seen_on": seen_on}
    return _write(actor, organization, kind, version, Act.SEEN, **facts, **seen)


def turn_down(actor, organization: Organization, *, kind: Kind, version: int | None, reason: str) -> GroupCheck:
    """An editor does not take what the group offered, and says why; the group reads it. Raises Refused, Stale."""
    offered = _offered(actor, organization, kind, version)
    _must(reason, "Say why it is not accepted. The group reads it", "reason")
    facts = {name: getattr(offered, name) for name in ("since", "until", "facts")}
    return _write(actor, organization, kind, version, Act.NOT_ACCEPTED, reason=reason, **facts)


def settle(
    actor,
    organization: Organization,
    *,
    kind: Kind,
    version: int | None,
    decision: str,
    what_was_seen: str | None,
    seen_on: dt.date | None,
    reason: str | None,
    letter: letters.Draft | None = None,
) -> GroupCheck:
    """One answer to what a group offered: `decision` is "accept" or "turn_down"; `letter` tells the group of it.

    Raises Refused, Stale.
    """
    which = {"kind": kind, "version": version}
    if decision == "accept":
        made = accept(actor, organization, **which, what_was_seen=what_was_seen, seen_on=seen_on)
    else:
        made = turn_down(actor, organization, **which, reason=reason)
    service, email = queries.whom_to_ask(organization.id) or (None, None)
    letters.send(letter, to=email, service=service, about=made)
    return made


def end(actor, organization: Organization, *, kind: Kind, version: int | None, reason: str) -> GroupCheck:
    """An editor has learnt that what was seen no longer holds, before its end. Raises Refused, Stale."""
    demand(actor, Permission.EDIT_DIRECTORY)
    _must(reason, "Say why it no longer holds", "reason")
    if not queries.check(organization.id, kind).seen:
        raise Refused("Nothing was seen here that could end.")
    return _write(actor, organization, kind, version, Act.ENDED, reason=reason, facts={})


def set_rule(
    actor, *, version: int | None, needed: Iterable[Kind], needed_at_home: Iterable[Kind], warn_only: bool
) -> CheckRule:
    """Say which checks the actor's service asks for before an introduction. Raises Stale."""
    demand(actor, Permission.LEAD_SERVICE)
    if actor.organisation_kind is not OrganisationKind.SERVICE:
        raise Refused("Only a social prescribing service sets what it asks for.")
    rule = queries.rule_of(actor.organisation_id)
    if (rule.version if rule else None) != version:
        raise Stale
    if rule is None:
        rule = CheckRule(organisation_id=actor.organisation_id)
        db.session.add(rule)
    rule.needed, rule.needed_at_home = _codes(needed), _codes(needed_at_home)
    rule.warn_only = warn_only
    db.session.flush()
    audit.record(actor, "check_rule.set", rule, needed=rule.needed, at_home=rule.needed_at_home, warn_only=warn_only)
    return rule


def ask_for(actor, organization_id: uuid.UUID) -> Counter[str]:
    """Write to a group about its checks that ended or end soon, unless it was written to lately; what was done.

    Done twice on a day, or by two at once, it is one letter.
    """
    demand(actor, Permission.EDIT_DIRECTORY)
    organization = db.session.get(Organization, organization_id)
    hold(organization)
    due = queries.due(queries.checks(organization_id))
    whom = queries.whom_to_ask(organization_id) if due and queries.may_ask(organization_id) else None
    if whom is None:
        return Counter()
    db.session.add(CheckAsked(organization_id=organization_id, asked_on=clock.today()))
    _ask(organization, *whom, due)
    audit.record(actor, "check.ask", organization, kinds=[check.kind.value for check in due])
    return Counter(asked=1)


def _ask(organization: Organization, service: Service, email: str, due: list[Check]) -> None:
    about = {"email": email, "about_id": organization.id}
    page = links.address(Purpose.CHECK, links.make(Purpose.CHECK, service, **about))
    stop = links.address(Purpose.NO_MAIL, links.make(Purpose.NO_MAIL, service, email=email))
    asked = [(told.line(check), check.kind.inside, f"{page}/{check.kind.value}") for check in due]
    days = RULES[Purpose.CHECK].lasts.days
    letter = written("checks-due", group=organization.name, asked=asked, days=days, stop=stop)
    outbox.post(to=email, kind="checks-due", about=organization, stop=stop, **letter.parts)


def _codes(chosen: Iterable[Kind]) -> list[str]:
    """The codes of these kinds, in one order."""
    wanted = {Kind(one) for one in chosen}
    return [kind.value for kind in Kind if kind in wanted]


def _offered(actor, organization: Organization, kind: Kind, version: int | None) -> GroupCheck:
    demand(actor, Permission.EDIT_DIRECTORY)
    hold(organization)
    found: Check = queries.check(organization.id, kind)
    if found.turn != version:
        raise Stale
    if found.offered is None:
        raise Refused("Nothing waits here for a look.")
    return found.offered


def _write(actor, organization: Organization, kind: Kind, version: int | None, act: Act, **line) -> GroupCheck:
    """Add a line to the history of this check; of two who write at once the second is told."""
    hold(organization)
    turn = queries.check(organization.id, kind).turn
    if turn != version:
        raise Stale
    made = GroupCheck(
        organization_id=organization.id,
        kind=kind,
        turn=turn + 1,
        act=act,
        created_at=clock.now(),
        by_id=actor.id,
        by_name=actor.name[:200],
        **line,
    )
    db.session.add(made)
    db.session.flush()
    audit.record(actor, f"check.{act}", made, organization=str(organization.id), kind=kind.value)
    return made


def _check_seen(what_was_seen: str | None, seen_on: dt.date | None) -> None:
    _must(what_was_seen, "Say what was seen", "what_was_seen")
    if seen_on is None:
        raise Refused("Enter the day on which it was seen", field="seen_on")
    if seen_on > clock.today():
        raise Refused("The date must be today or in the past", field="seen_on")


def _must(text: str | None, words: str, field: str) -> None:
    if not text:
        raise Refused(words, field=field)
    kinds.refuse_certificate(text, field=field)
