"""What the service of the demonstration says it takes, from where, and where else people can go."""

from collections.abc import Mapping

from accounts.actors import Actor
from accounts.roles import Role
from referrals.profile import operations
from referrals.profile.facts import UrgentNumber
from referrals.profile.words import Ground

# Numbers of the range that is kept for drama: they reach nobody.
NUMBERS = (
    UrgentNumber("Somewhere safe to go tonight", "01632 960119", "the Lantern crisis house, invented, from 6pm"),
    UrgentNumber("Domestic abuse in Portsmouth and Havant", "01632 960121", "invented, day and night"),
)
ALTERNATIVES = {
    Ground.TOO_YOUNG: "the youth hubs in the directory take people from 11, without a referral.",
    Ground.OUT_OF_AREA: "the practice where they are registered knows its own service.",
    Ground.CAPACITY: "the directory shows groups that people can go to by themselves.",
}


def say(staff: Mapping[str, Mapping[str, Actor]]) -> None:
    """Let the lead of each service say it; somebody from elsewhere is pointed out, and the referrer decides."""
    leads = [one for at in staff.values() for one in at.values() if one.role is Role.SERVICE_LEAD]
    for lead in leads:
        operations.change_profile(
            lead,
            version=0,
            areas=("PO",),
            area_stops=False,
            weekly_places=30,
            urgent_numbers=NUMBERS,
            alternatives=ALTERNATIVES,
            public_form=True,
        )
