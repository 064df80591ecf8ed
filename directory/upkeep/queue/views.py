"""The editors' queue, and the way from one thing that is settled to the next."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from directory.listings.queries import find_for_change
from directory.listings.standing.queries import trust_of
from directory.upkeep import letters
from directory.upkeep.links.queries import published_addresses
from directory.upkeep.queue import operations, queries
from directory.upkeep.queue.forms import DoubtForm, FilterForm
from directory.upkeep.queue.going_on import THEN, Way, way
from directory.upkeep.queue.kinds import HARM
from directory.upkeep.queue.pages import PAGES
from directory.upkeep.queue.words import Doubt
from directory.upkeep.told import told
from directory.upkeep.wordings import Wording

bp = Blueprint("queue", __name__, url_prefix="/queue")


@bp.app_template_global()
def queue_way() -> Way | None:
    """The way through the queue on which the reader of this page is, if they are on one."""
    return way()


@bp.get("")
@requires(Permission.EDIT_DIRECTORY)
def index():
    form = FilterForm(request.args)
    chosen = form.chosen()
    page = min(max(form.page.data or 1, 1), 10_000)
    queue = queries.index(current_user, page=page, **chosen)
    form.offer(queue.kinds, queries.area_names(queue.areas))
    return render_template(
        "directory/queue/index.html",
        form=form,
        queue=queue,
        chosen=chosen,
        way=Way(**chosen),
        page_of=page_of,
        harm=HARM,
        asked=sum(count for kind, count in queue.kinds.items() if HARM[kind].asked),
    )


@bp.get("/next")
@requires(Permission.EDIT_DIRECTORY)
def onward():
    """On to what does most harm now, of all or of what was chosen; back to the queue where nothing waits."""
    chosen = FilterForm(request.args).chosen()
    item = queries.following(current_user, after=request.args.get("after", ""), **chosen)
    return redirect(page_of(item.row, Way(**chosen)) if item else url_for(".index", **chosen), 303)


@bp.route("/listings/<uuid:service_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def doubt(service_id):
    """A listing of which nobody knows whether it is right: what it says, and what an editor can do about that."""
    listing = find_for_change(current_user, service_id)
    form = DoubtForm(obj=listing)
    letter = letters.begin(Wording.STILL_THERE, listing=listing.name)
    to = next(iter(published_addresses(listing)), None)
    form.write_one_of({Doubt.WRITE: letter}, form.decision.data, to=to, listing=listing)
    if not form.accepted():
        page = render_template(
            "directory/queue/doubt.html", form=form, listing=listing, told=told(listing), trust=trust_of(listing)
        )
        return page, form.status
    operations.settle_doubt(current_user, listing, **form.answers())
    flash(f"{listing.name}: {Doubt(form.decision.data).done}")
    return redirect(url_for(".onward", after=service_id), 303)


def page_of(row, way: Way) -> str:
    """The page on which this is settled, for whoever goes this way through the queue."""
    endpoint, argument = PAGES[row.kind]
    return url_for(endpoint, **{argument: row.id, THEN: str(way)})
