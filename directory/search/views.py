"""The public search page: every search is an address, and nothing is kept of who searched for what."""

from flask import Blueprint, render_template, request, url_for

from accounts.access import requires
from accounts.roles import Permission
from directory.search import card, queries
from directory.search.forms import SearchForm
from directory.search.query import SearchQuery

bp = Blueprint("search", __name__)


@bp.get("/")
@requires(Permission.FIND_LISTINGS)
def index():
    results = queries.search(queries.understand(request.args))
    form = SearchForm(results.query)
    page = render_template("directory/search/index.html", form=form, results=results, card=card, address=address)
    return page, form.status


def address(query: SearchQuery, **changes) -> str:
    """The address of a search that differs from `query` by `changes`."""
    return url_for("directory.search.index", **query.arguments(**changes))
