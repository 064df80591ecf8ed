"""Which checks a service asks for before an introduction, and which of them the group behind a listing lacks."""

from dataclasses import dataclass

from core import clock
from directory.listings.facts import attendance
from directory.listings.models import Service
from directory.listings.record import record_of
from directory.listings.ways import Attendance
from directory.upkeep.checks import queries as checks
from referrals.intake.models import Referral


@dataclass(frozen=True)
class Lacking:
    """The checks that are missing, each in words, and whether nobody may be introduced because of them."""

    checks: list[str]
    blocks: bool

    @property
    def words(self) -> str:
        """A sentence that names them; empty where none is missing."""
        if not self.checks:
            return ""
        found = ", ".join(self.checks)
        if self.blocks:
            return f"Your service asks for checks that this group does not have: {found}. You can signpost the person."
        return f"Your service asks for checks that this group does not have: {found}. Speak with your lead first."


def lacking(referral: Referral, listing: Service) -> Lacking:
    """What the service of this referral asks for today and the group behind the listing does not have."""
    if checks.rule_of(referral.service_id) is None:
        return Lacking([], blocks=False)
    at_home = Attendance.AT_HOME in attendance(record_of(listing))
    service_id, group_id = referral.service_id, listing.organization_id
    missing = checks.missing_for(service_id, group_id, clock.today(), at_home=at_home)
    return Lacking(missing, blocks=bool(missing) and not checks.warns_only(service_id))
