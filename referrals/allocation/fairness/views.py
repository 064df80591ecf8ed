"""The page that sets practices beside each other, for whoever leads a service."""

from flask import Blueprint, render_template
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from referrals.allocation.fairness import queries, rates

bp = Blueprint("fairness", __name__, url_prefix="/team")


@bp.get("/fairness")
@requires(Permission.LEAD_SERVICE)
def show():
    """Numbers of practices, none of people: how many, how many accepted, how long they waited."""
    sent = queries.sent(current_user)
    everybody = rates.line("All practices", sent)
    return render_template("referrals/fairness/show.html", lines=rates.lines(sent), everybody=everybody)
