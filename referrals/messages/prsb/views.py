"""A referral's document for the service and the practice that referred: to read, to print, as JSON, PDF or FHIR."""

import json

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core import audit, clock
from referrals.intake import discretion, queries
from referrals.messages.fhir.bundle import bundle
from referrals.messages.prsb import document, pdf

bp = Blueprint("document", __name__)


@bp.get("/<uuid:referral_id>/document")
@requires(Permission.OPEN_REFERRALS)
def show(referral_id):
    """The document as a page, which can be printed."""
    referral, made = _document(referral_id, "page")
    return render_template(
        "referrals/messages/prsb/show.html", referral=referral, document=made, has_pdf=pdf.is_available()
    )


@bp.get("/<uuid:referral_id>/document.json")
@requires(Permission.OPEN_REFERRALS)
def as_json(referral_id):
    """The document for another system."""
    _referral, made = _document(referral_id, "json")
    return _file(json.dumps(made.as_json(), ensure_ascii=False, indent=1), "application/json", f"{made.reference}.json")


@bp.get("/<uuid:referral_id>/document.pdf")
@requires(Permission.OPEN_REFERRALS)
def as_pdf(referral_id):
    """The document as a tagged PDF; where none can be made, the page, which says so."""
    if not pdf.is_available():
        queries.find(current_user, referral_id)
        return redirect(url_for(".show", referral_id=referral_id))
    referral, made = _document(referral_id, "pdf")
    page = render_template("referrals/messages/prsb/paper.html", referral=referral, document=made)
    return _file(pdf.of_page(page), "application/pdf", f"{made.reference}.pdf")


@bp.get("/<uuid:referral_id>/document.fhir.json")
@requires(Permission.OPEN_REFERRALS)
def as_fhir(referral_id):
    """The referral as a FHIR Bundle, for a clinical system."""
    referral = _seen(referral_id)
    made = bundle(referral)
    audit.record(current_user, "referral.export", referral, form="fhir", resources=len(made["entry"]))
    text = json.dumps(made, ensure_ascii=False, indent=1)
    return _file(text, "application/fhir+json", f"{referral.reference}.fhir.json")


def _seen(referral_id):
    """The referral as far as whoever asks is to know."""
    return discretion.seen_by(current_user, queries.find(current_user, referral_id))


def _document(referral_id, form: str):
    """The referral with its document; giving it out leaves its trace."""
    referral = _seen(referral_id)
    made = document.of(referral, made_at=clock.now())
    audit.record(current_user, "referral.export", referral, form=form, shortened=len(made.shortened))
    return referral, made


def _file(content: str | bytes, mimetype: str, name: str) -> Response:
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
