"""The service's pages of requests from the public form: what waits, one of them, and what is done with it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission, may
from core import audit
from referrals.intake import doors, duplicates
from referrals.public import queries
from referrals.public.checking import operations
from referrals.public.checking.forms import AnswerForm, CheckedForm, DiscardForm, TakeInForm

bp = Blueprint("enquiries", __name__, url_prefix="/enquiries")


@bp.get("")
@requires(Permission.WORK_REFERRALS)
def index():
    """What waits to be checked, by its day: proved ones apart from those that somebody must ring about; and answers."""
    waiting, answered = queries.waiting(current_user), queries.answered(current_user)
    audit.record(current_user, "enquiry.list", "enquiries", shown=len(waiting) + len(answered))
    return render_template(
        "referrals/public/checking/index.html",
        proved=[one for one in waiting if one.enquiry.is_proved],
        to_ring=[one for one in waiting if not one.enquiry.is_proved],
        answered=answered,
    )


def led_to(actor, reference: str) -> str | None:
    """The page of the request with this reference, for those who check requests."""
    enquiry = queries.by_reference(actor, reference) if may(actor, Permission.WORK_REFERRALS) else None
    return url_for("referrals.enquiries.show", enquiry_id=enquiry.id) if enquiry else None


@bp.get("/<uuid:enquiry_id>")
@requires(Permission.WORK_REFERRALS)
def show(enquiry_id):
    """One request as it was written, with the service's own open referrals of the same person."""
    return _page(queries.find(current_user, enquiry_id), "show")


@bp.route("/<uuid:enquiry_id>/checked", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def checked(enquiry_id):
    """Say that whoever asked was rung."""
    enquiry = queries.find(current_user, enquiry_id)
    form = CheckedForm(obj=enquiry)
    if not form.accepted():
        return _page(enquiry, "checked", form)
    operations.confirm(current_user, enquiry, **form.answers())
    return redirect(url_for(".show", enquiry_id=enquiry_id), 303)


@bp.route("/<uuid:enquiry_id>/take-in", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def take_in(enquiry_id):
    """Fill in what is missing, with the clinician's questions, and make it a referral."""
    enquiry = queries.find(current_user, enquiry_id)
    form = TakeInForm(enquiry, doors.only(enquiry.service))
    if not form.accepted():
        audit.record(current_user, "enquiry.open", enquiry, page="take in")
        action = url_for(".take_in", enquiry_id=enquiry_id)
        return render_template("referrals/intake/new.html", form=form, action=action, already_open=[]), form.status
    referral = operations.take_in(current_user, enquiry, **form.answers())
    flash(f"{referral.reference} is taken in: it waits in the queue")
    return redirect(url_for("referrals.show", referral_id=referral.id), 303)


@bp.route("/<uuid:enquiry_id>/answer", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def answer(enquiry_id):
    """Answer it in words."""
    enquiry = queries.find(current_user, enquiry_id)
    form = AnswerForm(obj=enquiry)
    if not form.accepted():
        return _page(enquiry, "answer", form)
    operations.answer(current_user, enquiry, **form.answers())
    flash(f"{enquiry.reference}: answered")
    return redirect(url_for(".index"), 303)


@bp.route("/<uuid:enquiry_id>/discard", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def discard(enquiry_id):
    """Throw it away."""
    enquiry = queries.find(current_user, enquiry_id)
    form = DiscardForm(obj=enquiry)
    if not form.accepted():
        return _page(enquiry, "discard", form)
    operations.discard(current_user, enquiry, **form.answers())
    flash("The request is deleted")
    return redirect(url_for(".index"), 303)


def _page(enquiry, name: str, form=None):
    """A page that shows what somebody wrote, so that opening it is written down."""
    audit.record(current_user, "enquiry.open", enquiry, page=name)
    page = render_template(
        f"referrals/public/checking/{name}.html",
        enquiry=enquiry,
        form=form,
        alike=duplicates.alike(current_user, enquiry),
    )
    return page, form.status if form else 200
