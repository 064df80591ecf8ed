"""Pages of the administrator: organisations, people, and the letters that leave."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts import leaving
from accounts import queries as accounts
from accounts.access import requires
from accounts.administration import operations, queries
from accounts.administration.forms import (
    ChangeOrganisationForm,
    InviteForm,
    NewOrganisationForm,
    RoleForm,
)
from accounts.operations import add_organisation
from accounts.roles import Permission
from core.forms import Form
from core.identifiers import telephone
from core.outbox import queries as outbox
from core.text import tidy

bp = Blueprint("administration", __name__, url_prefix="/administration")
administrators_only = requires(Permission.MANAGE_ACCOUNTS)


@bp.get("")
@administrators_only
def index():
    words = tidy(request.args.get("q", "").replace("\x00", "")[:100])
    return render_template(
        "accounts/administration/index.html",
        words=words,
        organisations=queries.organisations(words),
        people=queries.people(words),
    )


@bp.route("/organisations/new", methods=["GET", "POST"])
@administrators_only
def new_organisation():
    form = NewOrganisationForm()
    if not form.accepted():
        return render_template("accounts/administration/new_organisation.html", form=form), form.status
    added = add_organisation(current_user, **form.answers())
    flash(f"{added.name} is added")
    return redirect(url_for(".organisation", organisation_id=added.id))


@bp.get("/organisations/<uuid:organisation_id>")
@administrators_only
def organisation(organisation_id: uuid.UUID):
    found = accounts.organisation(organisation_id)
    return render_template(
        "accounts/administration/organisation.html",
        organisation=found,
        members=queries.members(found),
        telephone_number=found.telephone and telephone.spoken(found.telephone),
    )


@bp.route("/organisations/<uuid:organisation_id>/change", methods=["GET", "POST"])
@administrators_only
def change_organisation(organisation_id: uuid.UUID):
    found = accounts.organisation(organisation_id)
    form = ChangeOrganisationForm(obj=found)
    if not form.accepted():
        page = render_template("accounts/administration/change_organisation.html", form=form, organisation=found)
        return page, form.status
    operations.change_organisation(current_user, found, **form.answers())
    flash("The organisation is changed")
    return redirect(url_for(".organisation", organisation_id=found.id))


@bp.route("/organisations/<uuid:organisation_id>/invite", methods=["GET", "POST"])
@administrators_only
def invite(organisation_id: uuid.UUID):
    found = accounts.organisation(organisation_id)
    form = InviteForm(found.kind)
    if not form.accepted():
        return render_template("accounts/administration/invite.html", form=form, organisation=found), form.status
    membership = operations.invite(current_user, organisation_id=found.id, **form.answers())
    flash(f"We have written to {membership.user.name}")
    return redirect(url_for(".organisation", organisation_id=found.id))


@bp.get("/people/<uuid:user_id>")
@administrators_only
def person(user_id: uuid.UUID):
    return _person_page(user_id, Form())


@bp.post("/people/<uuid:user_id>/invite-again")
@administrators_only
def invite_again(user_id: uuid.UUID):
    form = Form()
    if not form.accepted():
        return _person_page(user_id, form)
    operations.invite_again(current_user, accounts.user(user_id))
    flash("We have sent a new link")
    return redirect(url_for(".person", user_id=user_id))


@bp.route("/people/<uuid:user_id>/suspend", methods=["GET", "POST"])
@administrators_only
def suspend(user_id: uuid.UUID):
    found, form = accounts.user(user_id), Form()
    if not form.accepted():
        left = leaving.words(accounts.open_memberships(found))
        return render_template("accounts/administration/suspend.html", form=form, person=found, left=left), form.status
    operations.suspend(current_user, found)
    flash(f"{found.name} is suspended and signed out")
    return redirect(url_for(".person", user_id=user_id))


@bp.post("/people/<uuid:user_id>/lift-suspension")
@administrators_only
def lift_suspension(user_id: uuid.UUID):
    form = Form()
    if not form.accepted():
        return _person_page(user_id, form)
    found = accounts.user(user_id)
    operations.lift_suspension(current_user, found)
    flash(f"{found.name} can sign in again")
    return redirect(url_for(".person", user_id=user_id))


@bp.route("/memberships/<uuid:membership_id>/role", methods=["GET", "POST"])
@administrators_only
def change_role(membership_id: uuid.UUID):
    membership = queries.membership(membership_id)
    form = RoleForm(membership)
    if not form.accepted():
        facts = {"form": form, "membership": membership, "left": leaving.words([membership])}
        page = render_template("accounts/administration/change_role.html", **facts)
        return page, form.status
    operations.change_role(current_user, membership, **form.answers())
    flash(f"The role of {membership.user.name} is changed")
    return redirect(url_for(".person", user_id=membership.user_id))


@bp.route("/memberships/<uuid:membership_id>/end", methods=["GET", "POST"])
@administrators_only
def end_membership(membership_id: uuid.UUID):
    membership, form = queries.membership(membership_id), Form()
    if not form.accepted():
        facts = {"form": form, "membership": membership, "left": leaving.words([membership])}
        page = render_template("accounts/administration/end_membership.html", **facts)
        return page, form.status
    operations.end_membership(current_user, membership)
    flash(f"{membership.user.name} no longer acts for {membership.organisation.name} in this role")
    return redirect(url_for(".person", user_id=membership.user_id))


@bp.get("/messages")
@requires(Permission.MANAGE_INSTALLATION)
def messages():
    return _messages_page(Form())


@bp.post("/messages/<uuid:message_id>/try-again")
@requires(Permission.MANAGE_INSTALLATION)
def try_message_again(message_id: uuid.UUID):
    form = Form()
    if not form.accepted():
        return _messages_page(form)
    operations.try_message_again(current_user, message_id)
    flash("The message is back in the queue")
    return redirect(url_for(".messages"))


def _person_page(user_id: uuid.UUID, form: Form):
    return render_template("accounts/administration/person.html", form=form, person=accounts.user(user_id)), form.status


def _messages_page(form: Form):
    page = render_template(
        "accounts/administration/messages.html",
        form=form,
        standing=outbox.standing(),
        failed=queries.failed_messages(),
        bounced=queries.bounced_messages(),
    )
    return page, form.status
