"""The directory's one blueprint, under which the pages of its wings nest."""

from flask import Blueprint

from accounts import sessions
from core import housekeeping
from directory import cli
from directory.collections import views as collections
from directory.exchange.duplicates import views as duplicates
from directory.exchange.feeds import views as feeds
from directory.exchange.provenance import views as provenance
from directory.exchange.published import api
from directory.exchange.tables import operations as table_operations
from directory.exchange.tables import views as tables
from directory.exchange.waiting import SOURCES as EXCHANGE
from directory.listings import views as listings
from directory.places import views as places
from directory.search import views as search
from directory.search.shortlists import views as shortlists
from directory.search.synonyms import views as synonyms
from directory.search.unmet import views as unmet
from directory.taxonomies import importing
from directory.taxonomies import views as taxonomies
from directory.upkeep import views as upkeep
from directory.upkeep.answers import views as answers
from directory.upkeep.asking import operations as asking_operations
from directory.upkeep.asking import views as asking
from directory.upkeep.checks import views as checks
from directory.upkeep.claims import views as claims
from directory.upkeep.health import operations as health_operations
from directory.upkeep.health import views as health
from directory.upkeep.links import operations as links
from directory.upkeep.looks import operations as look_operations
from directory.upkeep.looks import views as looks
from directory.upkeep.notes import views as notes
from directory.upkeep.people import views as people
from directory.upkeep.queue import views as queue
from directory.upkeep.queue.going_on import carry, go_on
from directory.upkeep.queue.parts import PARTS
from directory.upkeep.queue.sources import SOURCES
from directory.upkeep.reports import operations as report_operations
from directory.upkeep.reports import views as reports
from directory.upkeep.rounds.steps import STEPS, whole
from directory.upkeep.signups import operations as sign_up_operations
from directory.upkeep.signups import views as signups
from directory.upkeep.suggestions import views as suggestions
from directory.upkeep.waiting import operations as waiting_operations
from directory.upkeep.waiting import views as waiting
from directory.upkeep.watching import views as watching

bp = Blueprint("directory", __name__, url_prefix="/directory")

WINGS = (
    places,
    listings,
    taxonomies,
    search,
    synonyms,
    shortlists,
    unmet,
    collections,
    upkeep,
    waiting,
    people,
    claims,
    signups,
    asking,
    checks,
    suggestions,
    queue,
    answers,
    reports,
    watching,
    notes,
    health,
    tables,
    duplicates,
    feeds,
    provenance,
)

listings.bp.after_request(looks.count)
for wing in WINGS:
    bp.register_blueprint(wing.bp)

waiting_operations.AFTERWARDS.append(asking_operations.note_change)


def init_app(app) -> None:
    app.register_blueprint(bp)
    api.init_app(app)
    cli.init_app(app)
    looks.init_app(app)
    sessions.CARRIED_ON.add(shortlists.IN_COOKIE)
    housekeeping.OF_ROOMS["tables that waited"] = table_operations.forget
    housekeeping.OF_ROOMS["lists of terms that waited"] = importing.forget
    housekeeping.OF_ROOMS["links that ended"] = links.forget
    housekeeping.OF_ROOMS["counts of looks"] = look_operations.forget
    housekeeping.OF_ROOMS["sign-ups that ended"] = sign_up_operations.forget
    SOURCES.update(PARTS | EXCHANGE)
    app.url_defaults(carry)
    app.after_request(go_on)
    housekeeping.OF_ROOMS["addresses of reporters"] = report_operations.forget_reporters
    STEPS["Counting the directory"] = whole(health_operations.note_day)
