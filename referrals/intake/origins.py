"""Where a referral comes from: a clinician's account, or somebody without one whose request the service took in."""

from dataclasses import asdict, dataclass

from accounts.models import Organisation
from accounts.operations import demand
from accounts.roles import Permission
from core.refusals import Refused
from referrals.intake import queries
from referrals.words import Source


@dataclass(frozen=True)
class Asker:
    """Who asked without an account, checked by the service; `reference` is the one that they were given then."""

    source: Source
    referrer_name: str
    reference: str
    referrer_role: str | None = None
    referrer_organisation: str | None = None
    referrer_contact: str | None = None


def service_for(actor, asker: Asker | None, service_id) -> Organisation:
    """Who gets it: a service that the clinician may refer to, or the one whose own link worker took the request in.

    Raises Refused for other roles and for another service.
    """
    demand(actor, Permission.WORK_REFERRALS if asker else Permission.MAKE_REFERRALS)
    if asker is None:
        return queries.service_open_to(actor, service_id)
    if service_id != actor.organisation_id:
        raise Refused("A request is taken in by the service that it was sent to", field="service_id")
    return queries.service(service_id)


def columns(actor, asker: Asker | None, role: str | None) -> dict:
    """The columns of a referral that say who refers it and for whom, as it is today.

    `role` is what the clinician says that they are, if they say more than their account does.
    """
    if asker:
        return {name: value for name, value in asdict(asker).items() if name != "reference"}
    return {
        "source": Source.CLINICIAN,
        "referrer_id": actor.id,
        "practice_id": actor.organisation_id,
        "referrer_name": actor.name,
        "referrer_role": role or actor.role_words,
        "referrer_organisation": actor.organisation_name,
        "referrer_contact": actor.email,
    }
