"""FHIR's endpoints at `/api/fhir`: clinical systems send referrals with a practice's key, and ask how they stand."""

import json
import re
import uuid
from datetime import timedelta
from typing import NamedTuple

from flask import Blueprint, Response, g, request, url_for

from accounts.access import requires
from accounts.roles import Permission
from core import audit, errors, limits
from referrals.intake import discretion
from referrals.intake import queries as intake
from referrals.messages import operations, queries
from referrals.messages.fhir import outcome, text
from referrals.messages.fhir.bundle import search, standing
from referrals.messages.fhir.problems import NotReadable, Problem
from referrals.messages.fhir.reading import read
from referrals.messages.keys import operations as keys
from referrals.messages.keys import queries as kept_keys

bp = Blueprint("fhir", __name__, url_prefix="/api/fhir")

KIND = "application/fhir+json"
FOCUS = re.compile(r"ServiceRequest/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
TAKEN = frozenset({KIND, "application/json"})
LARGEST = 256 * 1024  # bytes; a referral has some 10,000
HOUR = timedelta(hours=1)
# The most that one key may ask in an hour, and the most wrong keys that may come from one address.
MOST_SENT, MOST_ASKED, MOST_WRONG = 120, 1200, 30
SLOWER = "Too many messages with this key in an hour. Nothing was taken: send it again later."
GUESSING = "Too many wrong keys from this address. Nothing was taken: try again later."


class Sender(NamedTuple):
    """The key that a request came with, and who acts by it."""

    key: object
    actor: object


@bp.post("/ServiceRequest")
@requires(Permission.READ_PUBLIC_PAGES)
def receive():
    """Take in a referral: a Bundle, or a ServiceRequest with what it contains. The same again is the same."""
    try:
        sender = sender_of("sent", MOST_SENT)
        referral, new = operations.receive(sender.actor, sender.key, read(text.loads(_body())))
    except NotReadable as problem:
        return refused(problem)
    response = _answer(standing(*_seen(sender, referral)), 201 if new else 200)
    response.headers["Location"] = url_for(".service_request", referral_id=referral.id)
    return response


@bp.get("/ServiceRequest/<uuid:referral_id>")
@requires(Permission.READ_PUBLIC_PAGES)
def service_request(referral_id):
    """How a request of the key's practice stands, however it was made; nothing that was said of the person."""
    return _answer(standing(*_referral(referral_id)))


@bp.get("/Task")
@requires(Permission.READ_PUBLIC_PAGES)
def task():
    """The service's work on such a request, found by `focus=ServiceRequest/` and its id: what has become of it."""
    if not (asked := FOCUS.fullmatch(request.args.get("focus", ""))):
        sender_of("asked", MOST_ASKED)
        raise NotReadable([Problem("Resource", "Ask for ?focus=ServiceRequest/ and the id that you were given")], 400)
    return _answer(search(*_referral(uuid.UUID(asked.group(1)))))


def _body() -> bytes:
    request.max_content_length = LARGEST
    if request.mimetype not in TAKEN:
        raise NotReadable([Problem("Resource", f"Send it as {KIND}", "not-supported")], 415)
    return request.get_data()


def _referral(referral_id):
    """A referral of the key's practice, with the identifiers that the practice gave it."""
    sender = sender_of("asked", MOST_ASKED)
    referral = intake.find(sender.actor, referral_id)
    audit.record(sender.actor, "referral.open", referral, page="fhir", key=str(sender.key.id))
    return _seen(sender, referral)


def _seen(sender: Sender, referral):
    return discretion.seen_by(sender.actor, referral), queries.identifiers_of(sender.actor, referral)


def sender_of(what: str, most: int) -> Sender:
    """Whose key the request came with. Raises NotReadable with status 401 or 403, and TooMany."""
    if refusal := g.get("refusal"):
        raise refusal
    given = request.authorization
    token = given.token if given and given.type == "bearer" else ""
    if not token:
        raise _locked("Send the key of your practice, as Authorization: Bearer and the key")
    address = request.remote_addr or ""
    limits.hold("message key", address, most=MOST_WRONG, within=HOUR, words=GUESSING)
    if (key := kept_keys.find_by_token(token)) is None:
        limits.count("message key", address)
        raise _locked("This key is not known here, or has been withdrawn. Ask the administrator for another")
    if not key.can_refer:
        words = "The clinician that this key acts for may no longer refer. Ask the administrator for another"
        raise NotReadable([Problem("Resource", words, "forbidden")], 403)
    limits.hold(f"message {what}", str(key.id), most=most, within=HOUR, words=SLOWER)
    limits.count(f"message {what}", str(key.id))
    keys.note_used(key)
    return Sender(key, kept_keys.actor_of(key))


def _locked(words: str) -> NotReadable:
    return NotReadable([Problem("Resource", words, "login")], 401)


def _answer(resource: dict, status: int = 200) -> Response:
    return Response(json.dumps(resource, ensure_ascii=False), status, mimetype=KIND)


@bp.errorhandler(NotReadable)
def refused(problem: NotReadable):
    response = _answer(outcome.outcome(problem.problems), problem.status)
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _told(status: int, words: str) -> Response:
    """What every other refusal and failure is answered with, below these addresses."""
    return _answer(outcome.of_status(status, words), status)


def init_app(app) -> None:
    app.register_blueprint(bp)
    errors.OWN_ANSWERS[bp.url_prefix] = _told
