"""What is asked of the checks on groups: how each stands, what waits for an editor, what a service finds missing."""

import datetime as dt
import itertools
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import lazyload, load_only

from accounts.roles import Permission, may
from core import clock
from core.db import db
from core.refusals import Missing
from core.settings import setting
from directory.listings import queries as listings
from directory.listings.models import Service
from directory.listings.parts import Organization
from directory.upkeep.asking import queries as asking
from directory.upkeep.asking.words import Reach
from directory.upkeep.checks import told
from directory.upkeep.checks.models import CheckAsked, CheckRule, GroupCheck
from directory.upkeep.checks.states import Check, State, check_of
from directory.upkeep.checks.words import Act, Kind

PAGE = 20


class Row(NamedTuple):
    """Something for an editor: the `id` of a check's line, a listing of the group if it has one, and the group."""

    id: uuid.UUID
    service_id: uuid.UUID | None
    since: dt.datetime
    words: str
    organization_id: uuid.UUID
    name: str
    kind: Kind


class Standing(NamedTuple):
    """A group and how its checks stand."""

    organization_id: uuid.UUID
    name: str
    checks: list[Check]

    @property
    def due(self) -> list[str]:
        """A line for each check that has ended, ends soon, waits or was not accepted: what the group may want to do."""
        settled = (State.VALID, State.MISSING)
        return [told.line(check) for check in self.checks if check.state not in settled or check.not_accepted]


def kind_called(word: str) -> Kind:
    """The kind of check whose code stands in an address. Raises Missing."""
    try:
        return Kind(word)
    except ValueError:
        raise Missing from None


def find(actor, organization_id: uuid.UUID) -> Organization:
    """An organization whose checks this actor may record or offer: an editor any, a group its own. Raises Missing."""
    found = db.session.get(Organization, organization_id)
    if found is None or not (may(actor, Permission.EDIT_DIRECTORY) or is_kept(actor, organization_id)):
        raise Missing
    return found


def is_kept(actor, organization_id: uuid.UUID) -> bool:
    """Whether the actor's group keeps a listing of this organization."""
    if not may(actor, Permission.KEEP_OWN_LISTINGS):
        return False
    kept = listings.kept_by(actor).where(Service.organization_id == organization_id)
    return db.session.scalar(kept.with_only_columns(Service.id).limit(1)) is not None


def lines(organization_id: uuid.UUID, kind: Kind) -> list[GroupCheck]:
    """The history of one check, the newest line first."""
    question = select(GroupCheck).where(GroupCheck.organization_id == organization_id, GroupCheck.kind == kind)
    return list(db.session.scalars(question.order_by(GroupCheck.turn.desc())))


def check(organization_id: uuid.UUID, kind: Kind, today: dt.date | None = None) -> Check:
    """How one check of this organization stands."""
    return check_of(kind, lines(organization_id, kind), today=today or clock.today(), soon=_soon())


def check_seen(organization_id: uuid.UUID, kind: Kind) -> Check:
    """As `check`, of one that was seen before. Raises Missing."""
    found = check(organization_id, kind)
    if found.seen is None:
        raise Missing
    return found


def checks(organization_id: uuid.UUID | None, today: dt.date | None = None) -> list[Check]:
    """How each check of this organization stands, in the order of the kinds; all missing where there is none."""
    question = select(GroupCheck).where(GroupCheck.organization_id == organization_id)
    found = db.session.scalars(question) if organization_id else ()
    return _folded(found, today or clock.today())


def of_listing(service_id: uuid.UUID) -> list[Check]:
    """How each check of the organization behind this listing stands, in one question of the database."""
    question = select(GroupCheck).join(Service, Service.organization_id == GroupCheck.organization_id)
    return _folded(db.session.scalars(question.where(Service.id == service_id)), clock.today())


def _folded(found: Iterable[GroupCheck], today: dt.date) -> list[Check]:
    of_kind: dict[Kind, list[GroupCheck]] = {kind: [] for kind in Kind}
    for one in found:
        of_kind[one.kind].append(one)
    return [check_of(kind, some, today=today, soon=_soon()) for kind, some in of_kind.items()]


def _soon() -> dt.timedelta:
    return setting("CHECK_ENDS_SOON")


def rule_of(organisation_id: uuid.UUID) -> CheckRule | None:
    """What this service asks for; None where it asks for nothing."""
    return db.session.scalar(select(CheckRule).where(CheckRule.organisation_id == organisation_id))


def missing_for(
    organisation_id: uuid.UUID, organization_id: uuid.UUID | None, today: dt.date, *, at_home: bool = False
) -> list[str]:
    """Which checks the service `organisation_id` asks for and the group does not have today, each in words.

    `at_home` says that somebody of the group visits the person at home.
    """
    rule = rule_of(organisation_id)
    needed = {*rule.needed, *(rule.needed_at_home if at_home else ())} if rule else set()
    if not needed:
        return []
    wanting = [one for one in checks(organization_id, today) if one.kind in needed and not one.state.holds]
    return [f"{one.kind.inside} ({told.why(one)})" for one in wanting]


def warns_only(organisation_id: uuid.UUID) -> bool:
    """Whether this service lets people be introduced although a check is missing."""
    rule = rule_of(organisation_id)
    return rule is not None and rule.warn_only


def own(actor) -> list[Standing]:
    """The organizations that the actor's group keeps, by name, and how their checks stand."""
    kept = listings.kept_by(actor).with_only_columns(Service.organization_id)
    return _standings(select(Organization).where(Organization.id.in_(kept)))


def for_editors() -> list[Row]:
    """The offered checks that wait for an editor's look, the longest waiting first."""
    newest = _newest().subquery()
    question = (
        select(GroupCheck, Organization.name)
        .join(newest, _same_line(newest))
        .join(Organization, Organization.id == GroupCheck.organization_id)
        .where(GroupCheck.act == Act.OFFERED)
        .order_by(GroupCheck.created_at, GroupCheck.id)
    )
    found = db.session.execute(question).all()
    first = _a_listing_of({one.organization_id for one, _ in found})
    return [
        Row(one.id, first.get(one.organization_id), one.created_at, one.kind.words, one.organization_id, name, one.kind)
        for one, name in found
    ]


def _newest() -> Select:
    """The newest line of each check of each organization."""
    which = (GroupCheck.organization_id, GroupCheck.kind)
    return select(*which, func.max(GroupCheck.turn).label("turn")).group_by(*which)


def _same_line(newest):
    return (
        (GroupCheck.organization_id == newest.c.organization_id)
        & (GroupCheck.kind == newest.c.kind)
        & (GroupCheck.turn == newest.c.turn)
    )


def how_many() -> int:
    """How many offered checks wait for an editor's look."""
    return len(for_editors())


def ran_out() -> list[Row]:
    """The checks that ran out, of groups to which people may be sent, the longest ago first."""
    found = [(one, check) for one in every(State.EXPIRED) for check in one.checks if check.state is State.EXPIRED]
    first = _a_listing_of({one.organization_id for one, _ in found})
    rows = [_ran_out(one, check, first[one.organization_id]) for one, check in found if one.organization_id in first]
    return sorted(rows, key=lambda row: (row.since, str(row.id)))


def _ran_out(one: Standing, check: Check, service_id: uuid.UUID) -> Row:
    since = dt.datetime.combine(check.until, dt.time(), clock.LONDON)
    return Row(check.seen.id, service_id, since, told.line(check), one.organization_id, one.name, check.kind)


def line(actor, check_id: uuid.UUID) -> tuple[GroupCheck, bool]:
    """One line of a check's history, for an editor, and whether it is an offer that waits. Raises Missing."""
    found = db.session.get(GroupCheck, check_id) if may(actor, Permission.EDIT_DIRECTORY) else None
    if found is None:
        raise Missing
    offered = check(found.organization_id, found.kind).offered
    return found, offered is not None and offered.id == found.id


def _a_listing_of(organization_ids: set[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """One listing of each of these organizations that is not retired: the first by name."""
    question = select(Service.organization_id, Service.id).where(
        Service.organization_id.in_(organization_ids), Service.retired_at.is_(None)
    )
    rows = db.session.execute(question.order_by(func.lower(Service.name).desc(), Service.id))
    return dict(map(tuple, rows))


def every(state: State | None = None) -> list[Standing]:
    """The groups of which anything is known, by name, with all of their checks; or those with one in this state."""
    known = select(Organization).where(Organization.id.in_(select(GroupCheck.organization_id)))
    return in_state(_standings(known), state)


def in_state(groups: Iterable[Standing], state: State | None) -> list[Standing]:
    """Of these groups those with a check in this state; all of them without one."""
    return [one for one in groups if state is None or any(check.state is state for check in one.checks)]


def _standings(question: Select) -> list[Standing]:
    question = question.options(lazyload("*"), load_only(Organization.id, Organization.name))
    groups = db.session.scalars(question.order_by(func.lower(Organization.name), Organization.id)).all()
    lines_of = _lines_of([group.id for group in groups])
    today = clock.today()
    return [Standing(group.id, group.name, _folded(lines_of.get(group.id, ()), today)) for group in groups]


def _lines_of(organization_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[GroupCheck]]:
    question = select(GroupCheck).where(GroupCheck.organization_id.in_(organization_ids))
    rows = db.session.scalars(question.order_by(GroupCheck.organization_id))
    return {key: list(some) for key, some in itertools.groupby(rows, key=lambda line: line.organization_id)}


def figures(groups: Sequence[Standing] | None = None) -> dict[State, int]:
    """How many of these groups have a check in each state: what a health page counts of `every` group."""
    found = every() if groups is None else groups
    counted = Counter(state for one in found for state in {check.state for check in one.checks})
    return {state: counted[state] for state in State}


def to_ask() -> list[uuid.UUID]:
    """The groups that are to be written to tonight about checks that ended or end soon, by name."""
    return [one.organization_id for one in every() if due(one.checks) and may_ask(one.organization_id)]


def due(checks_of_one: Iterable[Check]) -> list[Check]:
    """Of a group's checks those that it is asked for: ended or ending soon, and nothing newer offered."""
    long_ago = clock.today() - setting("CHECK_ASKED_FOR")
    states = (State.EXPIRING, State.EXPIRED)
    return [one for one in checks_of_one if one.state in states and not one.offered and one.until >= long_ago]


def may_ask(organization_id: uuid.UUID) -> bool:
    """Whether enough time has passed since the group was last written to about its checks."""
    question = select(func.max(CheckAsked.asked_on)).where(CheckAsked.organization_id == organization_id)
    last = db.session.scalar(question)
    return last is None or clock.today() - last >= setting("CHECK_ASKED_EVERY")


def whom_to_ask(organization_id: uuid.UUID) -> tuple[Service, str] | None:
    """A listing of the group and the published address that mail about it may go to; None where none may."""
    question = select(Service).where(Service.organization_id == organization_id, Service.retired_at.is_(None))
    for service in db.session.scalars(question.order_by(func.lower(Service.name), Service.id)):
        stand = asking.stand_of(service.id)
        if stand and stand.facts.reach is Reach.OPEN:
            return service, stand.email
    return None
