"""Pages of the waiting list, and of a word while somebody waits."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission, may
from core import audit
from referrals.intake.queries import find
from referrals.intake.waiting import operations, queries
from referrals.intake.waiting.forms import WordForm
from referrals.letters import ways

bp = Blueprint("waiting", __name__, url_prefix="/waiting")


@bp.get("")
@requires(Permission.WORK_REFERRALS)
def index():
    """Who waits for first contact, in their true order, with the day that was promised and the day to expect."""
    page = queries.waiting_list(current_user, page=request.args.get("page", default=1, type=int))
    due = queries.words_due(current_user)
    audit.record(current_user, "referral.list", "waiting list", shown=len(page.items), due=due.total)
    leads = may(current_user, Permission.LEAD_SERVICE)
    return render_template("referrals/waiting/index.html", page=page, due=due, leads=leads)


@bp.route("/<uuid:referral_id>/word", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def word(referral_id):
    """Have a word while they wait: a letter or a call that says that they are not forgotten."""
    referral = find(current_user, referral_id)
    form = WordForm()
    if not form.accepted():
        audit.record(current_user, "referral.open", referral, page="word while waiting")
        page = render_template(
            "referrals/waiting/word.html",
            referral=referral,
            form=form,
            earlier=queries.words_with(referral),
            forbidden=ways.forbidden(referral.person).values(),
        )
        return page, form.status
    operations.keep_in_touch(current_user, referral, **form.answers())
    flash(f"{referral.reference}: noted that you were in touch")
    return redirect(url_for("referrals.waiting.index"))
