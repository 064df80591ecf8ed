"""Pages on which editors keep feeds: which there are, what their runs did and refused, and asking for the next."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from directory.exchange.feeds import operations, queries, uploads
from directory.exchange.feeds.forms import LARGEST_UPLOAD, ChangeFeedForm, FetchForm, NewFeedForm, UploadForm
from directory.exchange.feeds.words import Tally
from directory.exchange.provenance import queries as provenance

bp = Blueprint("feeds", __name__, url_prefix="/feeds")


@bp.get("")
@requires(Permission.EDIT_DIRECTORY)
def index():
    _, in_conflict = provenance.in_conflict()
    return render_template("directory/feeds/index.html", feeds=queries.index(), in_conflict=in_conflict)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def new():
    form = NewFeedForm()
    if not form.accepted():
        return render_template("directory/feeds/new.html", form=form), form.status
    feed = operations.add_feed(current_user, **form.answers())
    flash(f"{feed.name} is added")
    return redirect(url_for(".show", feed_id=feed.id), 303)


@bp.get("/<uuid:feed_id>")
@requires(Permission.EDIT_DIRECTORY)
def show(feed_id):
    feed = queries.find(feed_id)
    runs = queries.runs(feed)
    conflicts, in_conflict = provenance.in_conflict(source=feed.source)
    return render_template(
        "directory/feeds/show.html",
        feed=feed,
        runs=runs,
        tallies=list(Tally),
        refusals=queries.refusals(runs[0] if runs else None),
        listings=queries.listings_of(feed),
        conflicts=conflicts,
        in_conflict=in_conflict,
        gone=provenance.gone_from(feed.source),
    )


@bp.route("/<uuid:feed_id>/change", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def change(feed_id):
    feed = queries.find(feed_id)
    form = ChangeFeedForm(obj=feed)
    if not form.accepted():
        return render_template("directory/feeds/change.html", form=form, feed=feed), form.status
    operations.change_feed(current_user, feed, **form.answers())
    flash("Your changes are saved")
    return redirect(url_for(".show", feed_id=feed.id), 303)


@bp.route("/<uuid:feed_id>/fetch", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def fetch(feed_id):
    """Put the feed first in the next sync: a page must not wait for another directory's server."""
    feed = queries.find(feed_id)
    form = FetchForm(obj=feed)
    if not form.accepted():
        return render_template("directory/feeds/fetch.html", form=form, feed=feed), form.status
    operations.ask_for_run(current_user, feed, **form.answers())
    flash(f"{feed.name} will be fetched next")
    return redirect(url_for(".show", feed_id=feed.id), 303)


@bp.route("/<uuid:feed_id>/upload", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def upload(feed_id):
    request.max_content_length = LARGEST_UPLOAD + 64 * 1024
    feed = queries.find(feed_id)
    form = UploadForm(obj=feed)
    if not form.accepted():
        return render_template("directory/feeds/upload.html", form=form, feed=feed), form.status
    operations.ask_for_run(current_user, feed, version=form.version.data, uploaded=form.file.file_name())
    uploads.keep(feed.id, form.file.data.stream)
    flash("The file will be read next")
    return redirect(url_for(".show", feed_id=feed.id), 303)
