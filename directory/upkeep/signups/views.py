"""Pages on which a group signs itself up and sees what became of it, and on which an editor answers."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from accounts.access import requires
from accounts.roles import Permission
from directory.listings import shown, spoken
from directory.listings.said import Said
from directory.upkeep import letters
from directory.upkeep.signups import operations, queries
from directory.upkeep.signups.forms import ApproveForm, ProveForm, RefuseForm, SignUpForm
from directory.upkeep.signups.said import document
from directory.upkeep.wordings import Wording

bp = Blueprint("signups", __name__)


@bp.route("/sign-up", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def new():
    form = SignUpForm()
    if not form.accepted():
        return render_template("directory/upkeep/signups/new.html", form=form), form.status
    operations.sign_up(current_user, network=request.remote_addr or "", **form.answers())
    return redirect(url_for(".sent"), 303)


@bp.get("/sign-up/sent")
@requires(Permission.FIND_LISTINGS)
def sent():
    return render_template("directory/upkeep/signups/sent.html", days=queries.PROVED_WITHIN.days)


@bp.route("/sign-up/<sign_up_token>", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def by_link(sign_up_token):
    """What the group sees by its link: what it said, and where that is. Sent, it proves the address."""
    found, form = queries.find_by_token(sign_up_token), ProveForm()
    if form.accepted():
        operations.prove(current_user, found)
        return _unreferred(redirect(url_for(".by_link", sign_up_token=sign_up_token), 303))
    page = render_template("directory/upkeep/signups/by_link.html", form=form, sign_up=found, **_preview(found))
    return _unreferred(page, form.status)


@bp.get("/sign-ups/<uuid:sign_up_id>")
@requires(Permission.EDIT_DIRECTORY)
def show(sign_up_id):
    return _decision("show", queries.find(current_user, sign_up_id))


@bp.route("/sign-ups/<uuid:sign_up_id>/approve", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def approve(sign_up_id):
    found = queries.find(current_user, sign_up_id)
    form = ApproveForm(obj=found)
    form.write(letters.begin(Wording.SIGN_UP_ACCEPTED, listing=found.name), to=found.email)
    if not form.accepted():
        return _decision("approve", found, form=form), form.status
    listing = operations.approve(current_user, found, **form.answers())
    way_there = url_for("directory.listings.change", service_id=listing.id)
    words = Markup('{} is in the directory. <a href="{}">Give it topics, and check what it says</a>')
    flash(words.format(listing.name, way_there))
    return redirect(url_for("directory.listings.show", service_id=listing.id), 303)


@bp.route("/sign-ups/<uuid:sign_up_id>/refuse", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def refuse(sign_up_id):
    found = queries.find(current_user, sign_up_id)
    form = RefuseForm(obj=found)
    form.write(letters.begin(Wording.SIGN_UP_REFUSED, listing=found.name), to=found.email)
    if not form.accepted():
        return _decision("refuse", found, form=form), form.status
    operations.refuse(current_user, found, **form.answers())
    flash(f"{found.name} is not put into the directory")
    return redirect(url_for("directory.queue.onward"), 303)


def _decision(page: str, found, **values) -> str:
    return render_template(
        f"directory/upkeep/signups/{page}.html",
        sign_up=found,
        alike=queries.alike(current_user, found),
        **_preview(found),
        **values,
    )


def _preview(found) -> dict:
    """The listing that it would be, as directory/listings/body.html draws one."""
    seen = Said(document(found))
    return {"seen": seen, "shown": shown, "ages": spoken.ages(seen)}


def _unreferred(answer, status: int = 200):
    """An answer whose address opens something tells no other site that address."""
    response = make_response(answer) if status == 200 else make_response(answer, status)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
