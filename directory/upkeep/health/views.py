"""Pages about the health of the directory: its counts, the listings behind each, and its history.

Whoever may read the counts may open the lists: they say nothing of a listing that its own page does not tell everybody.
"""

from flask import Blueprint, render_template, request
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from directory.upkeep.health import chart, queries
from directory.upkeep.health.measures import SHORT, Measure

bp = Blueprint("health", __name__, url_prefix="/health")
# What the chart draws.
DRAWN = (Measure.CONFIRMED_180, Measure.UNCONFIRMED, Measure.HIDDEN)


@bp.get("")
@requires(Permission.READ_DIRECTORY_HEALTH)
def index():
    days = queries.history(current_user)
    shown = set(chart.thinned([one.day for one in days]))
    days = [one for one in days if one.day in shown]
    figures = {measure.words: [one.counts.get(measure, 0) for one in days] for measure in DRAWN}
    return render_template(
        "directory/health/index.html",
        health=queries.today(current_user),
        measures=list(Measure),
        short=SHORT,
        days=days,
        drawn=DRAWN,
        chart=chart.drawn([one.day for one in days], figures) if days else None,
        size=chart,
    )


@bp.get("/<measure>")
@requires(Permission.READ_DIRECTORY_HEALTH)
def show(measure):
    """The listings that a measure counts, of the district or the topic that the address names."""
    chosen = {name: request.args[name] for name in ("area", "topic") if request.args.get(name)}
    page = min(max(request.args.get("page", 1, int), 1), 10_000)
    listed = queries.listed(current_user, measure, page=page, **chosen)
    return render_template("directory/health/show.html", listed=listed, chosen=chosen)
