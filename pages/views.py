"""The way in, the pages that we owe every visitor, and /health."""

from flask import Blueprint, jsonify, redirect, render_template, url_for

from accounts.access import requires
from accounts.roles import Permission
from core import health as house
from core.links import link
from directory.exchange.feeds import queries as feeds
from directory.listings import queries as listings
from directory.taxonomies import queries as taxonomies
from pages import navigation

bp = Blueprint("pages", __name__)


@bp.get("/")
@requires(Permission.READ_PUBLIC_PAGES)
def home():
    """Send everybody to where their work begins; a visitor to the search."""
    return redirect(url_for(navigation.landing()))


@bp.get("/health")
@requires(Permission.READ_PUBLIC_PAGES)
def health():
    """200 and `ok` while everything works, otherwise 503 and what does not."""
    found = house.check()
    search = _search() if found.database == "ok" else "not asked"
    well = found.well and search == "ok"
    facts = {
        "status": "ok" if well else "not ok",
        "database": found.database,
        "search": search,
        "outbox": {"status": found.outbox, "waiting": found.waiting, "failed": found.failed},
    }
    return jsonify(facts), 200 if well else 503


def _search() -> str:
    """Whether every listing can be found: after an update from a version without entries none can."""
    return "run flask directory rebuild-index" if listings.is_behind() else "ok"


@bp.get("/accessibility")
@requires(Permission.READ_PUBLIC_PAGES)
def accessibility():
    return render_template("pages/accessibility.html")


@bp.get("/privacy")
@requires(Permission.READ_PUBLIC_PAGES)
def privacy():
    return render_template("pages/privacy.html")


@bp.get("/acknowledgements")
@requires(Permission.READ_PUBLIC_PAGES)
def acknowledgements():
    return render_template(
        "pages/acknowledgements.html", taxonomies=taxonomies.acknowledged(), feeds=feeds.acknowledged()
    )


@bp.get("/open-data")
@requires(Permission.READ_PUBLIC_PAGES)
def open_data():
    return render_template("pages/open_data.html", address=link(url_for("oruk.about")))


def init_app(app) -> None:
    app.register_blueprint(bp)
    app.context_processor(lambda: {"navigation": navigation.menu()})
