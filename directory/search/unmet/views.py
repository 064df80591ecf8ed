"""Pages of what was looked for in vain: telling of it, and reading what was told."""

import datetime as dt
from collections.abc import Sequence

from flask import Blueprint, after_this_request, flash, make_response, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from directory.search.query import SearchQuery
from directory.search.unmet import operations, queries
from directory.search.unmet.asked import Asked, Kept, kept
from directory.search.unmet.forms import MonthForm, TellForm
from directory.search.unmet.table import as_csv

bp = Blueprint("unmet", __name__, url_prefix="/unmet-need")


def count_empty(query: SearchQuery, filters: Sequence[str]) -> Kept:
    """Count a search that found nothing, once its page is made: the search itself only reads.

    `filters` are what narrowed it, in words. Returns what is kept, which is what unmet.html wants as `unmet`.
    """
    asked = Asked(query.words, filters, query.near, query.districts)
    network = request.remote_addr or ""

    @after_this_request
    def count(response):
        if response.status_code < 400 and request.method == "GET":
            operations.record_empty(asked, network=network)
        return response

    return kept(asked)


@bp.route("/tell", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def tell():
    """The search is in this page's address: words, near, and a `filter` for each that was chosen, in words."""
    asked = Asked(request.args.get("words", ""), request.args.getlist("filter"), request.args.get("near", ""))
    form = TellForm()
    if not form.accepted():
        return render_template("directory/search/unmet/tell.html", form=form, kept=kept(asked)), form.status
    operations.tell(current_user, asked, network=request.remote_addr or "", **form.answers())
    flash("Thank you. Those who keep the directory will read it")
    return redirect(url_for("directory.search.index"), 303)


@bp.get("")
@requires(Permission.READ_UNMET_NEED)
def index():
    month = _month()
    form = MonthForm(data={"month": month.isoformat()[:7] if month else ""})
    form.month.choices = [("", "All months"), *((f"{one:%Y-%m}", f"{one:%B %Y}") for one in queries.months())]
    return render_template(
        "directory/search/unmet/index.html",
        form=form,
        month=form.month.data,
        counted=queries.counted(month),
        told=queries.told(month),
    )


@bp.get("/table.csv")
@requires(Permission.READ_UNMET_NEED)
def table():
    month = _month()
    response = make_response(as_csv(queries.counted(month), queries.told(month)))
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = 'attachment; filename="unmet-need.csv"'
    return response


def _month() -> dt.date | None:
    """The month in the address, such as 2026-11; None for all of them, and for rubbish."""
    try:
        return dt.date.fromisoformat(f"{request.args.get('month', '')}-01")
    except ValueError:
        return None
