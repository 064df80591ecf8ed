"""The public form, without an account: which service, three short pages, the code, and what became of it."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core import clock
from referrals.public import allowances, operations, queries, rules, texting
from referrals.public.forms import AgainForm, CodeForm, PublicForm
from referrals.public.words import State

bp = Blueprint("public", __name__, url_prefix="/public")

# What is typed on three short pages is a few thousand characters; the boxes take 4,000 in all.
LARGEST = 64 * 1024


@bp.get("/")
@requires(Permission.ASK_FOR_SUPPORT)
def index():
    """The services that people may ask."""
    services = queries.services()
    closed = {one.service.id: rules.closed(one.profile, clock.today()) for one in services}
    return render_template("referrals/public/index.html", services=services, closed=closed)


@bp.route("/<uuid:organisation_id>", methods=["GET", "POST"])
@requires(Permission.ASK_FOR_SUPPORT)
def ask(organisation_id):
    """Three short pages, and the one that stops; nothing is kept before the last is sent."""
    request.max_content_length = LARGEST
    asked = queries.service(organisation_id)
    if closed := rules.closed(asked.profile, clock.today()):
        return render_template("referrals/public/closed.html", asked=asked, closed=closed)
    form = PublicForm(asked.profile)
    if not form.accepted():
        return render_template("referrals/public/ask.html", form=form, asked=asked, texts=texting.is_on()), form.status
    sent = operations.ask(current_user, service_id=organisation_id, network=_network(), **form.answers())
    return redirect(url_for(".sent", enquiry_token=sent.token), 303)


@bp.route("/sent/<enquiry_token>", methods=["GET", "POST"])
@requires(Permission.ASK_FOR_SUPPORT)
def sent(enquiry_token):
    """The page of a request: it asks for the code, and then says what became of it."""
    request.max_content_length = LARGEST
    enquiry, form = queries.by_token(enquiry_token), CodeForm()
    if enquiry.state is State.UNPROVEN and form.accepted():
        operations.prove(current_user, enquiry, token=enquiry_token, network=_network(), **form.answers())
        return _unreferred(redirect(url_for(".sent", enquiry_token=enquiry_token), 303))
    return _page(enquiry, enquiry_token, form)


@bp.post("/sent/<enquiry_token>/again")
@requires(Permission.ASK_FOR_SUPPORT)
def again(enquiry_token):
    """Have another code sent."""
    enquiry, form = queries.by_token(enquiry_token), AgainForm()
    if not form.accepted():
        return _page(enquiry, enquiry_token, form)
    operations.send_again(current_user, enquiry, network=_network())
    flash("We have sent another code. The one before no longer works")
    return _unreferred(redirect(url_for(".sent", enquiry_token=enquiry_token), 303))


@bp.post("/sent/<enquiry_token>/ring")
@requires(Permission.ASK_FOR_SUPPORT)
def ring(enquiry_token):
    """Be rung instead of typing a code."""
    enquiry, form = queries.by_token(enquiry_token), AgainForm()
    if not form.accepted():
        return _page(enquiry, enquiry_token, form)
    operations.ring_instead(current_user, enquiry, network=_network())
    return _unreferred(redirect(url_for(".sent", enquiry_token=enquiry_token), 303))


def _page(enquiry, enquiry_token: str, form):
    """The page that asks for the code; once that was typed, the one that says how it stands."""
    name = "code" if enquiry.state is State.UNPROVEN else "sent"
    forms = {"form": form, "typing": form if isinstance(form, CodeForm) else CodeForm(), "again": AgainForm()}
    looked_at_by = queries.looked_at_by(enquiry) if enquiry.state is State.WAITING else None
    page = render_template(
        f"referrals/public/{name}.html",
        enquiry=enquiry,
        enquiry_token=enquiry_token,
        looked_at_by=looked_at_by,
        **forms,
    )
    return _unreferred(page, form.status)


def _network() -> str:
    return allowances.network(request.remote_addr or "")


def _unreferred(answer, status: int = 200):
    """An answer whose address opens something tells no other site that address."""
    response = make_response(answer) if status == 200 else make_response(answer, status)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
