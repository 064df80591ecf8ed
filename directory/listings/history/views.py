"""Pages of a listing's past, for editors."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core.templating import moment
from directory.listings import operations, queries, told
from directory.listings.document import to_document
from directory.listings.history.forms import CompareForm, RestoreForm
from directory.listings.words import Act

bp = Blueprint("history", __name__, url_prefix="/<uuid:service_id>/history")


@bp.get("")
@requires(Permission.EDIT_DIRECTORY)
def index(service_id):
    listing = queries.find_for_change(current_user, service_id)
    places = told.places(to_document(listing))
    changes = [(change, told.lines(changes, places)) for change, changes in queries.told_history(listing)]
    return render_template("directory/listings/history/index.html", listing=listing, changes=changes)


@bp.get("/compare")
@requires(Permission.EDIT_DIRECTORY)
def compare(service_id):
    listing = queries.find_for_change(current_user, service_id)
    form = CompareForm(request.args)
    form.offer({str(change.id): _words(change) for change in queries.history(listing)})
    difference = queries.difference(listing, form.earlier.data, form.later.data)
    return render_template(
        "directory/listings/history/compare.html",
        listing=listing,
        form=form,
        groups=told.groups(difference.changes, told.places(to_document(listing))),
        hidden=difference.hidden,
    )


@bp.route("/<uuid:change_id>/restore", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def restore(service_id, change_id):
    """Let the listing say again what it said right after this change."""
    listing = queries.find_for_change(current_user, service_id)
    change = queries.change_of(listing, change_id)
    offered = queries.restorable(listing, change)
    groups = told.groups(offered.shown, told.places(to_document(listing)))
    labels = {group.key: group.label for group in groups}
    form = RestoreForm(obj=listing)
    form.offer(labels)
    if not form.accepted():
        page = render_template(
            "directory/listings/history/restore.html",
            form=form,
            listing=listing,
            change=change,
            groups=groups,
            hidden=offered.hidden,
            gone=offered.gone,
        )
        return page, form.status
    left = operations.restore_listing(current_user, listing, change=change, **form.answers())
    names = ", ".join(labels.get(key, "something that is not there any more") for key in left)
    flash(f"What you chose is put back, but not: {names}" if left else "What you chose is put back")
    return redirect(url_for("directory.listings.show", service_id=service_id), 303)


def _words(change) -> str:
    """ "Changed on 24 November 2026 at 3:05pm by Ann Lee: Name, Session: days"."""
    made = f"{change.act.words} on {moment(change.created_at)} by {change.actor_name or 'the system'}"
    what = told.fields(change.changes) if change.act is Act.CHANGED else ""
    return f"{made}: {what}" if what else made
