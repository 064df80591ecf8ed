"""Pages on which somebody claims a listing, proves it by a link, and on which an editor decides."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from directory.listings import queries as listings
from directory.upkeep import letters
from directory.upkeep.claims import operations, queries
from directory.upkeep.claims.forms import ApproveForm, CheckForm, RefuseForm, SendForm, TakeUpForm
from directory.upkeep.claims.masks import masked
from directory.upkeep.claims.words import State
from directory.upkeep.links import queries as links
from directory.upkeep.links.words import LinkRefused, Purpose
from directory.upkeep.wordings import Wording

bp = Blueprint("claims", __name__)


@bp.route("/listings/<uuid:service_id>/claim", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def new(service_id):
    """Two ways to show that it is your group; sent, it takes the first of them."""
    listing, form = listings.find(service_id), SendForm()
    if not form.accepted():
        email = queries.address_of(listing)
        page = render_template(
            "directory/upkeep/claims/new.html", form=form, listing=listing, address=email and masked(email)
        )
        return page, form.status
    operations.send_link(current_user, listing, network=request.remote_addr or "")
    return redirect(url_for(".sent", service_id=service_id), 303)


@bp.get("/listings/<uuid:service_id>/claim/sent")
@requires(Permission.FIND_LISTINGS)
def sent(service_id):
    return render_template("directory/upkeep/claims/sent.html", listing=listings.find(service_id))


@bp.route("/listings/<uuid:service_id>/claim/check", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def check(service_id):
    """Let an editor check it."""
    listing = listings.find(service_id)
    form = CheckForm(name=current_user.name, email=current_user.email)
    if not form.accepted():
        return render_template("directory/upkeep/claims/check.html", form=form, listing=listing), form.status
    operations.ask_editor(current_user, listing, network=request.remote_addr or "", **form.answers())
    return redirect(url_for(".asked", service_id=service_id), 303)


@bp.get("/listings/<uuid:service_id>/claim/asked")
@requires(Permission.FIND_LISTINGS)
def asked(service_id):
    return render_template("directory/upkeep/claims/asked.html", listing=listings.find(service_id))


@bp.route("/keep/claim/<claim_token>", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def by_link(claim_token):
    """What the link in the letter opens: who will keep the listing."""
    try:
        return _take_up(links.find(Purpose.CLAIM, claim_token))
    except LinkRefused as refused:
        page = render_template("directory/upkeep/claims/gone.html", why=refused.why, service_id=refused.service_id)
        return page, refused.why.status


def _take_up(link):
    form = TakeUpForm(name=current_user.name, email=current_user.email or link.email)
    if not form.accepted():
        page = render_template(
            "directory/upkeep/claims/by_link.html",
            form=form,
            listing=link.service,
            others=queries.comes_along(link.service),
            enough=queries.is_enough(link.service, link.email),
        )
        return page, form.status
    claim = operations.take_up(current_user, link, **form.answers())
    done = "kept" if claim.state is State.APPROVED else "asked"
    return redirect(url_for(f".{done}", service_id=claim.service_id), 303)


@bp.get("/listings/<uuid:service_id>/claim/kept")
@requires(Permission.FIND_LISTINGS)
def kept(service_id):
    return render_template("directory/upkeep/claims/kept.html", listing=listings.find(service_id))


@bp.get("/claims/<uuid:claim_id>")
@requires(Permission.EDIT_DIRECTORY)
def show(claim_id):
    return _decision("show", queries.find(current_user, claim_id))


@bp.route("/claims/<uuid:claim_id>/approve", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def approve(claim_id):
    claim = queries.find(current_user, claim_id)
    form = ApproveForm(obj=claim)
    form.write(_first_letter(Wording.CLAIM_ACCEPTED, claim), to=claim.email, listing=claim.service)
    if not form.accepted():
        return _decision("approve", claim, form=form), form.status
    operations.approve(current_user, claim, **form.answers())
    flash(f"{claim.name} can keep {claim.service.name} now")
    return redirect(url_for("directory.queue.onward"), 303)


@bp.route("/claims/<uuid:claim_id>/refuse", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def refuse(claim_id):
    claim = queries.find(current_user, claim_id)
    form = RefuseForm(obj=claim)
    form.write(_first_letter(Wording.CLAIM_REFUSED, claim), to=claim.email, listing=claim.service)
    if not form.accepted():
        return _decision("refuse", claim, form=form), form.status
    operations.refuse(current_user, claim, **form.answers())
    flash(f"The claim of {claim.service.name} is refused")
    return redirect(url_for("directory.queue.onward"), 303)


def _first_letter(wording: Wording, claim):
    return letters.begin(wording, listing=claim.service.name)


def _decision(page: str, claim, **values) -> str:
    return render_template(
        f"directory/upkeep/claims/{page}.html",
        claim=claim,
        listing=claim.service,
        others=queries.comes_along(claim.service),
        addresses=links.published_addresses(claim.service),
        **values,
    )
