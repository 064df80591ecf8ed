"""A group's own pages: its listings, what is due, changing one, and saying that one is right."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from directory.listings import operations, shown
from directory.listings import views as listings
from directory.listings.document import to_document
from directory.listings.forms import ChangeListingForm, change_form, document_of
from directory.listings.queries import find_kept
from directory.upkeep import queries
from directory.upkeep.forms import ConfirmForm
from directory.upkeep.told import told

bp = Blueprint("upkeep", __name__, url_prefix="/my-listings")


@bp.get("")
@requires(Permission.KEEP_OWN_LISTINGS)
def index():
    kept = queries.own(current_user)
    return render_template("directory/upkeep/index.html", kept=kept, due=queries.due(kept))


@bp.route("/<uuid:service_id>/change", methods=["GET", "POST"])
@requires(Permission.KEEP_OWN_LISTINGS)
def change(service_id):
    """Whoever has just changed a listing has it before them: ask for their yes next."""
    listing = find_kept(current_user, service_id)
    before = to_document(listing)
    form = change_form(ChangeListingForm, before, listing.version)
    listings.give_choices(form)
    if not form.accepted():
        others = shown.sessions_not_asked(listing)
        page = render_template("directory/upkeep/change.html", form=form, listing=listing, sessions_not_asked=others)
        return page, form.status
    document = document_of(form, before)
    operations.change_listing(
        current_user, listing, version=form.version.data, document=document, why=form.why.data or ""
    )
    flash("Your changes are saved")
    return redirect(url_for(".confirm", service_id=service_id), 303)


@bp.route("/<uuid:service_id>/confirm", methods=["GET", "POST"])
@requires(Permission.KEEP_OWN_LISTINGS)
def confirm(service_id):
    listing = find_kept(current_user, service_id)
    form = ConfirmForm(obj=listing)
    if not form.accepted():
        page = render_template("directory/upkeep/confirm.html", form=form, listing=listing, told=told(listing))
        return page, form.status
    operations.confirm_listing(current_user, listing, **form.answers())
    flash(f"You confirmed that {listing.name} is right")
    return redirect(url_for(".index"), 303)
