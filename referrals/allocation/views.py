"""Pages of the team: how each link worker works, when they are away, and whom a person wishes to be with."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core import audit
from referrals import workflow
from referrals.allocation import operations, queries
from referrals.allocation.fairness import views as fairness
from referrals.allocation.forms import CancelForm, LeaveForm, PostForm, WishForm
from referrals.allocation.load import WEIGHTS, Part
from referrals.allocation.moving import views as moving
from referrals.intake import queries as intake

GIVING = ("allocate", "hand_over")

bp = Blueprint("allocation", __name__)
bp.add_app_template_global(queries.wish_of, "wish_of")
bp.register_blueprint(moving.bp)
bp.register_blueprint(fairness.bp)


@bp.get("/team")
@requires(Permission.LEAD_SERVICE)
def team():
    """Everybody's load with what it is made of, and who is away."""
    members = queries.members(current_user)
    audit.record(current_user, "team.list", "team", shown=len(members))
    return render_template("referrals/allocation/team.html", members=members, parts=list(Part), weights=WEIGHTS)


@bp.get("/team/mine")
@requires(Permission.WORK_REFERRALS)
def mine():
    """One's own page of the team."""
    return redirect(url_for("referrals.allocation.post", link_worker_id=current_user.id))


@bp.route("/team/<uuid:link_worker_id>", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def post(link_worker_id):
    """How somebody works, and their leave; what is saved is the first, leave has forms of its own."""
    member = queries.find_member(current_user, link_worker_id)
    kept = queries.post_of(current_user.organisation_id, member.id)
    form = PostForm(kept, practices=queries.practices_known(current_user))
    if not form.accepted():
        page = render_template(
            "referrals/allocation/post.html", member=member, post=kept, form=form, cancel_form=CancelForm()
        )
        return page, form.status
    operations.keep_post(current_user, member, **form.answers())
    flash("Saved")
    return redirect(url_for("referrals.allocation.post", link_worker_id=member.id))


@bp.route("/team/<uuid:link_worker_id>/leave", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def leave(link_worker_id):
    member = queries.find_member(current_user, link_worker_id)
    form = LeaveForm()
    if not form.accepted():
        return render_template("referrals/allocation/leave.html", member=member, form=form), form.status
    operations.add_leave(current_user, member, **form.answers())
    flash("Leave saved")
    return redirect(url_for("referrals.allocation.post", link_worker_id=member.id))


@bp.post("/team/leave/<uuid:leave_id>/cancel")
@requires(Permission.WORK_REFERRALS)
def cancel_leave(leave_id):
    whose, leave = queries.find_leave(current_user, leave_id)
    form = CancelForm()
    if not form.accepted():
        page = render_template("referrals/allocation/cancel_leave.html", member=whose, leave=leave, form=form)
        return page, form.status
    operations.cancel_leave(current_user, leave_id)
    flash("Leave taken out")
    return redirect(url_for("referrals.allocation.post", link_worker_id=whose.id))


@bp.route("/<uuid:referral_id>/wish", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def wish(referral_id):
    """Whom the person asked for, on the way to the page where the referral is given to somebody."""
    referral = intake.find(current_user, referral_id)
    form = WishForm(queries.wish_of(referral.person_id))
    if not form.accepted():
        audit.record(current_user, "referral.open", referral, page="wish")
        return render_template("referrals/allocation/wish.html", referral=referral, form=form), form.status
    operations.note_wish(current_user, referral, **form.answers())
    flash("Saved")
    return redirect(_back(referral))


def _back(referral) -> str:
    """To the page on which the referral is given to somebody, where that can be done now."""
    steps = (step.name for step in workflow.steps_open_to(current_user, referral.status))
    giving = next((name for name in steps if name in GIVING), None)
    if giving is None:
        return url_for("referrals.show", referral_id=referral.id)
    return url_for("referrals.intake.step", referral_id=referral.id, step_name=giving)
