"""A group's own pages: its listings, what is due, changing one, and saying that one is right."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from directory.listings import operations
from directory.listings.queries import find_kept
from directory.listings.sections.pages import Doors
from directory.upkeep import queries
from directory.upkeep.asking import operations as asking
from directory.upkeep.forms import ConfirmForm
from directory.upkeep.told import told
from directory.upkeep.waiting import pages

bp = Blueprint("upkeep", __name__, url_prefix="/my-listings")
DOORS = Doors(
    index="directory.upkeep.change",
    section="directory.upkeep.section",
    editor=False,
    confirm="directory.upkeep.confirm",
    waiting="directory.upkeep.waiting",
    topics="directory.suggestions.new",
    back="directory.upkeep.index",
    first=pages.FIRST,
)


@bp.get("")
@requires(Permission.KEEP_OWN_LISTINGS)
def index():
    kept = queries.own(current_user)
    return render_template("directory/upkeep/index.html", kept=kept, due=queries.due(kept))


@bp.get("/<uuid:service_id>/change")
@requires(Permission.KEEP_OWN_LISTINGS)
def change(service_id):
    return pages.index(find_kept(current_user, service_id), DOORS)


@bp.route("/<uuid:service_id>/change/<section_key>", methods=["GET", "POST"])
@requires(Permission.KEEP_OWN_LISTINGS)
def section(service_id, section_key):
    return pages.section(current_user, find_kept(current_user, service_id), section_key, DOORS)


@bp.route("/<uuid:service_id>/waiting", methods=["GET", "POST"])
@requires(Permission.KEEP_OWN_LISTINGS)
def waiting(service_id):
    """What waits of what the group changed, and what became of the rest."""
    return pages.waiting(current_user, find_kept(current_user, service_id), DOORS)


@bp.route("/<uuid:service_id>/confirm", methods=["GET", "POST"])
@requires(Permission.KEEP_OWN_LISTINGS)
def confirm(service_id):
    listing = find_kept(current_user, service_id)
    form = ConfirmForm(obj=listing)
    if not form.accepted():
        page = render_template("directory/upkeep/confirm.html", form=form, listing=listing, told=told(listing))
        return page, form.status
    operations.confirm_listing(current_user, listing, **form.answers())
    asking.note_answer(listing)
    flash(f"You confirmed that {listing.name} is right")
    return redirect(url_for(".index"), 303)
