"""The pages behind the links of an e-mail, where opening one changes nothing; and the page where an editor ends one."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core.forms import Form
from core.outbox.queries import has_stopped, has_stopped_hashed
from core.refusals import Missing
from directory.listings import queries as listings
from directory.listings.sections.outline import SHORT
from directory.listings.sections.pages import Doors
from directory.listings.standing.queries import version_of
from directory.upkeep import letters, stopping
from directory.upkeep.answers import operations, queries
from directory.upkeep.answers.forms import ConfirmForm, RoomForm, SettleForm, StoppedForm
from directory.upkeep.asking.queries import address_of
from directory.upkeep.forms import StopForm
from directory.upkeep.links.queries import find
from directory.upkeep.links.words import LinkRefused, Purpose
from directory.upkeep.told import told
from directory.upkeep.waiting import pages as changing
from directory.upkeep.wordings import Wording

bp = Blueprint("answers", __name__)
PATH = "/directory/keep/"


@bp.route("/keep/confirm/<confirm_token>", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def confirm(confirm_token):
    return _yes(find(Purpose.CONFIRM, confirm_token), operations.confirm)


@bp.route("/keep/change/<change_token>", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def change(change_token):
    """The short form; what matters waits for an editor, see directory/upkeep/waiting."""
    return section(change_token=change_token, section_key=SHORT.key)


@bp.get("/keep/change/<change_token>/all")
@requires(Permission.FIND_LISTINGS)
def pages(change_token):
    """Everything that can be changed, page by page."""
    return changing.index(find(Purpose.CHANGE, change_token).service, _doors(change_token))


@bp.route("/keep/change/<change_token>/right", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def rest(change_token):
    """The yes of a group that has changed what was wrong: a change alone confirms nothing."""
    back = url_for(".pages", change_token=change_token)
    return _yes(find(Purpose.CHANGE, change_token), operations.confirm_the_rest, back=back)


@bp.route("/keep/change/<change_token>/<section_key>", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def section(change_token, section_key):
    link = find(Purpose.CHANGE, change_token)
    hold = partial(operations.hold, link)
    page = changing.section(operations.answering(link), link.service, section_key, _doors(change_token), hold=hold)
    operations.tell_of_new_address(link)
    return page


@bp.route("/keep/change/<change_token>/waiting", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def waiting(change_token):
    """What waits of what the group changed, and what became of the rest."""
    link = find(Purpose.CHANGE, change_token)
    return changing.waiting(operations.answering(link), link.service, _doors(change_token))


@bp.route("/keep/room/<room_token>", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def room(room_token):
    link = find(Purpose.ROOM, room_token)
    form = RoomForm(version=version_of(link.service_id), chosen=request.args.get("room"))
    if not form.accepted():
        return _page("room", form, link)
    operations.say_room(link, **form.answers())
    return _thank(link.service, "Thank you. People now see what you said about room")


@bp.route("/keep/stopped/<stopped_token>", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def stopped(stopped_token):
    link = find(Purpose.STOPPED, stopped_token)
    form = StoppedForm(obj=link.service)
    if not form.accepted():
        return _page("stopped", form, link)
    operations.say_stopped(link, **form.answers())
    return _thank(
        link.service, f"Thank you for all that {link.service.name} did. The listing now says that it has stopped"
    )


@bp.route("/keep/no-mail/<no_mail_token>", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def no_mail(no_mail_token):
    """Stop our mail, or take it again. A mail program’s own button posts here without the page’s token (RFC 8058)."""
    link = find(Purpose.NO_MAIL, no_mail_token)
    if request.form.get("List-Unsubscribe") == "One-Click":
        operations.stop_mail(link)
        return "Stopped\n", {"Content-Type": "text/plain; charset=utf-8"}
    form = Form()
    if not form.accepted():
        return _page("no_mail", form, link, has_stopped=has_stopped(link.email))
    if "again" in request.form:
        operations.resume_mail(link)
    else:
        operations.stop_mail(link)
    return redirect(request.path, 303)


@bp.route("/keep/no-more/<reader_token>", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def no_more(reader_token):
    """The same for whoever has a letter that is not about one listing; a mail program may press its button."""
    who, form = stopping.reader(reader_token), StopForm()
    if who is None:
        raise Missing
    if not form.accepted():
        page = render_template("directory/upkeep/answers/no_more.html", form=form, done=has_stopped_hashed(who))
        return page, form.status
    if "again" in request.form and not form.one_click:
        operations.resume_letters(who)
    else:
        operations.stop_letters(who)
    return redirect(request.path, 303)


@bp.route("/keep/links/<uuid:service_id>", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def ask(service_id):
    """Ask for new links; they go to the address that the listing shows, whoever asks."""
    listing, form = listings.find(service_id), Form()
    email = None if listing.retired_at else address_of(listing)
    if not form.accepted():
        page = render_template("directory/upkeep/answers/ask.html", form=form, listing=listing, email=email)
        return page, form.status
    operations.send_links(listing, network=request.remote_addr or "")
    # The same words whether or not the address has stopped our mail: that is nobody else's business.
    flash(f"New links are on their way to {email}, unless it has stopped our emails")
    return redirect(url_for("directory.listings.show", service_id=service_id), 303)


@bp.route("/endings/<uuid:ending_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def ending(ending_id):
    """A group that has stopped: what it wrote, what its listing said and says, and retiring it."""
    found = queries.find(current_user, ending_id)
    listing, form = found.service, SettleForm(obj=found.service)
    begun = letters.begin(Wording.STOPPED, listing=listing.name)
    form.write(begun, to=address_of(listing), listing=listing)
    if not form.accepted():
        open_still = queries.is_open(found)
        return _page("ending", form, found, ending=found, told=told(listing), open_still=open_still)
    operations.settle(current_user, found, **form.answers())
    flash(f"{listing.name} is retired")
    return redirect(url_for("directory.queue.index"), 303)


@bp.app_errorhandler(LinkRefused)
def refused(refusal: LinkRefused):
    """Why a link opens nothing, and what to do now; it tells no more of a listing than that listing's own page."""
    listing = listings.find(refusal.service_id) if refusal.service_id else None
    page = render_template("directory/upkeep/answers/refused.html", why=refusal.why, listing=listing)
    return page, refusal.why.status


@bp.after_app_request
def tell_nobody(response):
    """Whoever knows the address of such a page may answer: no other site, no cache, no search engine is to learn it."""
    if request.path.startswith(PATH):
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _doors(change_token: str) -> Doors:
    """Where the pages about a change stand for whoever came by this link."""
    return Doors(
        index="directory.answers.pages",
        section="directory.answers.section",
        editor=False,
        confirm="directory.answers.rest",
        waiting="directory.answers.waiting",
        at={"change_token": change_token},
        first=changing.FIRST,
    )


def _yes(link, confirm: Callable, **values):
    """The page on which a group says that all is right, and the yes itself."""
    form = ConfirmForm(obj=link.service)
    if not form.accepted():
        return _page("confirm", form, link, told=told(link.service), **values)
    listing = confirm(link, **form.answers())
    return _thank(listing, f"Thank you. You confirmed that {listing.name} is right")


def _page(name: str, form: Form, about, **values):
    """A page about the listing of a link or of a group's word."""
    page = render_template(f"directory/upkeep/answers/{name}.html", form=form, listing=about.service, **values)
    return page, form.status


def _thank(listing, words: str):
    """To the listing's own page: its address has nothing of the link in it."""
    flash(words)
    return redirect(url_for("directory.listings.show", service_id=listing.id), 303)
