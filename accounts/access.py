"""The doorkeeper: may this person do this? Every endpoint declares its permission or the app refuses to start."""

from collections.abc import Callable
from functools import wraps

from flask import abort, redirect, request, url_for
from flask_login import LoginManager, current_user

from accounts import sessions
from accounts.actors import Visitor
from accounts.roles import Permission, may
from core import errors
from core.db import SAFE_METHODS

login_manager = LoginManager()

# Flask's and the design system's files: everyone's, and no view of ours to mark.
FILES = frozenset({"static", "design.static"})


def requires(permission: Permission) -> Callable:
    """Guard a view, and leave the permission on it for the start-up check and the tests to read."""

    def mark(view):
        @wraps(view)
        def guarded(*args, **kwargs):
            if may(current_user, permission):
                return view(*args, **kwargs)
            return abort(403) if current_user.is_authenticated else login_manager.unauthorized()

        guarded.permission = permission
        return guarded

    return mark


def refuse_undeclared_endpoints(app) -> None:
    """Raise RuntimeError if any endpoint carries no permission."""
    undeclared = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint not in FILES and not isinstance(getattr(view, "permission", None), Permission)
    ]
    if undeclared:
        raise RuntimeError(f"these endpoints declare no permission: {', '.join(sorted(undeclared))}")


def _ask_to_sign_in():
    """Send a reader to sign in and back; somebody who was typing keeps what they typed."""
    if request.method in SAFE_METHODS:
        back = request.full_path if request.query_string else request.path
        return redirect(url_for("accounts.sign_in", next=back))
    return errors.answer(401)


def init_app(app) -> None:
    login_manager.init_app(app)
    login_manager.anonymous_user = Visitor
    login_manager.session_protection = None  # the session's row decides, see accounts/sessions.py
    login_manager.user_loader(sessions.actor_of)
    login_manager.unauthorized_handler(_ask_to_sign_in)
