"""Open Referral UK's endpoints at `/api/oruk/v3`: everybody may read them, from anywhere."""

from collections.abc import Callable

from flask import Blueprint, redirect, request, url_for

from accounts.access import requires
from accounts.roles import Permission
from core.links import link
from core.refusals import Missing
from directory.exchange.published import answers, lists, openapi, pages, queries, selection
from directory.exchange.published.endpoints import ENDPOINTS, PREFIX, PROFILE, VERSION
from directory.exchange.published.parameters import Asked, NotUnderstood, Problem, understand
from directory.listings import queries as listings

bp = Blueprint("oruk", __name__, url_prefix=PREFIX)

bp.register_error_handler(NotUnderstood, answers.refused)
bp.register_error_handler(selection.NotFound, lambda problem: answers.refused([Problem("postcode", str(problem))]))


@bp.get("/", strict_slashes=False)
@requires(Permission.FIND_LISTINGS)
def about():
    facts = {"version": VERSION, "profile": PROFILE, "openapi_url": link(f"{PREFIX}/openapi.json")}
    return answers.of_text(pages.written(facts))


@bp.get("/openapi.json")
@requires(Permission.FIND_LISTINGS)
def openapi_file():
    return answers.of_text(pages.written(openapi.document(link(PREFIX))))


@bp.get("/services")
@requires(Permission.FIND_LISTINGS)
def services():
    asked = _asked("services")
    return answers.of_listings(lambda: lists.services(asked))


@bp.get("/services/<uuid:service_id>")
@requires(Permission.FIND_LISTINGS)
def service(service_id):
    try:
        text = queries.record(service_id)
    except Missing:
        if now := listings.moved_to(service_id):
            return redirect(url_for(".service", service_id=now), 301)
        raise
    return answers.of_text(text, pages.modified(text))


@bp.get("/service_at_locations")
@requires(Permission.FIND_LISTINGS)
def service_at_locations():
    asked = _asked("service_at_locations")
    return answers.of_listings(lambda: lists.places(asked))


@bp.get("/service_at_locations/<uuid:service_at_location_id>")
@requires(Permission.FIND_LISTINGS)
def service_at_location(service_at_location_id):
    record = queries.record(queries.service_of_place(service_at_location_id))
    text = pages.place_item(record, str(service_at_location_id), full=True)
    if text is None:
        raise Missing
    return answers.of_text(text, pages.modified(record))


@bp.get("/organizations")
@requires(Permission.FIND_LISTINGS)
def organizations():
    return _of_table("organizations", queries.organizations, _organization)


@bp.get("/organizations/<uuid:organization_id>")
@requires(Permission.FIND_LISTINGS)
def organization(organization_id):
    asked = _asked("organization")
    row = queries.organization(organization_id)
    records = queries.records_of(row.id)
    offered = records if asked.full_service else [pages.short_item(text) for text in records]
    return answers.of_text(pages.organization_item(row, offered, full=True))


@bp.get("/taxonomies")
@requires(Permission.FIND_LISTINGS)
def taxonomies():
    return _of_table("taxonomies", queries.taxonomies, _taxonomy)


@bp.get("/taxonomies/<uuid:taxonomy_id>")
@requires(Permission.FIND_LISTINGS)
def taxonomy(taxonomy_id):
    row = queries.taxonomy(taxonomy_id)
    return answers.of_text(pages.taxonomy_item(row, queries.terms_in(row)))


@bp.get("/taxonomy_terms")
@requires(Permission.FIND_LISTINGS)
def taxonomy_terms():
    return _of_table("taxonomy_terms", queries.taxonomy_terms, lambda row, _asked: pages.term_item(row))


@bp.get("/taxonomy_terms/<uuid:term_id>")
@requires(Permission.FIND_LISTINGS)
def taxonomy_term(term_id):
    row = queries.taxonomy_term(term_id)
    if row.id != term_id:
        return redirect(url_for(".taxonomy_term", term_id=row.id), 301)
    return answers.of_text(pages.term_item(row))


def _asked(endpoint: str) -> Asked:
    return understand(ENDPOINTS[endpoint].parameters, request.args.to_dict(flat=False))


def _taxonomy(row, asked: Asked) -> str:
    return pages.taxonomy_item(row, queries.terms_in(row) if asked.full else None)


def _organization(row, asked: Asked) -> str:
    services = queries.records_of(row.id) if asked.full_service else None
    return pages.organization_item(row, services, full=asked.full or asked.full_service)


def _of_table(endpoint: str, find: Callable, item: Callable):
    """A page, or all lines, of what `find` finds in the tables; the tag is of the text, for no clock counts these."""
    asked = _asked(endpoint)
    if asked.lines:
        return answers.of_lines(lambda: (item(row, asked) for row in queries.every(find, asked)))
    found = find(asked, asked.here.start, asked.size)
    items = (item(row, asked) for row in found.rows)
    return answers.of_text(pages.page(items, total=found.total, number=asked.page, size=asked.size))


def init_app(app) -> None:
    app.register_blueprint(bp)
    app.after_request(answers.open_to_all)
