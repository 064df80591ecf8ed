"""A group's own pages: its listings and how they stand, changing one, and saying that one is right or has room."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core import clock
from core.pages import sign_out_token
from core.templating import day
from directory.listings import operations
from directory.listings.queries import find_kept
from directory.listings.room import Room
from directory.listings.sections.pages import Doors
from directory.listings.standing.queries import standing_of, version_of
from directory.upkeep import operations as upkeep
from directory.upkeep import queries
from directory.upkeep.answers.forms import USUALLY, RoomForm
from directory.upkeep.asking import operations as asking
from directory.upkeep.forms import ConfirmForm, IntroductionsForm
from directory.upkeep.looks.views import tally
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
    kept = queries.own(current_user, unwritten=tally().unwritten())
    return render_template(
        "directory/upkeep/index.html",
        kept=kept,
        due=queries.due(kept),
        rooms=list(Room),
        room_until=clock.today() + USUALLY,
        token=sign_out_token(),
    )


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


@bp.route("/<uuid:service_id>/room", methods=["GET", "POST"])
@requires(Permission.KEEP_OWN_LISTINGS)
def room(service_id):
    """Whether there is room, and until when that is good; the buttons of the list send it with one press."""
    listing = find_kept(current_user, service_id)
    form = RoomForm(version=version_of(service_id), chosen=request.args.get("room"))
    if not form.accepted():
        return render_template("directory/upkeep/room.html", form=form, listing=listing), form.status
    upkeep.say_room(current_user, listing, **form.answers())
    said = f"{Room(form.room.data).words}, until {day(form.good_until.data)}"
    flash(f"People now read of {listing.name}: {said}")
    return redirect(url_for(".index"), 303)


@bp.route("/<uuid:service_id>/introductions", methods=["GET", "POST"])
@requires(Permission.KEEP_OWN_LISTINGS)
def introductions(service_id):
    """Pause introductions until a day, or take so many in a week."""
    listing = find_kept(current_user, service_id)
    form = IntroductionsForm(standing_of(service_id), version=version_of(service_id))
    if not form.accepted():
        return render_template("directory/upkeep/introductions.html", form=form, listing=listing), form.status
    upkeep.say_introductions(current_user, listing, **form.answers())
    flash(f"What you said about introductions to {listing.name} is saved")
    return redirect(url_for(".index"), 303)
