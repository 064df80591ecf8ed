"""Pages on which editors see which groups do not answer, and look at one listing's rhythm or change it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from directory.listings.queries import find_for_change
from directory.upkeep.asking import operations, queries
from directory.upkeep.asking.forms import HINTS, RhythmForm
from directory.upkeep.asking.words import Wish

bp = Blueprint("asking", __name__)

PAGE = 50
SAID = {
    Wish.USUAL: "The group is asked as usual",
    Wish.PAUSE: "The group is let be for a while",
    Wish.NOW: "The letter to the group is on its way",
}


@bp.get("/asking")
@requires(Permission.EDIT_DIRECTORY)
def index():
    waiting = queries.for_editors()
    page = min(max(request.args.get("page", 1, int), 1), 10_000)
    shown = waiting[(page - 1) * PAGE : page * PAGE]
    pages = -(-len(waiting) // PAGE)
    return render_template(
        "directory/asking/index.html", waiting=queries.named(shown), total=len(waiting), page=page, pages=pages
    )


@bp.route("/listings/<uuid:service_id>/asking", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def show(service_id):
    listing = find_for_change(current_user, service_id)
    told = queries.told(listing)
    form = RhythmForm(data={"version": told.version, "wish": told.wish, "until": told.paused_until})
    if not form.accepted():
        page = render_template("directory/asking/show.html", form=form, listing=listing, told=told, hints=HINTS)
        return page, form.status
    operations.direct(current_user, listing, **form.answers())
    flash(SAID[form.wish.data])
    return redirect(url_for(".show", service_id=listing.id), 303)
