"""Pages of safeguarding concerns: raise one, read it, add to it, look at it, settle it, and who does that."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission, may
from core import audit
from referrals.concerns import operations, queries
from referrals.concerns.forms import DescribeForm, LeadForm, LookForm, RaiseForm, SettleForm
from referrals.intake import queries as intake

bp = Blueprint("concerns", __name__, url_prefix="/concerns")


@bp.app_template_global()
def raise_form() -> RaiseForm:
    """The form of the one click beside a referral."""
    return RaiseForm()


@bp.app_template_global()
def open_concerns(referral) -> list:
    """The concerns about a referral that are not settled and that whoever looks may read."""
    return [one for one in queries.about(current_user, referral) if one.is_open]


@bp.get("")
@requires(Permission.WORK_REFERRALS)
def index():
    """Open concerns, the most pressing first, and those that were settled lately."""
    waiting, settled = queries.open_ones(current_user), queries.settled_ones(current_user)
    audit.record(current_user, "concern.list", "concerns", shown=len(waiting) + len(settled))
    return render_template(
        "referrals/concerns/index.html",
        waiting=waiting,
        settled=settled,
        lead=queries.lead_of(current_user.organisation_id),
        may_lead=may(current_user, Permission.LEAD_SERVICE),
    )


@bp.route("/about/<uuid:referral_id>", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def new(referral_id):
    referral = intake.find(current_user, referral_id)
    form = RaiseForm()
    if not form.accepted():
        audit.record(current_user, "referral.open", referral, page="concern")
        return render_template("referrals/concerns/new.html", referral=referral, form=form), form.status
    concern = operations.raise_concern(current_user, referral, **form.answers())
    flash("The concern is raised. If anybody is in danger now, call 999.")
    return redirect(url_for(".show", concern_id=concern.id))


@bp.get("/<uuid:concern_id>")
@requires(Permission.WORK_REFERRALS)
def show(concern_id):
    concern = queries.find(current_user, concern_id)
    audit.record(current_user, "concern.open", concern)
    there = queries.there(concern)
    return render_template(
        "referrals/concerns/show.html",
        concern=concern,
        referral=concern.referral,
        form=DescribeForm(concern),
        look=LookForm(),
        lead=queries.lead_of(concern.service_id),
        there=there,
        lead_there=there and queries.lead_of(there.service_id),
        may_lead=may(current_user, Permission.LEAD_SERVICE),
    )


@bp.route("/<uuid:concern_id>/describe", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def describe(concern_id):
    concern = queries.find(current_user, concern_id)
    form = DescribeForm(concern)
    if not form.accepted():
        return _page("describe", concern, form)
    operations.describe(current_user, concern, **form.answers())
    flash("Saved")
    return redirect(url_for(".show", concern_id=concern.id))


@bp.route("/<uuid:concern_id>/look", methods=["GET", "POST"])
@requires(Permission.LEAD_SERVICE)
def look(concern_id):
    """One click by a lead, which stops the concern's clock."""
    concern = queries.find(current_user, concern_id)
    form = LookForm()
    if not form.accepted():
        return _page("look", concern, form)
    operations.look_at(current_user, concern)
    flash("It is written down that you have looked at this")
    return redirect(url_for(".show", concern_id=concern.id))


@bp.route("/<uuid:concern_id>/settle", methods=["GET", "POST"])
@requires(Permission.LEAD_SERVICE)
def settle(concern_id):
    concern = queries.find(current_user, concern_id)
    form = SettleForm(version=concern.version)
    if not form.accepted():
        return _page("settle", concern, form)
    operations.settle(current_user, concern, **form.answers())
    flash("The concern is settled")
    return redirect(url_for(".index"))


@bp.route("/lead", methods=["GET", "POST"])
@requires(Permission.LEAD_SERVICE)
def lead():
    """Who looks at the service's concerns first."""
    service_id = current_user.organisation_id
    form = LeadForm(intake.leads_of(service_id), queries.named_lead(service_id))
    if not form.accepted():
        return render_template("referrals/concerns/lead.html", form=form), form.status
    operations.name_lead(current_user, **form.answers())
    flash("Saved")
    return redirect(url_for(".index"))


def _page(name: str, concern, form):
    """The page of one thing to do about a concern. It shows whom the concern is about, so that opening it is noted."""
    audit.record(current_user, "concern.open", concern, page=name)
    page = render_template(f"referrals/concerns/{name}.html", concern=concern, referral=concern.referral, form=form)
    return page, form.status
