"""Pages of the shortlist: put listings on it, order them, print them, share them by a link, send them."""

from functools import cached_property, partial

from flask import Blueprint, flash, make_response, redirect, render_template, request, session, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission, may
from core.forms import Form
from core.links import own_path
from core.pages import sign_out_token
from core.settings import setting
from directory.listings import queries as listings
from directory.search.shortlists import chosen, operations, queries
from directory.search.shortlists import letter as letters
from directory.search.shortlists.forms import LetterForm, SendForm, ShareForm, for_listings
from directory.search.shortlists.words import Handed

bp = Blueprint("shortlists", __name__)

IN_COOKIE = "shortlist"
TOKENS_IN_COOKIE = "shared"
STEPS = {
    "add": chosen.added,
    "remove": chosen.removed,
    "up": partial(chosen.moved, by=-1),
    "down": partial(chosen.moved, by=1),
}
TOLD = {"add": "{} is on your shortlist", "remove": "{} is off your shortlist"}


class Here:
    """The shortlist of this browser as other pages show it; nothing is worked out before a page asks."""

    @cached_property
    def ids(self) -> chosen.Ids:
        """The ids of its listings, in order."""
        return _ids()

    @cached_property
    def token(self):
        """The hidden field that every button on one page shares."""
        return sign_out_token()

    @property
    def back(self) -> str:
        """The address of this page, to come back to; without its question where that is too long to be a way back."""
        return (own_path(request.full_path) if request.query_string else None) or request.path


@bp.app_context_processor
def _shortlist() -> dict:
    return {"shortlist": Here()}


@bp.get("/shortlist")
@requires(Permission.FIND_LISTINGS)
def index():
    return _index_page()


@bp.post("/shortlist")
@requires(Permission.FIND_LISTINGS)
def choose():
    """What any button beside a listing does: its name is one of STEPS, its value the listing's id."""
    form = Form()
    if not form.accepted():
        return _index_page(form)
    for step in STEPS.keys() & request.form.keys():
        (meant,) = queries.kept([chosen.read_one(request.form[step])])
        listing = listings.find(meant)
        session[IN_COOKIE] = chosen.written(STEPS[step](_ids(), listing.id))
        if words := TOLD.get(step):
            flash(words.format(listing.name))
    return redirect(own_path(request.form.get("back")) or url_for(".index"), 303)


@bp.route("/shortlist/letter", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def letter():
    found = queries.chosen(_ids())
    form = for_listings(LetterForm, found)
    if not form.accepted():
        return _form_page("letter", form)
    operations.hand_over(current_user, found, how=form.how.data, key=form.once_key.data)
    start = queries.start(form.postcode.data)
    said = {"note": form.note.data or "", "notes": form.notes(), "name": form.name.data or ""}
    written = letters.write(found, start=start, instead=queries.instead(found), **said)
    unplaced = form.postcode.data if form.postcode.data and not start else ""
    return _print(written, form.how.data, unplaced)


@bp.route("/shortlist/share", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def share():
    found = queries.chosen(_ids())
    form = for_listings(ShareForm, found)
    if not form.accepted():
        return _form_page("share", form)
    token = operations.share(current_user, found, network=request.remote_addr or "", **_said(form))
    session[TOKENS_IN_COOKIE] = [token, *_tokens()][: chosen.MOST_TOKENS]
    return redirect(url_for(".shared"), 303)


@bp.route("/shortlist/send", methods=["GET", "POST"])
@requires(Permission.SEND_SHORTLISTS)
def send():
    found = queries.chosen(_ids())
    form = for_listings(SendForm, found)
    if not form.accepted():
        return _form_page("send", form)
    operations.send(current_user, found, email=form.email.data, **_said(form))
    flash("The shortlist is on its way")
    return redirect(url_for(".index"), 303)


@bp.get("/shortlist/shared")
@requires(Permission.FIND_LISTINGS)
def shared():
    return _shared_page(Form())


@bp.post("/shortlist/shared/<uuid:shortlist_id>/withdraw")
@requires(Permission.FIND_LISTINGS)
def withdraw(shortlist_id):
    found, form = queries.find_for_withdrawal(current_user, shortlist_id, _tokens()), Form()
    if not form.accepted():
        return _shared_page(form)
    operations.withdraw(current_user, found)
    flash("The link opens nothing any more")
    return redirect(url_for(".shared"), 303)


@bp.get("/shortlists/<shortlist_token>")
@requires(Permission.FIND_LISTINGS)
def show(shortlist_token):
    """What the link shows: the listings as they are today; after its time, that it has ended."""
    found = queries.find_shared(shortlist_token)
    if not found.open:
        return _unreferred(render_template("directory/search/shortlists/ended.html"), 410)
    now = queries.contents([found])[found]
    notes = {listing.id: note for listing, note in now.items()}
    instead = queries.instead(list(now))
    written = letters.write(list(now), note=found.note, notes=notes, instead=instead, dated=False)
    return _unreferred(render_template("directory/search/shortlists/show.html", letter=written, shared=found), 200)


@bp.get("/signposting")
@requires(Permission.READ_SIGNPOSTING)
def signposting():
    return render_template("directory/search/shortlists/signposting.html", counts=queries.counts(), ways=list(Handed))


def _ids() -> chosen.Ids:
    return queries.kept(chosen.read(session.get(IN_COOKIE)))


def _tokens() -> list[str]:
    kept = session.get(TOKENS_IN_COOKIE)
    return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []


def _unreferred(page: str, status: int):
    """A page of whose address nobody else is to learn."""
    response = make_response(page, status)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _said(form) -> dict:
    return {"note": form.note.data or "", "notes": form.notes(), "key": form.once_key.data}


def _print(written: letters.Letter, how: Handed, unplaced: str):
    """The letter itself, which is kept nowhere: a page to print, or a file of plain text."""
    if how is Handed.PLAIN:
        closing = f"Made with {setting('SERVICE_NAME')}. Ring before you go: things change."
        response = make_response(letters.in_plain_text(written, closing=closing))
        response.mimetype = "text/plain"
        response.headers["Content-Disposition"] = 'attachment; filename="shortlist.txt"'
        return response
    return render_template(
        "directory/search/shortlists/print.html",
        letter=written,
        large=how is Handed.LARGE,
        unplaced=unplaced,
    )


def _index_page(form: Form | None = None):
    found = queries.chosen(_ids())
    page = render_template(
        "directory/search/shortlists/index.html",
        form=form,
        listings=found,
        instead=queries.instead(found),
        warning=letters.warning,
        most=chosen.MOST,
        may_send=may(current_user, Permission.SEND_SHORTLISTS),
    )
    return page, form.status if form else 200


def _form_page(page: str, form):
    days = setting("SHORTLIST_LASTS").days
    return render_template(f"directory/search/shortlists/{page}.html", form=form, days=days), form.status


def _shared_page(form: Form):
    tokens = queries.shared_by(current_user, _tokens())
    found = [
        (one, ", ".join(listing.name for listing in now), tokens[one] and operations.address(tokens[one]))
        for one, now in queries.contents(tokens).items()
    ]
    return render_template("directory/search/shortlists/shared.html", form=form, shared=found), form.status
