"""Pages on which somebody who works here says which listings they want to hear of."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission, may
from core.forms import Form
from directory.listings import queries as listings
from directory.upkeep.forms import StopForm
from directory.upkeep.watching import operations, queries

bp = Blueprint("watching", __name__)


@bp.app_template_global()
def may_watch() -> bool:
    """Whether this person may watch listings."""
    return may(current_user, Permission.WATCH_LISTINGS)


@bp.app_template_global()
def watches(service_id) -> bool:
    """Whether this person watches this listing."""
    return queries.watch_of(current_user.id, service_id) is not None


@bp.get("/watching")
@requires(Permission.WATCH_LISTINGS)
def index():
    return _page()


@bp.post("/listings/<uuid:service_id>/watch")
@requires(Permission.WATCH_LISTINGS)
def start(service_id):
    listing, form = listings.find(service_id), Form()
    if not form.accepted():
        return _page(form)
    operations.watch(current_user, listing)
    flash(f"You watch {listing.name}. We write to you when it changes, once a day at most")
    return redirect(url_for("directory.listings.show", service_id=service_id), 303)


@bp.post("/listings/<uuid:service_id>/stop-watching")
@requires(Permission.WATCH_LISTINGS)
def stop(service_id):
    listing, form = listings.find(service_id), Form()
    if not form.accepted():
        return _page(form)
    operations.stop(current_user, service_id)
    flash(f"You no longer watch {listing.name}")
    return redirect(url_for(".index"), 303)


@bp.route("/keep/not-watching/<watch_token>", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def stop_all(watch_token):
    """Where the stop link of a letter leads; mail programs press its button themselves (RFC 8058)."""
    user_id, form = operations.reader(watch_token), StopForm()
    if not form.accepted():
        page = render_template(
            "directory/watching/stop_all.html", form=form, watching=queries.watches_anything(user_id)
        )
        return page, form.status
    operations.stop_all(user_id)
    return redirect(request.path, 303)


def _page(form: Form | None = None):
    page = render_template("directory/watching/index.html", form=form, watches=queries.watched_by(current_user))
    return page, form.status if form else 200
