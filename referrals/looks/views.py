"""The one click that says that the queue was looked through today."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core import clock
from referrals.looks import operations, queries
from referrals.looks.forms import LookForm

bp = Blueprint("looks", __name__)


@bp.app_template_global()
def look_of_today():
    """Who has looked through the queue of whoever reads the page today, if anybody has; and the form to say so."""
    return queries.on(current_user.organisation_id, clock.today()), LookForm()


@bp.route("/queue/looked", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def looked():
    form = LookForm()
    if not form.accepted():
        return render_template("referrals/looks/looked.html", form=form), form.status
    operations.look_through(current_user)
    flash("It is written down that the queue was looked through today")
    return redirect(url_for("referrals.intake.queue"))
