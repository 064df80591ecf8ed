"""What may be done in triage: answer a referral, with words to its referrer and to the person; change the rules."""

import datetime as dt
import uuid
from typing import Any

from accounts.models import Organisation
from accounts.operations import demand
from accounts.roles import Permission
from core import audit
from core.db import check_version, db, hold
from core.refusals import Missing, Refused
from referrals.intake import steps
from referrals.intake.models import Referral
from referrals.intake.operations import take_step
from referrals.intake.queries import other_services
from referrals.intake.safeguarding import queries as safeguarding
from referrals.intake.steps import ANSWERS
from referrals.letters.operations import write
from referrals.triage import queries
from referrals.triage.models import TriageRule
from referrals.triage.rules import CONDITIONS, SHIPPED, Rule
from referrals.triage.wording import LETTERS, with_day
from referrals.triage.words import Suggested
from referrals.words import GivenBy, GivenHow, PassedOnBecause, Way
from referrals.workflow import REASONS, STEPS

MOST_RULES = 40


def answer(
    actor,
    referral: Referral,
    name: str,
    *,
    version: int | None,
    reason: str,
    words: str,
    way: Way | None = None,
    words_to_person: str = "",
    service_id: uuid.UUID | None = None,
    given_by: GivenBy | None = None,
    given_by_name: str | None = None,
    given_how: GivenHow | None = None,
    given_on: dt.date | None = None,
    decision_reason: str | None = None,
) -> Referral:
    """Accept, decline, pass on or ask: the step with its coded reason, and by `way`, if any, what the person is told.

    Raises Missing for another answer or somebody else's referral, Stale or Refused, saying who was first, for one that
    has been answered meanwhile, and Refused beside the field that is missing or wrong.
    """
    if name not in ANSWERS:
        raise Missing
    demand(actor, Permission.WORK_REFERRALS)
    if not reason:
        raise Refused("Choose a reason", field="reason")
    if reason == PassedOnBecause.SAFEGUARDING and not safeguarding.has_concern(referral):
        raise Refused("Raise a safeguarding concern first: it goes with the referral", field="reason")
    agreed = {"given_by": given_by, "given_by_name": given_by_name, "given_how": given_how, "given_on": given_on}
    agreed["decision_reason"] = decision_reason
    take_step(actor, referral, name, version=version, reason=reason, words=words, service_id=service_id, agreed=agreed)
    if way is not None:
        _write(actor, referral, name, way, with_day(words_to_person, queries.promised_there(referral)))
    return referral


def overtaken(actor, referral: Referral, name: str, *, version: int | None) -> str:
    """What somebody did meanwhile, for which `answer` would be refused, with who did it; empty if nothing."""
    step = STEPS[name]
    try:
        steps.refuse_if_passed(actor, referral, step)
        steps.check_version(actor, referral, step, version)
    except Refused as refusal:
        return refusal.words
    return ""


def _write(actor, referral: Referral, name: str, way: Way, words: str) -> None:
    try:
        write(actor, referral.id, referral.person, kind=LETTERS[name], way=way, words=words)
    except Refused as refusal:
        field = "words_to_person" if refusal.field == "words" else refusal.field
        raise Refused(refusal.words, field=field) from None


def begin_own_rules(actor) -> list[TriageRule]:
    """Copy the shipped rules, so that the lead can change them; a service that has its own keeps them."""
    demand(actor, Permission.LEAD_SERVICE)
    service = db.session.get(Organisation, actor.organisation_id)
    hold(service)  # two leads who begin at once get one copy
    if own := queries.rules_of(service.id):
        return own
    made = [_row(service.id, place, rule) for place, rule in enumerate(SHIPPED, start=1)]
    db.session.add_all(made)
    db.session.flush()
    audit.record(actor, "triage.rules", service, copied=len(made))
    return made


def use_shipped_rules(actor) -> None:
    """Take every rule of the service's own out: the shipped ones count again."""
    demand(actor, Permission.LEAD_SERVICE)
    own = queries.rules_of(actor.organisation_id)
    for row in own:
        db.session.delete(row)
    db.session.flush()
    audit.record(actor, "triage.rules", "triage_rule", removed=len(own))


def add_rule(actor, **facts) -> TriageRule:
    """A new rule, before all others: what is added is what should be noticed. Refused where it would fit everybody."""
    own = begin_own_rules(actor)
    if len(own) >= MOST_RULES:
        raise Refused(f"There are {MOST_RULES} rules already: change or remove one")
    checked = _checked(actor, **facts)
    if not checked.conditions:
        raise Refused("Fill in one condition: without any, no other rule would ever be asked", field="age_below")
    made = _row(actor.organisation_id, min(row.place for row in own) - 1, checked)
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "triage.rule_add", made)
    return made


def change_rule(actor, rule: TriageRule, *, version: int | None, **facts) -> TriageRule:
    """Change a rule. Raises Stale, Missing for another service's, and Refused beside the field."""
    _hold(actor, rule, version)
    checked = _checked(actor, was_for=rule.redirect_to_id, **facts)
    rule.conditions, rule.answer, rule.reason = dict(checked.conditions), checked.answer, checked.reason
    rule.words, rule.redirect_to_id = checked.words, checked.redirect_to_id
    db.session.flush()
    audit.record(actor, "triage.rule_change", rule)
    return rule


def move_rule(actor, rule: TriageRule, *, version: int | None) -> None:
    """Let a rule be asked one place earlier; the first stays where it is."""
    _hold(actor, rule, version)
    own = queries.rules_of(rule.service_id)
    place = own.index(rule)
    if place:
        before = own[place - 1]
        rule.place, before.place = before.place, rule.place
        db.session.flush()
        audit.record(actor, "triage.rule_move", rule)


def remove_rule(actor, rule: TriageRule, *, version: int | None) -> None:
    """Take a rule out. Without any the shipped ones count again."""
    _hold(actor, rule, version)
    audit.record(actor, "triage.rule_remove", rule)
    db.session.delete(rule)
    db.session.flush()


def _hold(actor, rule: TriageRule, version: int | None) -> None:
    demand(actor, Permission.LEAD_SERVICE)
    queries.find_rule(actor, rule.id)
    check_version(rule, version)


def _row(service_id: uuid.UUID, place: int, rule: Rule) -> TriageRule:
    return TriageRule(
        service_id=service_id,
        place=place,
        conditions=dict(rule.conditions),
        answer=rule.answer,
        reason=rule.reason,
        words=rule.words,
        redirect_to_id=rule.redirect_to_id,
    )


def _checked(
    actor,
    *,
    answer: Suggested,
    reason: str | None = None,
    words: str = "",
    redirect_to_id: uuid.UUID | None = None,
    was_for: uuid.UUID | None = None,
    **conditions: Any,
) -> Rule:
    """The rule that was filled in; what is empty is no condition. A service that it named before may stay in it."""
    wanted = {name: value for name, value in conditions.items() if name in CONDITIONS and value not in (None, [], ())}
    if "age_below" in wanted and "age_above" in wanted and wanted["age_below"] - wanted["age_above"] < 2:
        raise Refused("Nobody is both younger than this and older than that", field="age_below")
    answer = Suggested(answer)
    if answer is Suggested.LOOK:
        return Rule(wanted, answer, None, words.strip())
    if reason not in list(REASONS[answer.value]):
        raise Refused(f"Choose one of the reasons of “{answer.words}”", field="reason")
    if answer is not Suggested.REDIRECT:
        redirect_to_id = None
    elif redirect_to_id not in {None, was_for, *(one.id for one in other_services(actor.organisation_id))}:
        raise Refused("Choose the other service", field="redirect_to_id")
    return Rule(wanted, answer, reason, words.strip(), redirect_to_id)
