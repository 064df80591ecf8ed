"""Pages of a listing: the public one, and those on which editors find, add, change, retire and follow it."""

import uuid

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core import clock
from directory.listings import operations, queries, shown, spoken
from directory.listings.forms import FindForm, LocateForm, NewListingForm, ReopenForm, RetireForm
from directory.listings.history import views as history
from directory.listings.said import Said
from directory.listings.sections import pages
from directory.listings.standing.queries import ages
from directory.listings.trust import trust_line

bp = Blueprint("listings", __name__, url_prefix="/listings")
NO_ID = uuid.UUID(int=0)
bp.register_blueprint(history.bp)
DOORS = pages.Doors("directory.listings.change", "directory.listings.section", editor=True)


@bp.app_template_global()
def listing_address(service_id: uuid.UUID) -> str:
    """The address of a listing's page: a page of results names many, so that their beginning is found once."""
    if "listings_at" not in g:
        g.listings_at = url_for("directory.listings.show", service_id=NO_ID).removesuffix(str(NO_ID))
    return f"{g.listings_at}{service_id}"


@bp.get("")
@requires(Permission.EDIT_DIRECTORY)
def index():
    form = FindForm(request.args)
    words = form.words.data or ""
    page = min(max(form.page.data or 1, 1), 10_000)
    listings, total = queries.index(current_user, words=words, page=page)
    return render_template(
        "directory/listings/index.html",
        form=form,
        words=words,
        listings=listings,
        total=total,
        page=page,
        pages=-(-total // queries.PAGE),
    )


@bp.get("/<uuid:service_id>")
@requires(Permission.FIND_LISTINGS)
def show(service_id):
    listing = queries.front(service_id)
    keeping = queries.keeping(current_user, listing.keeper_id)
    if listing.retired_at and not keeping and (moved := queries.moved_to(service_id)):
        return redirect(url_for(".show", service_id=moved), 301)
    seen = Said(listing.record)
    return render_template(
        "directory/listings/show.html",
        listing=listing,
        seen=seen,
        shown=shown,
        ages=spoken.ages(seen),
        instead=queries.instead(listing),
        room=listing.trust.room_told(clock.today()),
        trust=trust_line(listing.trust, clock.today(), ages()),
        keeping=keeping,
        locatable=keeping == "editor" and queries.address_to_locate(service_id),
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def new():
    form = NewListingForm()
    pages.offer_keepers(form)
    if not form.accepted():
        names = queries.organisation_names()
        return render_template("directory/listings/new.html", form=form, organisation_names=names), form.status
    document = form.document() | {"organization": pages.organization_called(form.organisation.data)}
    listing = operations.add_listing(current_user, document=document, keeper_id=form.keeper_id.data)
    flash(f"{listing.name} is added. Next, say when and where it happens, its topics, the cost and how to get in touch")
    return redirect(url_for(".change", service_id=listing.id), 303)


@bp.get("/<uuid:service_id>/change")
@requires(Permission.EDIT_DIRECTORY)
def change(service_id):
    return pages.index(queries.find_for_change(current_user, service_id), DOORS)


@bp.route("/<uuid:service_id>/change/<section_key>", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def section(service_id, section_key):
    return pages.answer(queries.find_for_change(current_user, service_id), section_key, DOORS, pages.save)


@bp.route("/<uuid:service_id>/retire", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def retire(service_id):
    listing = queries.find_for_change(current_user, service_id)
    form = RetireForm(obj=listing)
    form.offer(queries.others_named(current_user, listing, form.words.data or "", form.forwarding_id.data))
    if form.finding or not form.accepted():
        return render_template("directory/listings/retire.html", form=form, listing=listing), form.status
    operations.retire_listing(current_user, listing, **form.answers())
    flash(f"{listing.name} is retired")
    return redirect(url_for(".show", service_id=listing.id), 303)


@bp.route("/<uuid:service_id>/reopen", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def reopen(service_id):
    listing = queries.find_for_change(current_user, service_id)
    form = ReopenForm(obj=listing)
    if not form.accepted():
        return render_template("directory/listings/reopen.html", form=form, listing=listing), form.status
    operations.reopen_listing(current_user, listing, **form.answers())
    flash(f"{listing.name} is back in the directory")
    return redirect(url_for(".show", service_id=listing.id), 303)


@bp.route("/<uuid:service_id>/locate", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def locate(service_id):
    """Look the listing's address up online, where an administrator allowed that."""
    listing = queries.find_for_change(current_user, service_id)
    form = LocateForm(obj=listing)
    if not form.accepted():
        address = queries.address_to_locate(listing.id)
        return render_template(
            "directory/listings/locate.html", form=form, listing=listing, address=address
        ), form.status
    operations.locate_listing(current_user, listing, **form.answers())
    flash("The place on the map is saved")
    return redirect(url_for(".show", service_id=listing.id), 303)
