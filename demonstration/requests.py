"""What people without an account asked of the demonstration’s service: one request waits, and one is taken in."""

import datetime as dt
from collections.abc import Mapping

from accounts.actors import Actor, Visitor
from core import clock
from demonstration.shelves import morning
from referrals.public import operations as public
from referrals.public.checking import operations as checking
from referrals.public.words import Proof
from referrals.words import AccessNeed, GivenBy, GivenHow, NoNhsNumber, Reason, RiskKind, Source

LEAD = "keane"
PERSON = {"may_leave_message": False, "may_text": False, "needs_interpreter": False}
FOR_THEMSELVES = {
    "source": Source.SELF,
    "first_name": "Maureen",
    "family_name": "Tidewell",
    "date_of_birth": dt.date(1948, 5, 17),
    "postcode": "PO4 9SY",
    "telephone": "+447700900817",
    "need": "Since I stopped driving I hardly see anybody. I used to love a quiz.",
    "safe_contact": "After ten, please: I am slow in the mornings",
    "access_needs": [AccessNeed.MORE_TIME],
}
OF_A_TENANT = {
    "source": Source.HOUSING,
    "asker_name": "Dale Fenwick",
    "asker_role": "housing officer",
    "asker_organisation": "Spice Quay Homes",
    "asker_telephone": "+441632960244",
    "first_name": "Conrad",
    "family_name": "Ashby",
    "date_of_birth": dt.date(1971, 11, 2),
    "postcode": "PO1 3HN",
    "telephone": "+447700900442",
    "need": "Behind with his rent since he lost his job, and says that nobody ever knocks.",
}
FOUND_OUT = {
    "reasons": [Reason.MONEY, Reason.LONELINESS],
    "main_reason": Reason.MONEY,
    "risks": [RiskKind.NONE_KNOWN],
    "no_nhs_number": NoNhsNumber.NOT_KNOWN,
    "given_by": GivenBy.PERSON,
    "given_how": GivenHow.TELEPHONE,
}
TO_THE_PERSON = ("first_name", "family_name", "date_of_birth", "postcode", "telephone", "need")


def tell(staff: Mapping[str, Mapping[str, Actor]], today: dt.date) -> None:
    """Ask twice by the public form, and take one of the two in, each on its day."""
    (lead,) = staff[LEAD].values()
    with clock.at(morning(today - dt.timedelta(days=5))):
        tenant = _ask(lead, OF_A_TENANT)
    with clock.at(morning(today - dt.timedelta(days=3))):
        checking.confirm(lead, tenant, version=tenant.version)
        said = {name: OF_A_TENANT[name] for name in TO_THE_PERSON}
        checking.take_in(lead, tenant, version=tenant.version, given_on=clock.today(), **said, **FOUND_OUT)
    with clock.at(morning(today - dt.timedelta(days=1))):
        _ask(lead, FOR_THEMSELVES)


def _ask(lead: Actor, said: dict):
    given = {"service_id": lead.organisation_id, "network": "the demonstration", "proof": Proof.CALL}
    return public.ask(Visitor(), **given, **PERSON, **said).enquiry
