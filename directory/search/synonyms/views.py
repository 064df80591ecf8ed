"""Pages on which editors keep the words that mean the same to whoever searches."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from directory.search.synonyms import operations, queries
from directory.search.synonyms.forms import ChangeSynonymsForm, NewSynonymsForm, RemoveSynonymsForm

bp = Blueprint("synonyms", __name__, url_prefix="/synonyms")
editors_only = requires(Permission.EDIT_DIRECTORY)


@bp.get("")
@editors_only
def index():
    return render_template("directory/search/synonyms/index.html", groups=queries.every())


@bp.route("/new", methods=["GET", "POST"])
@editors_only
def new():
    form = NewSynonymsForm()
    if not form.accepted():
        return render_template("directory/search/synonyms/new.html", form=form), form.status
    operations.add_group(current_user, **form.answers())
    flash("The words are added")
    return redirect(url_for(".index"), 303)


@bp.route("/<uuid:group_id>/change", methods=["GET", "POST"])
@editors_only
def change(group_id):
    group = queries.find(group_id)
    form = ChangeSynonymsForm(group)
    if not form.accepted():
        return render_template("directory/search/synonyms/change.html", form=form, group=group), form.status
    operations.change_group(current_user, group, **form.answers())
    flash("Your changes are saved")
    return redirect(url_for(".index"), 303)


@bp.route("/<uuid:group_id>/remove", methods=["GET", "POST"])
@editors_only
def remove(group_id):
    group = queries.find(group_id)
    form = RemoveSynonymsForm(obj=group)
    if not form.accepted():
        return render_template("directory/search/synonyms/remove.html", form=form, group=group), form.status
    operations.remove_group(current_user, group, **form.answers())
    flash("The words are removed")
    return redirect(url_for(".index"), 303)
