"""Pages of the documents of a referral: those that there are, adding one, saving one, removing one."""

from urllib.parse import quote

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core import audit
from referrals.attachments import operations, queries
from referrals.attachments.contents import LARGEST
from referrals.attachments.forms import AttachForm, RemoveForm
from referrals.intake import discretion
from referrals.intake import queries as intake

bp = Blueprint("attachments", __name__)
bp.add_app_template_global(queries.of, "attachments_of")

REST_OF_BODY = 64 * 1024  # bytes of a form beside its file


@bp.route("/<uuid:referral_id>/attachments", methods=["GET", "POST"])
@requires(Permission.OPEN_REFERRALS)
def index(referral_id):
    """The documents of one referral, and the form that adds one."""
    request.max_content_length = LARGEST + REST_OF_BODY
    referral = intake.find(current_user, referral_id)
    form = AttachForm()
    if not form.accepted():
        audit.record(current_user, "referral.open", referral, page="attachments")
        page = render_template(
            "referrals/attachments/index.html",
            referral=referral,
            form=form,
            attachments=queries.of(discretion.seen_by(current_user, referral)),
        )
        return page, form.status
    added = operations.attach(current_user, referral, **form.answers())
    flash(f"{added.name} added")
    return redirect(url_for(".index", referral_id=referral.id))


@bp.get("/attachments/<uuid:attachment_id>")
@requires(Permission.OPEN_REFERRALS)
def save(attachment_id):
    """The document, to be saved and never shown inside this site."""
    attachment = queries.find(current_user, attachment_id)
    audit.record(current_user, "attachment.open", attachment, referral=str(attachment.referral_id))
    response = make_response(queries.content(attachment))
    response.content_type = attachment.media_type
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(attachment.name, safe='')}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@bp.route("/attachments/<uuid:attachment_id>/remove", methods=["GET", "POST"])
@requires(Permission.OPEN_REFERRALS)
def remove(attachment_id):
    attachment = queries.find(current_user, attachment_id)
    form = RemoveForm(obj=attachment)
    if not form.accepted():
        audit.record(current_user, "referral.open", attachment.referral, page="remove attachment")
        page = render_template(
            "referrals/attachments/remove.html", attachment=attachment, referral=attachment.referral, form=form
        )
        return page, form.status
    operations.remove(current_user, attachment, **form.answers())
    flash(f"{attachment.name} removed")
    return redirect(url_for(".index", referral_id=attachment.referral_id))
