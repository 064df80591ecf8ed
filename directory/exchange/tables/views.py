"""Pages on which an editor brings a table in, column by column, and takes the listings out as one."""

from flask import Blueprint, Response, flash, redirect, render_template, request, stream_with_context, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core import audit, clock
from directory.exchange.tables import export, operations, queries
from directory.exchange.tables.columns import COLUMNS
from directory.exchange.tables.forms import StepForm, UploadForm, match_form
from directory.exchange.tables.reading import LARGEST_FILE

bp = Blueprint("tables", __name__, url_prefix="/tables")

# Besides the file its form sends a few answers.
LARGEST_BODY = LARGEST_FILE + 64 * 1024


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def new():
    request.max_content_length = LARGEST_BODY
    form = UploadForm()
    if not form.accepted():
        return render_template("directory/tables/new.html", form=form), form.status
    table = operations.keep_table(
        current_user, file=form.file.content(), file_name=form.file.file_name(), source=form.source.data
    )
    return redirect(url_for(".match", table_id=table.id), 303)


@bp.route("/<uuid:table_id>/match", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def match(table_id):
    table = queries.find(current_user, table_id)
    if table.done_at:
        return redirect(url_for(".show", table_id=table.id))
    samples = queries.samples(table)
    saved = {"version": table.version, "matching": table.matching, "for_all": table.for_all}
    form = match_form(table.header, samples, **saved)
    if not form.accepted():
        return render_template("directory/tables/match.html", form=form, table=table), form.status
    operations.match_columns(current_user, table, **form.answers())
    return redirect(url_for(".preview", table_id=table.id), 303)


@bp.route("/<uuid:table_id>/preview", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def preview(table_id):
    """What importing would do; sent, it is done."""
    table = queries.find(current_user, table_id)
    if table.done_at:
        return redirect(url_for(".show", table_id=table.id), 303)
    form = StepForm(obj=table)
    if not form.sent() and queries.is_being_imported(table):
        return redirect(url_for(".show", table_id=table.id))
    if not form.accepted():
        found = queries.preview(table)
        page = render_template("directory/tables/preview.html", form=form, table=table, preview=found, columns=COLUMNS)
        return page, form.status
    operations.import_table(current_user, table, **form.answers())
    return redirect(url_for(".show", table_id=table_id), 303)


@bp.get("/<uuid:table_id>")
@requires(Permission.EDIT_DIRECTORY)
def show(table_id):
    """What became of a table's rows."""
    table = queries.find(current_user, table_id)
    return render_template("directory/tables/show.html", table=table, at_work=queries.is_being_imported(table))


@bp.route("/<uuid:table_id>/discard", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def discard(table_id):
    table = queries.find(current_user, table_id)
    form = StepForm(obj=table)
    if not form.accepted():
        return render_template("directory/tables/discard.html", form=form, table=table), form.status
    operations.discard_table(current_user, table, **form.answers())
    flash("The table is thrown away")
    return redirect(url_for(".new"), 303)


@bp.get("/listings.csv")
@requires(Permission.EDIT_DIRECTORY)
def listings():
    """Every public listing, or those that a search with these arguments finds, as a CSV file that opens safely."""
    audit.record(current_user, "listings.exported", "service")
    lines = export.lines(queries.public_records(request.args))
    name = f"listings-{clock.today().isoformat()}.csv"
    return Response(
        stream_with_context(lines),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
