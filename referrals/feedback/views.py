"""A referrer's pages: my referrals, what became of one of them, and the same on paper."""

from flask import Blueprint, render_template, request
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core import audit, clock
from referrals.feedback import queries
from referrals.intake.drafts.operations import told
from referrals.workflow import buttons_for

bp = Blueprint("feedback", __name__, url_prefix="/mine")


@bp.get("")
@requires(Permission.FOLLOW_REFERRALS)
def index():
    """My referrals, or those of the whole practice."""
    whole_practice = request.args.get("whose") == "practice"
    page = queries.followed(
        current_user, whole_practice=whole_practice, page=request.args.get("page", default=1, type=int)
    )
    drafts = [] if whole_practice else told(current_user)
    shown = {"shown": len(page.items), "drafts": len(drafts)}
    audit.record(current_user, "referral.list", "my referrals", practice=whole_practice, **shown)
    return render_template("referrals/feedback/index.html", page=page, whole_practice=whole_practice, drafts=drafts)


@bp.get("/<uuid:referral_id>")
@requires(Permission.FOLLOW_REFERRALS)
def show(referral_id):
    feedback = queries.feedback(current_user, referral_id)
    audit.record(current_user, "referral.open", feedback.referral)
    return render_template(
        "referrals/feedback/show.html",
        feedback=feedback,
        referral=feedback.referral,
        steps=buttons_for(current_user, feedback.referral.status),
    )


@bp.get("/<uuid:referral_id>/printout")
@requires(Permission.FOLLOW_REFERRALS)
def printout(referral_id):
    """The same for paper: nothing to press, and who printed it when."""
    feedback = queries.feedback(current_user, referral_id)
    audit.record(current_user, "referral.print", feedback.referral)
    return render_template(
        "referrals/feedback/printout.html", feedback=feedback, referral=feedback.referral, printed_at=clock.now()
    )
