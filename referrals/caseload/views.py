"""A link worker's pages: my caseload, writing down a conversation, and changing the next step."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission, may
from core import audit
from referrals.caseload import operations, queries, safe_contact
from referrals.caseload.forms import ConversationForm, NextStepForm
from referrals.intake import queries as intake

bp = Blueprint("caseload", __name__, url_prefix="/caseload")


@bp.get("")
@requires(Permission.WORK_REFERRALS)
def index():
    """The people of one link worker; a lead may look at everyone's, and begins there without people of their own."""
    whose = request.args.get("whose") or queries.first_shown(current_user)
    cases = queries.caseload(current_user, whose)
    audit.record(current_user, "caseload.list", "caseload", whose=whose, shown=len(cases))
    return render_template(
        "referrals/caseload/index.html",
        whose=whose,
        cases=cases,
        sections=queries.sections(cases),
        workload=queries.workload(current_user) if may(current_user, Permission.LEAD_SERVICE) else [],
    )


@bp.route("/<uuid:referral_id>/record", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def record(referral_id):
    referral = intake.find(current_user, referral_id)
    form = ConversationForm()
    if not form.accepted():
        return _page(referral, form, "Record a conversation")
    operations.record(current_user, referral, **form.answers())
    flash("Conversation saved")
    return redirect(url_for("referrals.show", referral_id=referral.id, _anchor="conversations"))


@bp.route("/<uuid:conversation_id>/correct", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def correct(conversation_id):
    referral, conversation = queries.find(current_user, conversation_id)
    form = ConversationForm(conversation)
    if not form.accepted():
        return _page(referral, form, "Correct an entry")
    operations.correct(current_user, referral, conversation, **form.answers())
    flash("Correction saved. The earlier entry stays in the record, marked as corrected.")
    return redirect(url_for("referrals.show", referral_id=referral.id, _anchor="conversations"))


@bp.route("/<uuid:referral_id>/next-step", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def next_step(referral_id):
    """Set, move or drop the next step where there was no conversation to write down."""
    referral = intake.find(current_user, referral_id)
    form = NextStepForm(referral)
    if not form.accepted():
        audit.record(current_user, "referral.open", referral, page="next step")
        return render_template("referrals/caseload/next_step.html", referral=referral, form=form), form.status
    operations.change_next_step(current_user, referral, **form.answers())
    flash("Next step saved")
    return redirect(url_for("referrals.show", referral_id=referral.id, _anchor="next"))


def _page(referral, form, heading: str):
    """The form of a conversation, beside what to heed when reaching this person. Opening it opens their record."""
    audit.record(current_user, "referral.open", referral, page="conversation")
    page = render_template(
        "referrals/caseload/record.html",
        referral=referral,
        form=form,
        heading=heading,
        forbidden=safe_contact.forbidden_methods(referral.person),
    )
    return page, form.status
