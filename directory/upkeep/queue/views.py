"""The editors' queue, and the way from one thing that is settled to the next."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from directory.upkeep.queue import queries
from directory.upkeep.queue.forms import FilterForm
from directory.upkeep.queue.kinds import HARM, Kind
from directory.upkeep.queue.pages import PAGES

bp = Blueprint("queue", __name__, url_prefix="/queue")


@bp.get("")
@requires(Permission.EDIT_DIRECTORY)
def index():
    form = FilterForm(request.args)
    chosen = form.chosen()
    page = min(max(form.page.data or 1, 1), 10_000)
    queue = queries.index(current_user, page=page, **chosen)
    form.offer(queue.kinds, queries.area_names(queue.areas))
    return render_template(
        "directory/queue/index.html", form=form, queue=queue, chosen=chosen, page_of=page_of, harm=HARM, kinds=Kind
    )


@bp.get("/next")
@requires(Permission.EDIT_DIRECTORY)
def onward():
    """On to what does most harm now, of all or of what was chosen; back to the queue where nothing waits."""
    chosen = FilterForm(request.args).chosen()
    item = queries.first(current_user, **chosen)
    return redirect(page_of(item.row) if item else url_for(".index", **chosen), 303)


def page_of(row) -> str:
    """The page on which this is settled."""
    endpoint, argument = PAGES[row.kind]
    return url_for(endpoint, **{argument: row.id})
