"""What may be done with a service's profile: its lead changes it."""

from dataclasses import replace

from accounts.operations import demand
from accounts.roles import Permission
from core import audit, clock
from core.constraints import explain
from core.db import db
from core.refusals import Refused, Stale
from referrals.profile import queries, rules
from referrals.profile.facts import Profile
from referrals.profile.models import ServiceProfile

explain("uq_service_profile_service_id", Stale().words)

# How a fact is kept where the table holds it otherwise than `Profile`.
KEPT = {
    "practices": lambda ids: sorted(map(str, ids)),
    "areas": list,
    "reasons_not_taken": lambda codes: [code.value for code in codes],
    "urgent_numbers": lambda rows: [list(row) for row in rows],
    "pre_checks": lambda rows: [row._asdict() for row in rows],
    "alternatives": lambda words: {ground.value: said for ground, said in words.items() if said},
}
FOR_AUDIT = {"state": str, "paused_until": lambda day: day and day.isoformat()}


def change_profile(actor, *, version: int | None, **facts) -> Profile:
    """Set some `facts` of the profile of the service that `actor` leads, by the names that `Profile` has.

    `version` is that of the profile which the lead was looking at, 0 where there was none. Raises Refused beside the
    fact that cannot stand, and Stale where somebody has changed the profile meanwhile.
    """
    demand(actor, Permission.LEAD_SERVICE)
    before = queries.profile_of(actor.organisation_id)
    if version != before.version:
        raise Stale
    changed = {name: value for name, value in facts.items() if getattr(before, name) != value}
    after = replace(before, **changed)
    for field, words in rules.problems(vars(after), today=clock.today()):
        raise Refused(words, field=field)
    row = queries.row_of(actor.organisation_id) or ServiceProfile(service_id=actor.organisation_id)
    for name, value in changed.items():
        setattr(row, name, KEPT.get(name, lambda as_it_is: as_it_is)(value))
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "profile.change", row, **{name: _told(before, after, name) for name in changed})
    return queries.profile_of(actor.organisation_id)


def _told(before: Profile, after: Profile, name: str) -> list:
    """A fact before and after, as the audit trail keeps it."""
    tell = KEPT.get(name) or FOR_AUDIT.get(name) or (lambda as_it_is: as_it_is)
    return [tell(getattr(before, name)), tell(getattr(after, name))]
