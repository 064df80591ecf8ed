"""Pages of the checks on groups: editors record and settle, groups offer, staff read, a lead sets what is asked for."""

from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission, may
from directory.listings import queries as listings
from directory.upkeep.answers.operations import answering
from directory.upkeep.checks import forms, operations, queries, told
from directory.upkeep.checks.states import State
from directory.upkeep.links import queries as links
from directory.upkeep.links.words import Purpose

bp = Blueprint("checks", __name__)


class Beside(NamedTuple):
    """What stands beside a listing of the checks on its group; staff are led to all of them."""

    lines: list[str]
    staff: bool


@bp.app_template_global()
def checks_beside(service_id) -> Beside:
    """A line for each check on the group behind a listing that this reader may know of, where anything was written."""
    found = [check for check in queries.of_listing(service_id) if check.turn]
    staff = may(current_user, Permission.READ_CHECKS)
    return Beside(told.lines(found, staff=staff), staff)


@bp.app_template_global()
def own_checks() -> list:
    """How the checks of the reader's own groups stand."""
    return queries.own(current_user)


@bp.get("/checks")
@requires(Permission.EDIT_DIRECTORY)
def index():
    """What waits for a look, and the groups of which a check is known; in the address one state to see alone."""
    state = next((one for one in State if one == request.args.get("state")), None)
    page = min(max(request.args.get("page", 1, int), 1), 10_000)
    known = queries.every()
    found = queries.in_state(known, state)
    return render_template(
        "directory/checks/index.html",
        waiting=queries.for_editors(),
        groups=found[(page - 1) * queries.PAGE : page * queries.PAGE],
        figures=queries.figures(known),
        state=state,
        page=page,
        pages=-(-len(found) // queries.PAGE),
        told=told,
    )


@bp.get("/checks/line/<uuid:check_id>")
@requires(Permission.EDIT_DIRECTORY)
def line(check_id):
    """To where something is done about this line of a check's history: an answer to an offer, or the group's checks."""
    found, waits = queries.line(current_user, check_id)
    group_id, check_kind = found.organization_id, found.kind.value
    if waits:
        return redirect(url_for(".settle", organization_id=group_id, check_kind=check_kind))
    return redirect(url_for(".show", organization_id=group_id, _anchor=check_kind))


@bp.get("/checks/<uuid:organization_id>")
@requires(Permission.EDIT_DIRECTORY)
def show(organization_id):
    group = queries.find(current_user, organization_id)
    checks = [(check, queries.lines(group.id, check.kind)) for check in queries.checks(group.id)]
    return render_template("directory/checks/show.html", group=group, checks=checks, told=told)


@bp.route("/checks/<uuid:organization_id>/<check_kind>/record", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def record(organization_id, check_kind):
    group, check = _found(organization_id, check_kind)
    form = forms.record_form(check)
    if not form.accepted():
        return _page("record", form, group, check)
    operations.record(current_user, group, kind=check.kind, **form.answers())
    return _done(f"{check.kind.words} recorded", group)


@bp.route("/checks/<uuid:organization_id>/<check_kind>/settle", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def settle(organization_id, check_kind):
    """An editor's look at what the group has offered."""
    group, check = _found(organization_id, check_kind)
    listing, email = queries.whom_to_ask(group.id) or (None, None)
    form = forms.settle_form(check, group=group.name, to=email, listing=listing)
    if not form.accepted():
        return _page("settle", form, group, check)
    operations.settle(current_user, group, kind=check.kind, **form.answers())
    return _done(f"{check.kind.words}: your answer is saved", group)


@bp.route("/checks/<uuid:organization_id>/<check_kind>/end", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def end(organization_id, check_kind):
    group, check = _found(organization_id, check_kind)
    form = forms.end_form(check)
    if not form.accepted():
        return _page("end", form, group, check)
    operations.end(current_user, group, kind=check.kind, **form.answers())
    return _done(f"{check.kind.words}: it no longer holds", group)


@bp.get("/listings/<uuid:service_id>/checks")
@requires(Permission.READ_CHECKS)
def of_listing(service_id):
    """All that staff may know of the checks on the group behind a listing."""
    listing = listings.find(service_id)
    checks = queries.of_listing(listing.id)
    editing = may(current_user, Permission.EDIT_DIRECTORY)
    return render_template(
        "directory/checks/of_listing.html", listing=listing, checks=checks, told=told, editing=editing
    )


@bp.get("/my-listings/checks")
@requires(Permission.KEEP_OWN_LISTINGS)
def own():
    return render_template("directory/checks/own.html", groups=queries.own(current_user), told=told)


@bp.route("/my-listings/checks/<uuid:organization_id>/<check_kind>", methods=["GET", "POST"])
@requires(Permission.KEEP_OWN_LISTINGS)
def offer(organization_id, check_kind):
    group, check = _found(organization_id, check_kind)
    form = forms.offer_form(check)
    if not form.accepted():
        return _page("offer", form, group, check)
    operations.offer(current_user, group, kind=check.kind, **form.answers())
    flash(f"Thank you. An editor will look at this: {check.kind.inside}")
    return redirect(url_for(".own"), 303)


@bp.get("/keep/check/<check_token>")
@requires(Permission.FIND_LISTINGS)
def asked(check_token):
    """What a letter asked a group for; opened by its link, without an account."""
    _, group = _by_link(check_token)
    due = queries.due(queries.checks(group.id))
    return render_template("directory/checks/asked.html", group=group, due=due, told=told, check_token=check_token)


@bp.route("/keep/check/<check_token>/<check_kind>", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def renew(check_token, check_kind):
    """The new dates of a check that was seen before; they wait for an editor's look."""
    actor, group = _by_link(check_token)
    check = queries.check_seen(group.id, queries.kind_called(check_kind))
    form = forms.renew_form(check)
    if not form.accepted():
        page = render_template(
            "directory/checks/renew.html", form=form, group=group, check=check, told=told, check_token=check_token
        )
        return page, form.status
    operations.renew(actor, group, kind=check.kind, **form.answers())
    flash(f"Thank you. An editor will look at this: {check.kind.inside}")
    return redirect(url_for(".asked", check_token=check_token), 303)


@bp.route("/checks/asked-for", methods=["GET", "POST"])
@requires(Permission.LEAD_SERVICE)
def required():
    """Which checks the lead's service asks for before an introduction."""
    form = forms.rule_form(queries.rule_of(current_user.organisation_id))
    if not form.accepted():
        return render_template("directory/checks/required.html", form=form), form.status
    operations.set_rule(current_user, **form.answers())
    flash("What your service asks for is saved")
    return redirect(url_for(".required"), 303)


def _by_link(check_token: str):
    """Whoever answers by this link, and the group that it is about."""
    link = links.find(Purpose.CHECK, check_token)
    actor = answering(link)
    return actor, queries.find(actor, link.about_id)


def _found(organization_id, check_kind):
    """The group, if this actor may write about it, and how its check stands."""
    group, kind = queries.find(current_user, organization_id), queries.kind_called(check_kind)
    return group, queries.check(group.id, kind)


def _page(name: str, form, group, check):
    page = render_template(f"directory/checks/{name}.html", form=form, group=group, check=check, told=told)
    return page, form.status


def _done(words: str, group):
    flash(words)
    return redirect(url_for(".show", organization_id=group.id), 303)
