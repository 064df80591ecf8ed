"""What has to be done about referrals when nobody has asked for it; wings add theirs to STEPS. Nothing is declined."""

from collections import Counter

from core import clock
from core.settings import setting
from directory.upkeep.rounds.steps import Step
from referrals.concerns import operations as concerns
from referrals.concerns import queries as worries
from referrals.intake.promises import operations as promises
from referrals.intake.promises import queries as promised
from referrals.leavers import operations as leavers
from referrals.leavers import queries as left
from referrals.looks import operations as looks
from referrals.looks import queries as looked
from referrals.public import queries as requests
from referrals.public.checking import operations as checking


def _warn(actor, referral_id) -> Counter[str]:
    return Counter(["services told"] if promises.warn(actor, referral_id) else [])


def _renew(actor, referral_id) -> Counter[str]:
    return Counter(["new days named"] if promises.renew_passed(actor, referral_id) else [])


def _first(actor, referral_id) -> Counter[str]:
    return Counter(["days named"] if promises.name_first(actor, referral_id) else [])


def _concern(_actor, concern_id) -> Counter[str]:
    return Counter(["services told"] if concerns.remind(concern_id) else [])


def _queue(_actor, service_id) -> Counter[str]:
    return Counter(["services told"] if looks.remind(service_id) else [])


def _unowned(_actor, service_id) -> Counter[str]:
    return Counter(["services asked for"] if looks.ask_for_somebody(service_id) else [])


def _left(_actor, service_id) -> Counter[str]:
    return Counter(["services told"] if leavers.remind(service_id) else [])


def _requests(_actor, service_id) -> Counter[str]:
    return Counter(["services told"] if checking.remind(service_id) else [])


def _urgent_request(_actor, enquiry_id) -> Counter[str]:
    return Counter(["services told"] if checking.remind_of_urgent(enquiry_id) else [])


# In this order, by what the round calls them: the service hears of a promise before its referrer does.
STEPS: dict[str, Step] = {
    "Concerns that nobody has looked at": Step(lambda: worries.late_ones(clock.now()), _concern),
    "People whose link worker has left": Step(left.services, _left),
    "Queues that nobody has looked through": Step(lambda: looked.unseen(clock.now()), _queue),
    "Queues at services where nobody works": Step(lambda: looked.unowned(clock.now()), _unowned),
    "Referrals without a day": Step(promised.to_name, _first),
    "Requests that name something urgent": Step(lambda: requests.urgent_to_remind(clock.now()), _urgent_request),
    "Requests that nobody has checked": Step(lambda: requests.services_to_remind(clock.now()), _requests),
    "Promises about to break": Step(lambda: promised.to_warn(setting("PROMISE_WARNING_DAYS")), _warn),
    "Promises that have passed": Step(promised.to_renew, _renew),
}
