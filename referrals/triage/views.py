"""Pages of triage: a referral at a glance, its answers, and the rules by which they are suggested."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission, may
from core import audit
from referrals import timeline, workflow
from referrals.concerns import queries as concerns
from referrals.intake import queries as intake
from referrals.intake.promises.queries import reckon
from referrals.intake.safeguarding import queries as safeguarding
from referrals.intake.steps import ANSWERS
from referrals.triage import operations, queries, wording
from referrals.triage.forms import ButtonForm, OwnForm, RuleForm, answer_form
from referrals.triage.rules import SHIPPED
from referrals.words import Way

bp = Blueprint("triage", __name__)


@bp.get("/<uuid:referral_id>/triage")
@requires(Permission.WORK_REFERRALS)
def show(referral_id):
    """Everything that an answer hangs on, on one page, with what is suggested and why."""
    referral = intake.find(current_user, referral_id)
    audit.record(current_user, "referral.open", referral, page="triage")
    return render_template(
        "referrals/triage/show.html",
        referral=referral,
        sheet=queries.sheet(current_user, referral),
        exchanges=timeline.exchanges(referral.events),
        concerns=concerns.about(current_user, referral),
        steps=workflow.buttons_for(current_user, referral.status, has_account=referral.has_account),
    )


@bp.route("/<uuid:referral_id>/triage/<step_name>", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def answer(referral_id, step_name):
    """Fill in an answer, look at what will be sent, send it. Whoever comes second reads what the first has done."""
    referral = intake.find(current_user, referral_id)
    if step_name not in ANSWERS:
        abort(404)
    sheet = queries.sheet(current_user, referral)
    form = _form(referral, step_name, sheet.suggestion)
    if not form.accepted():
        if form.looking:
            form.overtake(operations.overtaken(current_user, referral, step_name, version=form.version.data))
        return _answer_page(referral, step_name, form)
    operations.answer(current_user, referral, step_name, **form.answers())
    told = form.answers().get("way")
    by_hand = f". The {told.words.lower()} waits under “Letters to send”" if told in {Way.LETTER, Way.TEXT} else ""
    flash(f"{referral.reference}: {referral.status.words.lower()}{by_hand}")
    return redirect(_onward(referral, sheet))


def _onward(referral, sheet) -> str:
    """Back to the record of what somebody has; else to the next in the queue, or to its end."""
    if referral.link_worker_id:
        return url_for("referrals.show", referral_id=referral.id)
    if sheet.following:
        return url_for("referrals.triage.show", referral_id=sheet.following)
    return url_for("referrals.intake.queue")


def _form(referral, name: str, suggestion):
    is_suggested = suggestion.answer == name
    return answer_form(
        referral,
        name,
        suggested=suggestion.reason if is_suggested else None,
        services=queries.others(referral) if name == "redirect" else (),
        to=suggestion.redirect_to_id if is_suggested else None,
        along=name == "redirect" and safeguarding.has_concern(referral),
    )


def _answer_page(referral, name: str, form):
    audit.record(current_user, "referral.open", referral, page=name)
    step = workflow.STEPS[name]
    page = render_template(
        "referrals/triage/look.html" if form.looking else "referrals/triage/answer.html",
        referral=referral,
        step=step,
        form=form,
        hindrance=concerns.hindrance(referral, step),
        lead_there=concerns.lead_of(form.service_id.data) if name == "redirect" and form.looking else None,
        words_to_person=_words_to_person(referral, name, form) if form.looking else "",
        possible=step in workflow.steps_open_to(current_user, referral.status),
    )
    return page, form.status


def _words_to_person(referral, name: str, form) -> str:
    """What the person is written, as they read it; of what is passed on with the day that can be promised there."""
    there = reckon(form.service_id.data, referral.priority).promised_on if name == "redirect" else None
    return form.read_as(wording.with_day(form.words_to_person.data or "", there))


@bp.get("/triage/rules")
@requires(Permission.WORK_REFERRALS)
def rules():
    """The service's rules in their order, for everybody there to read and for its lead to change."""
    return _rules_page()


def _names() -> dict:
    """The names of the services that a rule may name, those too that take nothing now."""
    named = (*intake.other_services(current_user.organisation_id), *intake.unstaffed_services())
    return {one.id: one.name for one in named}


def _rules_page(refused=None):
    """All rules; `refused` is the form of a button that could not be obeyed, and the page says why."""
    own = queries.rules_of(current_user.organisation_id)
    page = render_template(
        "referrals/triage/rules.html",
        own=own,
        rules=[queries.as_rule(row) for row in own] or SHIPPED,
        services=_names(),
        leads=may(current_user, Permission.LEAD_SERVICE),
        button=ButtonForm(),
        form=refused,
    )
    return page, refused.status if refused else 200


@bp.post("/triage/rules/own")
@requires(Permission.LEAD_SERVICE)
def own_rules():
    """Copy the shipped rules, to change them; or let them count again."""
    form = OwnForm()
    if not form.accepted():
        return _rules_page(form)
    if form.go.data:
        operations.use_shipped_rules(current_user)
        flash("The rules that came with Footbridge count again")
    else:
        operations.begin_own_rules(current_user)
        flash("These rules are yours now")
    return _to_rules()


@bp.route("/triage/rules/new", methods=["GET", "POST"])
@requires(Permission.LEAD_SERVICE)
def new_rule():
    """A rule that is asked before all others."""
    form = RuleForm(services=intake.other_services(current_user.organisation_id))
    if not form.accepted():
        return render_template("referrals/triage/rule.html", form=form, rule=None), form.status
    operations.add_rule(current_user, **form.answers())
    flash("Rule added")
    return _to_rules()


@bp.route("/triage/rules/<uuid:rule_id>", methods=["GET", "POST"])
@requires(Permission.LEAD_SERVICE)
def rule(rule_id):
    """Change a rule."""
    kept = queries.find_rule(current_user, rule_id)
    form = RuleForm(kept, services=_services_for(kept))
    if not form.accepted():
        return render_template("referrals/triage/rule.html", form=form, rule=kept), form.status
    operations.change_rule(current_user, kept, **form.answers())
    flash("Rule saved")
    return _to_rules()


def _services_for(rule) -> list:
    """The services that this rule may name; the one that it names already too, where that takes nothing now."""
    kept = [one for one in intake.unstaffed_services() if one.id == rule.redirect_to_id]
    return [*intake.other_services(current_user.organisation_id), *kept]


@bp.post("/triage/rules/<uuid:rule_id>/up")
@requires(Permission.LEAD_SERVICE)
def move_rule(rule_id):
    """Let a rule be asked one place earlier."""
    kept, form = queries.find_rule(current_user, rule_id), ButtonForm()
    if not form.accepted():
        return _rules_page(form)
    operations.move_rule(current_user, kept, **form.answers())
    flash("Rule moved up")
    return _to_rules()


@bp.post("/triage/rules/<uuid:rule_id>/remove")
@requires(Permission.LEAD_SERVICE)
def remove_rule(rule_id):
    kept, form = queries.find_rule(current_user, rule_id), ButtonForm()
    if not form.accepted():
        return _rules_page(form)
    operations.remove_rule(current_user, kept, **form.answers())
    flash("Rule taken out")
    return _to_rules()


def _to_rules():
    return redirect(url_for("referrals.triage.rules"))
