"""Pages on which workers keep notes on listings for their own service or practice."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission, may
from directory.listings import queries as listings
from directory.upkeep.notes import operations, queries
from directory.upkeep.notes.forms import AddNoteForm, ChangeNoteForm, RemoveNoteForm

bp = Blueprint("notes", __name__)


@bp.app_template_global()
def notes_on(service_id):
    """What stands on a listing's page for whoever keeps notes; None for everybody else."""
    return queries.on_listing(current_user, service_id) if may(current_user, Permission.KEEP_NOTES) else None


@bp.route("/listings/<uuid:service_id>/notes/new", methods=["GET", "POST"])
@requires(Permission.KEEP_NOTES)
def new(service_id):
    listing = listings.find(service_id)
    form = AddNoteForm()
    if not form.accepted():
        return render_template("directory/notes/new.html", form=form, listing=listing), form.status
    operations.add_note(current_user, listing, **form.answers())
    return _back(listing.id, "Your note is saved")


@bp.route("/notes/<uuid:note_id>/change", methods=["GET", "POST"])
@requires(Permission.KEEP_NOTES)
def change(note_id):
    note = queries.find(current_user, note_id)
    form = ChangeNoteForm(obj=note)
    if not form.accepted():
        return render_template("directory/notes/change.html", form=form, note=note), form.status
    operations.change_note(current_user, note, **form.answers())
    return _back(note.service_id, "The note is changed")


@bp.route("/notes/<uuid:note_id>/remove", methods=["GET", "POST"])
@requires(Permission.KEEP_NOTES)
def remove(note_id):
    note = queries.find(current_user, note_id)
    form = RemoveNoteForm(obj=note)
    if not form.accepted():
        return render_template("directory/notes/remove.html", form=form, note=note), form.status
    operations.remove_note(current_user, note, **form.answers())
    return _back(note.service_id, "The note is removed")


def _back(service_id, words: str):
    flash(words)
    return redirect(url_for("directory.listings.show", service_id=service_id), 303)
