"""Pages for getting in and out, for one's own account and for choosing a password."""

import uuid

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user

from accounts import devices, links, queries, sessions
from accounts.access import requires
from accounts.entry import operations
from accounts.entry.forms import ActForForm, ChangePasswordForm, ForgottenPasswordForm, NewPasswordForm, SignInForm
from accounts.guessing import Place
from accounts.roles import Permission
from core.forms import Form

# These pages are the room's own, not a wing's: accounts.sign_in, accounts.account.
bp = Blueprint("accounts", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@requires(Permission.SIGN_IN)
def sign_in():
    form = SignInForm(next=request.args.get("next"))
    if not form.accepted():
        return render_template("accounts/sign_in.html", form=form), form.status
    email = form.email.data
    actor = operations.sign_in(current_user, email=email, password=form.password.data, place=_place(email))
    _enter(actor)
    return _remember_browser(redirect(form.next.data or url_for("pages.home")), actor.id)


@bp.post("/sign-out")
@requires(Permission.SIGN_IN)
def sign_out():
    form = Form()
    if not form.accepted():
        return render_template("accounts/sign_out.html", form=form), form.status
    operations.sign_out(current_user)
    logout_user()
    session.clear()
    response = redirect(url_for("accounts.signed_out"))
    # Pages that the browser has kept go as well, so that Back shows nothing on a shared computer.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.get("/signed-out")
@requires(Permission.SIGN_IN)
def signed_out():
    return render_template("accounts/signed_out.html")


@bp.get("/account")
@requires(Permission.KEEP_OWN_ACCOUNT)
def account():
    return _account_page()


@bp.post("/account/act-for")
@requires(Permission.KEEP_OWN_ACCOUNT)
def act_for():
    form = _act_for_form()
    if not form.accepted():
        return _account_page(form)
    _enter(operations.act_for(current_user, uuid.UUID(form.membership_id.data)))
    return redirect(url_for("pages.home"))


@bp.post("/account/sign-out-elsewhere")
@requires(Permission.KEEP_OWN_ACCOUNT)
def sign_out_elsewhere():
    form = Form()
    if not form.accepted():
        return _account_page(form)
    operations.sign_out_elsewhere(current_user)
    flash("You are signed out everywhere else")
    return redirect(url_for("accounts.account"))


@bp.route("/account/password", methods=["GET", "POST"])
@requires(Permission.KEEP_OWN_ACCOUNT)
def change_password():
    form = ChangePasswordForm(about=(current_user.name, current_user.email))
    if not form.accepted():
        return render_template("accounts/change_password.html", form=form), form.status
    _enter(operations.change_password(current_user, **form.answers(), place=_place(current_user.email)))
    flash("Your password is changed. You are signed out everywhere else.")
    return redirect(url_for("accounts.account"))


@bp.route("/forgotten-password", methods=["GET", "POST"])
@requires(Permission.SIGN_IN)
def forgotten_password():
    form = ForgottenPasswordForm()
    if not form.accepted():
        return render_template("accounts/forgotten_password.html", form=form), form.status
    operations.ask_for_new_password(current_user, **form.answers(), network=request.remote_addr or "")
    return redirect(url_for("accounts.email_sent"))


@bp.get("/forgotten-password/sent")
@requires(Permission.SIGN_IN)
def email_sent():
    return render_template("accounts/email_sent.html")


@bp.route("/new-password/<token>", methods=["GET", "POST"])
@requires(Permission.SIGN_IN)
def new_password(token: str):
    link = links.find(token)
    if link is None:
        return _unreferred(render_template("accounts/link_gone.html"), 410)
    person = link.user
    form = NewPasswordForm(about=(person.name, person.email))
    if not form.accepted():
        return _unreferred(render_template("accounts/new_password.html", form=form, person=person), form.status)
    user_id = operations.choose_password(current_user, token=token, **form.answers(), place=_place(person.email))
    flash("Your password is saved. Sign in with it.")
    return _remember_browser(redirect(url_for("accounts.sign_in")), user_id)


def _account_page(form: Form | None = None):
    """The account page; `form` is the one on it that was not accepted."""
    form = form or Form()
    return render_template(
        "accounts/account.html",
        form=form,
        act_for_form=form if isinstance(form, ActForForm) else _act_for_form(),
        elsewhere=queries.open_elsewhere(current_user),
    ), form.status


def _act_for_form() -> ActForForm:
    memberships = queries.open_memberships(queries.user(current_user.id))
    return ActForForm(memberships, membership_id=current_user.membership_id)


def _enter(actor) -> None:
    """Start afresh as this actor: of what the browser's cookie held before, only what is nobody's is carried on."""
    carried = {name: session[name] for name in sessions.CARRIED_ON if name in session}
    session.clear()
    session.update(carried)
    login_user(actor)


def _place(email: str) -> Place:
    """Where this request comes from, as far as guessing is concerned."""
    user = queries.by_email(email)
    return Place(request.remote_addr or "", devices.place_name(request.cookies.get(_mark()), user and user.id))


def _remember_browser(response, user_id):
    """Mark the browser as one in which this person has signed in."""
    value = devices.marked(request.cookies.get(_mark()), user_id)
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(_mark(), value, max_age=devices.LASTS_SECONDS, secure=secure, httponly=True, samesite="Lax")
    return response


def _mark() -> str:
    """The name of the browser's mark among the cookies."""
    return "__Host-footbridge-browser" if current_app.config["SESSION_COOKIE_SECURE"] else "footbridge-browser"


def _unreferred(page: str, status: int):
    """A page whose address opens an account tells no other site that address."""
    response = make_response(page, status)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
