"""Pages on which an editor sees where a listing came from, and settles what its source and we say differently."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from directory.exchange.provenance import operations, queries, told
from directory.exchange.provenance.forms import settle_form
from directory.listings.document import to_document
from directory.listings.queries import find_for_change

bp = Blueprint("provenance", __name__)


@bp.get("/conflicts")
@requires(Permission.EDIT_DIRECTORY)
def index():
    page = min(max(request.args.get("page", 1, int), 1), 10_000)
    listings, total = queries.in_conflict(page=page)
    pages = -(-total // queries.PAGE)
    return render_template("directory/provenance/index.html", listings=listings, total=total, page=page, pages=pages)


@bp.get("/listings/<uuid:service_id>/sources")
@requires(Permission.EDIT_DIRECTORY)
def show(service_id):
    listing = find_for_change(current_user, service_id)
    sources = queries.sources_of(listing)
    return render_template(
        "directory/provenance/show.html",
        listing=listing,
        sources=sources,
        origins=told.origins(to_document(listing), sources, queries.changes_by_people(listing)),
        conflicts=len(queries.open_conflicts(listing)),
    )


@bp.route("/listings/<uuid:service_id>/conflicts", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def conflicts(service_id):
    listing = find_for_change(current_user, service_id)
    waiting = queries.open_conflicts(listing)
    questions = told.questions(to_document(listing), waiting, queries.changes_by_people(listing))
    form = settle_form(questions, listing)
    if not form.accepted():
        page = render_template("directory/provenance/conflicts.html", form=form, listing=listing, questions=questions)
        return page, form.status
    operations.settle(current_user, listing, version=form.version.data, choices=form.choices())
    flash("What you chose is saved")
    return redirect(url_for("directory.provenance.show", service_id=listing.id), 303)
