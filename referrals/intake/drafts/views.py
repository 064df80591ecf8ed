"""The door for what a clinical system has handed over: an address that opens once, for its practice only."""

from flask import Blueprint, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core.refusals import Missing
from referrals.intake.drafts import handover
from referrals.intake.drafts.forms import TakeOverForm

bp = Blueprint("refer", __name__, url_prefix="/refer")


@bp.route("/<handover_token>", methods=["GET", "POST"])
@requires(Permission.MAKE_REFERRALS)
def refer(handover_token):
    """Say that something waits, and on the press of a button make it a draft of whoever pressed."""
    form = TakeOverForm()
    if not form.accepted():
        if not handover.is_waiting(current_user, handover_token):
            return _gone()
        return render_template("referrals/intake/refer.html", form=form, handover_token=handover_token), form.status
    try:
        draft = handover.take_over(current_user, handover_token)
    except Missing:
        return _gone()
    return redirect(url_for("referrals.intake.draft", draft_id=draft.id, screen="person"), 303)


def _gone():
    """The same words for an address that was used, is too old, was changed or is another practice's."""
    return render_template("referrals/intake/refer_gone.html"), 404
