"""Pages of collections: those that everyone reads, and those on which editors gather listings."""

from types import SimpleNamespace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission, may
from directory.collections import operations, queries
from directory.collections.forms import (
    AddItemForm,
    ChangeCollectionForm,
    ChangeItemForm,
    NewCollectionForm,
    RemoveForm,
)
from directory.listings import queries as listings
from directory.listings.forms import FindForm
from directory.search import card

bp = Blueprint("collections", __name__, url_prefix="/collections")
editors_only = requires(Permission.EDIT_DIRECTORY)


@bp.get("")
@requires(Permission.FIND_LISTINGS)
def index():
    return render_template("directory/collections/index.html", collections=queries.every(), editing=_editing())


@bp.get("/<uuid:collection_id>")
@requires(Permission.FIND_LISTINGS)
def show(collection_id):
    collection = queries.find(collection_id)
    return render_template(
        "directory/collections/show.html",
        collection=collection,
        items=queries.shown(collection),
        card=card,
        editing=_editing(),
    )


@bp.route("/new", methods=["GET", "POST"])
@editors_only
def new():
    form = NewCollectionForm()
    if not form.accepted():
        return render_template("directory/collections/new.html", form=form), form.status
    collection = operations.add_collection(current_user, **form.answers())
    flash(f"{collection.name} is added. Now choose its listings")
    return redirect(url_for(".edit", collection_id=collection.id), 303)


@bp.get("/<uuid:collection_id>/edit")
@editors_only
def edit(collection_id):
    """Its listings in their order, and the ways to change them."""
    collection = queries.find(collection_id)
    facts = {"gone": queries.not_shown(collection), "meant": queries.meant(collection)}
    return render_template("directory/collections/edit.html", collection=collection, **facts)


@bp.route("/<uuid:collection_id>/change", methods=["GET", "POST"])
@editors_only
def change(collection_id):
    collection = queries.find(collection_id)
    form = ChangeCollectionForm(obj=collection)
    if not form.accepted():
        return render_template("directory/collections/change.html", form=form, collection=collection), form.status
    operations.change_collection(current_user, collection, **form.answers())
    flash("Your changes are saved")
    return redirect(url_for(".edit", collection_id=collection_id), 303)


@bp.route("/<uuid:collection_id>/remove", methods=["GET", "POST"])
@editors_only
def remove(collection_id):
    collection = queries.find(collection_id)
    form = RemoveForm(obj=collection)
    if not form.accepted():
        return render_template("directory/collections/remove.html", form=form, collection=collection), form.status
    operations.remove_collection(current_user, collection, **form.answers())
    flash("The collection is removed")
    return redirect(url_for(".index"), 303)


@bp.get("/<uuid:collection_id>/find")
@editors_only
def find(collection_id):
    """Look for a listing to put in."""
    collection = queries.find(collection_id)
    form = FindForm(request.args)
    words = (form.words.data or "").strip()
    found, total = listings.index(current_user, words=words) if words else ([], 0)
    return render_template(
        "directory/collections/find.html",
        collection=collection,
        form=form,
        words=words,
        found=[listing for listing in found if listing.public],
        total=total,
    )


@bp.route("/<uuid:collection_id>/add/<uuid:service_id>", methods=["GET", "POST"])
@editors_only
def add(collection_id, service_id):
    collection, listing = queries.find(collection_id), listings.find(service_id)
    form = AddItemForm()
    if not form.accepted():
        page = render_template("directory/collections/add.html", form=form, collection=collection, listing=listing)
        return page, form.status
    operations.add_item(current_user, collection, listing, **form.answers())
    flash(f"{listing.name} is in the collection")
    return redirect(url_for(".edit", collection_id=collection_id), 303)


@bp.route("/listings/<uuid:item_id>/change", methods=["GET", "POST"])
@editors_only
def change_item(item_id):
    item = queries.find_item(item_id)
    form = ChangeItemForm(item)
    if not form.accepted():
        return render_template("directory/collections/change_item.html", form=form, item=item), form.status
    operations.change_item(current_user, item, **form.answers())
    flash("Your changes are saved")
    return redirect(url_for(".edit", collection_id=item.collection_id), 303)


@bp.route("/listings/<uuid:item_id>/remove", methods=["GET", "POST"])
@editors_only
def remove_item(item_id):
    item = queries.find_item(item_id)
    collection = item.collection
    form = RemoveForm(obj=SimpleNamespace(version=collection.version))
    if not form.accepted():
        return render_template("directory/collections/remove_item.html", form=form, item=item), form.status
    operations.remove_item(current_user, item, **form.answers())
    flash(f"{item.service.name} is no longer in the collection")
    return redirect(url_for(".edit", collection_id=collection.id), 303)


def _editing() -> bool:
    return may(current_user, Permission.EDIT_DIRECTORY)
