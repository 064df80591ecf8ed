"""Pages on which a group's representatives see who keeps its listings, invite another, and put one out."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.groups import operations, queries
from accounts.roles import Permission
from directory.upkeep.people.forms import EndForm, InviteForm

bp = Blueprint("people", __name__, url_prefix="/my-listings/people")


@bp.get("")
@requires(Permission.KEEP_OWN_LISTINGS)
def index():
    return render_template("directory/upkeep/people/index.html", people=queries.people(current_user.organisation_id))


@bp.route("/invite", methods=["GET", "POST"])
@requires(Permission.KEEP_OWN_LISTINGS)
def invite():
    form = InviteForm()
    if not form.accepted():
        return render_template("directory/upkeep/people/invite.html", form=form), form.status
    operations.invite(current_user, **form.answers())
    flash(f"We have written to {form.email.data}")
    return redirect(url_for(".index"), 303)


@bp.route("/<uuid:representative_id>/end", methods=["GET", "POST"])
@requires(Permission.KEEP_OWN_LISTINGS)
def end(representative_id: uuid.UUID):
    found, form = queries.find(current_user, representative_id), EndForm()
    if not form.accepted():
        return render_template("directory/upkeep/people/end.html", form=form, person=found), form.status
    operations.end(current_user, found.membership)
    if found.id == current_user.membership_id:
        return redirect(url_for("accounts.signed_out"), 303)
    flash(f"{found.name} no longer keeps the listings of {current_user.organisation_name}")
    return redirect(url_for(".index"), 303)
