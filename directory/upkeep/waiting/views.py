"""Editors' pages about what groups changed: what waits, one change to decide, and the table of what waits at all."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from directory.upkeep.waiting import operations, queries, rules
from directory.upkeep.waiting.forms import DecideForm, RulesForm, decide_form

bp = Blueprint("waiting", __name__, url_prefix="/waiting")


@bp.app_template_global()
def changes_waiting(service_id: uuid.UUID) -> list:
    """What waits of a listing, for the pages on which it is changed."""
    return queries.waiting_of(service_id)


@bp.app_template_global()
def parts_looked_at(section) -> list:
    """The parts of a listing that this page asks about and that wait for an editor."""
    return sorted(rules.parts_asked(section) & queries.parts_that_wait())


@bp.get("")
@requires(Permission.EDIT_DIRECTORY)
def index():
    return render_template("directory/waiting/index.html", rows=queries.for_editors())


@bp.route("/rules", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def set_rules():
    """The table of what waits."""
    table = queries.rules()
    form = RulesForm(obj=table, parts=sorted(queries.parts_that_wait()))
    if not form.accepted():
        return render_template("directory/waiting/set_rules.html", form=form, table=table), form.status
    operations.set_rules(current_user, **form.answers())
    flash("What waits for an editor is saved")
    return redirect(url_for(".index"), 303)


@bp.route("/<uuid:waiting_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def show(waiting_id):
    """One change, before and after side by side, to decide."""
    change = queries.find(current_user, waiting_id)
    listing = queries.listing_of(change)
    asked = queries.asked(change, listing)
    form = decide_form(asked, listing)
    form.begin(to=change.by_email, listing=listing)
    if not form.accepted():
        return _page(form, change, listing, asked), form.status
    operations.decide(current_user, change, **form.answers())
    flash(f"{change.state.words}: the change of {listing.name}")
    return redirect(url_for(".index"), 303)


def _page(form: DecideForm, change, listing, asked) -> str:
    return render_template(
        "directory/waiting/show.html",
        form=form,
        change=change,
        listing=listing,
        asked=asked,
        others=queries.others(change),
        changed_since=listing.version != change.base_version,
    )
