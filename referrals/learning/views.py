"""Pages of referrals that came back: a practice's own quarter, a lead's practices, and what to ask first."""

from types import SimpleNamespace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core import audit, clock
from core.refusals import Missing
from referrals.learning import lessons, operations, quarters, queries
from referrals.learning.forms import ProposalForm
from referrals.profile.queries import profile_of

bp = Blueprint("learning", __name__)


@bp.get("/returned")
@requires(Permission.FOLLOW_REFERRALS)
def mine():
    """What came back to the clinician's own practice in a quarter, and why."""
    quarter = _quarter()
    found = queries.quarterly(current_user, quarter)
    audit.record(current_user, "referral.count", "returned", quarter=quarter.code)
    return render_template("referrals/learning/practice.html", found=found, counts=found.counts(), **_when(quarter))


@bp.get("/returned/practices")
@requires(Permission.LEAD_SERVICE)
def practices():
    """What the service sent back to each practice, and what it could ask first."""
    quarter = _quarter()
    profile, found = profile_of(current_user.organisation_id), queries.quarterly(current_user, quarter)
    audit.record(current_user, "referral.count", "returned", quarter=quarter.code)
    return render_template(
        "referrals/learning/practices.html",
        found=found,
        counts=found.counts(profile),
        practices=queries.by_practice(current_user, quarter),
        proposals=_proposals(found, profile, quarter),
        **_when(quarter),
    )


@bp.get("/returned/practices/<uuid:practice_id>")
@requires(Permission.LEAD_SERVICE)
def practice(practice_id):
    """What the service sent back to one practice."""
    quarter = _quarter()
    found = queries.quarterly(current_user, quarter, practice_id)
    audit.record(current_user, "referral.count", "returned", quarter=quarter.code, practice=str(practice_id))
    counts = found.counts(profile_of(current_user.organisation_id))
    return render_template("referrals/learning/practice.html", found=found, counts=counts, **_when(quarter))


@bp.route("/returned/proposals/<proposal_topic>", methods=["GET", "POST"])
@requires(Permission.LEAD_SERVICE)
def propose(proposal_topic):
    """One proposal: take it into the profile, in one's own words, or leave it for this quarter."""
    quarter, profile = _quarter(), profile_of(current_user.organisation_id)
    proposals = _proposals(queries.quarterly(current_user, quarter), profile, quarter)
    proposal = next((one for one in proposals if one.topic.key == proposal_topic), None)
    if proposal is None:
        raise Missing
    offered = lessons.first_words(proposal.topic, profile)
    form = ProposalForm(SimpleNamespace(version=profile.version, **offered))
    if not form.accepted():
        page = render_template("referrals/learning/propose.html", form=form, proposal=proposal, quarter=quarter)
        return page, form.status
    if form.left:
        operations.leave(current_user, proposal.topic, quarter)
    else:
        operations.take(current_user, profile, proposal.topic, quarter, version=form.version.data, **form.asked())
    flash("Not asked for now" if form.left else "Asked before every referral from now on")
    return redirect(url_for("referrals.learning.practices", quarter=quarter.code))


def _quarter() -> quarters.Quarter:
    return quarters.read(request.args.get("quarter", ""), today=clock.today())


def _when(quarter) -> dict:
    """The quarter that is shown, and those beside it."""
    return {"quarter": quarter, "quarters": quarters.around(quarter, today=clock.today())}


def _proposals(found, profile, quarter) -> list[lessons.Proposal]:
    answered = queries.answered(current_user.organisation_id, quarter)
    return lessons.proposals(found.returns, found.sent, profile, answered)
