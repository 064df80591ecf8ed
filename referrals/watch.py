"""What has to be done about referrals when nobody has asked for it; wings add theirs to STEPS. Nothing is declined."""

from collections import Counter

from core.settings import setting
from directory.upkeep.rounds.steps import Step
from referrals.intake.promises import operations as promises
from referrals.intake.promises import queries as promised


def _warn(actor, referral_id) -> Counter[str]:
    return Counter(["services told"] if promises.warn(actor, referral_id) else [])


def _renew(actor, referral_id) -> Counter[str]:
    return Counter(["new days named"] if promises.renew_passed(actor, referral_id) else [])


# In this order, by what the round calls them: the service hears of a promise before its referrer does.
STEPS: dict[str, Step] = {
    "Promises about to break": Step(lambda: promised.to_warn(setting("PROMISE_WARNING_DAYS")), _warn),
    "Promises that have passed": Step(promised.to_renew, _renew),
}
