"""The administrator's pages of keys: which there are, make one, see it once, withdraw it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from referrals.messages.keys import operations, queries
from referrals.messages.keys.forms import KeyForm, WithdrawForm

bp = Blueprint("keys", __name__, url_prefix="/keys")


@bp.get("")
@requires(Permission.MANAGE_ACCOUNTS)
def index():
    """Every key, and whether it is in use."""
    return render_template("referrals/messages/keys/index.html", keys=queries.every())


@bp.route("/of/<uuid:organisation_id>/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def new(organisation_id):
    """Make a key for a practice; the page that answers is the only one that ever shows it."""
    practice = queries.practice(organisation_id)
    clinicians = queries.clinicians_of(practice.id)
    form = KeyForm(clinicians)
    if not form.accepted():
        page = render_template("referrals/messages/keys/new.html", form=form, practice=practice, clinicians=clinicians)
        return page, form.status
    key, token = operations.make_key(current_user, organisation_id=practice.id, **form.answers())
    return render_template("referrals/messages/keys/made.html", key=key, token=token)


@bp.route("/<uuid:key_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def withdraw(key_id):
    key = queries.find(key_id)
    form = WithdrawForm(obj=key)
    if not form.accepted():
        return render_template("referrals/messages/keys/withdraw.html", form=form, key=key), form.status
    operations.withdraw_key(current_user, key, **form.answers())
    flash(f"The key “{key.name}” of {key.organisation.name} opens nothing any more")
    return redirect(url_for(".index"))
