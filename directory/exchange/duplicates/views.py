"""Pages on which an editor looks at listings that may be there twice, keeps them apart or merges them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from directory.exchange.duplicates import operations, queries
from directory.exchange.duplicates.forms import ApartForm, PairForm, merge_form
from directory.exchange.duplicates.merging import BOTH, LEFT, RIGHT, differences
from directory.listings.document import to_document

bp = Blueprint("duplicates", __name__, url_prefix="/duplicates")


@bp.get("")
@requires(Permission.EDIT_DIRECTORY)
def index():
    page = min(max(request.args.get("page", 1, int), 1), 10_000)
    pairs, total = queries.index(current_user, page=page)
    return render_template(
        "directory/duplicates/index.html", pairs=pairs, total=total, page=page, pages=-(-total // queries.PAGE)
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def new():
    """Name two listings that nobody's comparing has found."""
    form = PairForm()
    if not form.accepted():
        return render_template("directory/duplicates/new.html", form=form), form.status
    pair = operations.pair_up(current_user, **form.answers())
    return redirect(url_for(".show", pair_id=pair.id), 303)


@bp.route("/<uuid:pair_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def show(pair_id):
    """Both side by side; sent, they are merged."""
    found = queries.find(current_user, pair_id)
    told = differences(to_document(found.left), to_document(found.right))
    form = merge_form(told, left=found.left, right=found.right, version=found.pair.version)
    if not form.accepted():
        hints = {f"field_{one.name}": _hints(one) for one in told}
        page = render_template("directory/duplicates/show.html", form=form, found=found, hints=hints)
        return page, form.status
    kept = operations.merge(current_user, found, **form.answers())
    flash("The two listings are one now")
    return redirect(url_for("directory.listings.show", service_id=kept.id), 303)


@bp.route("/<uuid:pair_id>/apart", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def apart(pair_id):
    found = queries.find(current_user, pair_id)
    form = ApartForm(obj=found.pair)
    if not form.accepted():
        return render_template("directory/duplicates/apart.html", form=form, found=found), form.status
    operations.keep_apart(current_user, found, **form.answers())
    flash("We will not ask about these two again")
    return redirect(url_for(".index"), 303)


def _hints(one) -> dict[str, str]:
    """What stands under the choices of a field."""
    nothing = "Nothing"
    return {LEFT: one.left or nothing, RIGHT: one.right or nothing} | ({BOTH: ""} if one.several else {})
