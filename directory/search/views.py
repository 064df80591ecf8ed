"""The public search page and its map: every search is an address, and nothing is kept of who searched for what."""

from urllib.parse import urlencode

from flask import Blueprint, jsonify, render_template, request, url_for

from accounts.access import requires
from accounts.roles import Permission
from core.settings import setting
from directory.search import card, queries
from directory.search.chips import chips
from directory.search.forms import SearchForm
from directory.search.query import MAP, SearchQuery
from directory.search.unmet.views import count_empty

bp = Blueprint("search", __name__)


@bp.get("/")
@requires(Permission.FIND_LISTINGS)
def index():
    results = queries.search(queries.understand(request.args))
    form = SearchForm(results.query)
    narrowed = chips(results.query, {term.id: term.label for term in results.chosen})
    in_vain = not results.total and not results.query.empty
    page = render_template(
        "directory/search/index.html",
        form=form,
        results=results,
        chips=narrowed,
        unmet=count_empty(results.query, [chip.words for chip in narrowed]) if in_vain else None,
        card=card,
        address=address,
        on_map=results.query.view == MAP,
        tiles=setting("MAP_TILES"),
        tiles_attribution=setting("MAP_TILES_ATTRIBUTION"),
    )
    return page, form.status


@bp.get("/map.json")
@requires(Permission.FIND_LISTINGS)
def places():
    """The places of a search's answer as GeoJSON, for the map on its page; at most queries.MOST_ON_A_MAP listings."""
    query = queries.understand(request.args)
    found = [_feature(*one) for one in queries.on_the_map(query)]
    return jsonify({"type": "FeatureCollection", "features": found})


def _feature(hit, latitude: float, longitude: float) -> dict:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": {
            "name": hit.name,
            "href": url_for("directory.listings.show", service_id=hit.service_id),
            "when": next(iter(card.when(hit.card)), ""),
        },
    }


def address(query: SearchQuery, **changes) -> str:
    """The address of a search that differs from `query` by `changes`."""
    arguments = urlencode(query.arguments(**changes), doseq=True)
    return f"{request.path}?{arguments}" if arguments else request.path
