"""`POST /api/referrals/prefill`: a clinical system hands over a person's details and is told an address to open."""

from flask import Blueprint, jsonify, request, url_for

from accounts.access import requires
from accounts.roles import Permission
from core import clock, errors
from core.links import link
from referrals.intake.drafts import handover
from referrals.messages.api import sender_of
from referrals.messages.fhir.problems import NotReadable, Problem
from referrals.messages.prefill.handed import contents_of
from referrals.people import identity

bp = Blueprint("prefill", __name__, url_prefix="/api/referrals")

LARGEST = 64 * 1024  # bytes
MOST_AN_HOUR = 300


@bp.post("/prefill")
@requires(Permission.READ_PUBLIC_PAGES)
def hand_over():
    """Keep the details for 15 minutes; the address says nothing of them, and leads there once."""
    request.max_content_length = LARGEST
    sender = sender_of("handed over", MOST_AN_HOUR)
    if not request.is_json:
        raise NotReadable([Problem("", "Send it as application/json")], 415)
    document = request.get_json(silent=True)
    handed = contents_of(document, demonstration=identity.is_demonstration(), today=clock.today())
    token = handover.hand_over(sender.actor, handed)
    address = link(url_for("refer.refer", handover_token=token))
    return jsonify(address=address, seconds=int(handover.LASTS.total_seconds())), 201


@bp.errorhandler(NotReadable)
def refused(problem: NotReadable):
    """Every refusal says what to mend."""
    problems = [{"name": one.place, "words": one.words} for one in problem.problems]
    response = jsonify(problems=problems)
    response.status_code = problem.status
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _told(status: int, words: str):
    return jsonify(problems=[{"name": "", "words": words}]), status


def init_app(app) -> None:
    app.register_blueprint(bp)
    errors.OWN_ANSWERS[bp.url_prefix] = _told
