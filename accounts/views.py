"""Pages for signing in and out and for one's own account."""

from flask import Blueprint, redirect, render_template, session, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission

bp = Blueprint("accounts", __name__)


@bp.get("/sign-in")
@requires(Permission.SIGN_IN)
def sign_in():
    return "x"


@bp.post("/sign-out")
@requires(Permission.SIGN_IN)
def sign_out():
    return "x"


@bp.get("/account")
@requires(Permission.KEEP_OWN_ACCOUNT)
def account():
    return "x"


def init_app(app) -> None:
    app.register_blueprint(bp)
