"""Pages on which a group suggests topics for its listing, and on which an editor decides."""

from types import SimpleNamespace

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from directory.listings import shown
from directory.listings.queries import find_kept, topics
from directory.upkeep import letters
from directory.upkeep.suggestions import operations, queries
from directory.upkeep.suggestions.forms import DecideForm, SuggestForm
from directory.upkeep.suggestions.words import Decision
from directory.upkeep.wordings import Wording

bp = Blueprint("suggestions", __name__)


@bp.route("/my-listings/<uuid:service_id>/topics", methods=["GET", "POST"])
@requires(Permission.KEEP_OWN_LISTINGS)
def new(service_id):
    """Suggest topics for a listing of one's own; what waits already is the answer that the form begins with."""
    listing = find_kept(current_user, service_id)
    waiting, decided = queries.waiting(listing), queries.decided(listing)
    form = SuggestForm(obj=waiting)
    form.offer(topics())
    if not form.accepted():
        page = render_template(
            "directory/suggestions/new.html",
            form=form,
            listing=listing,
            there=shown.topics(listing),
            waiting=waiting,
            decided=[(one, _told(one)) for one in decided],
        )
        return page, form.status
    operations.suggest_topics(current_user, listing, **form.answers())
    flash("Thank you. An editor will look at your topics and write to you")
    return redirect(url_for("directory.upkeep.change", service_id=service_id), 303)


@bp.route("/suggestions/<uuid:suggestion_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def show(suggestion_id):
    """What the listing says beside what the group suggests; sent, it is decided."""
    suggestion = queries.find(current_user, suggestion_id)
    form = DecideForm(obj=_beginning(suggestion))
    form.offer(topics())
    form.write_one_of(_letters(suggestion, form), form.decision.data, to=suggestion.email, listing=suggestion.service)
    if not form.accepted():
        page = render_template(
            "directory/suggestions/show.html",
            form=form,
            suggestion=suggestion,
            listing=suggestion.service,
            there=shown.topics(suggestion.service),
            wanted=_told(suggestion),
            given=", ".join(queries.names(suggestion.given).values()),
        )
        return page, form.status
    operations.decide_on_topics(current_user, suggestion, **form.answers())
    flash(f"You decided on the topics of {suggestion.service.name}")
    return redirect(url_for("directory.queue.onward"), 303)


def _beginning(suggestion) -> SimpleNamespace:
    """What the editor's form begins with: the topics suggested, and ours that are called as the group's own words."""
    found = dict.fromkeys([*suggestion.topics, *queries.alike(suggestion.words)])
    return SimpleNamespace(version=suggestion.version, topics=list(found))


def _told(suggestion) -> str:
    return queries.in_words(suggestion.topics, suggestion.words, queries.names(suggestion.topics))


def _letters(suggestion, form: DecideForm) -> dict[str, letters.Draft]:
    """The letter that goes with each decision."""
    name, wanted = suggestion.service.name, _told(suggestion)
    chosen = queries.in_words(form.topics.data or [], "", topics())
    return {
        Decision.ACCEPT: letters.begin(Wording.TOPICS_ACCEPTED, listing=name, about=wanted),
        Decision.OTHER: letters.begin(Wording.TOPICS_OTHER, listing=name, about=chosen),
        Decision.REFUSE: letters.begin(Wording.TOPICS_REFUSED, listing=name, about=wanted),
    }
