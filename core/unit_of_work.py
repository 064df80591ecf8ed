"""One request, one unit of work: kept whole or not at all, and a refusal brings the person back to their form."""

from collections.abc import Callable

from flask import Flask, Response, g, make_response, redirect, request
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from core import audit, constraints, once
from core.db import SAFE_METHODS, db, writing
from core.refusals import DoneBefore, NotSaved, Refused, Stale, TooMany


class Footbridge(Flask):
    """Flask, with every view inside a unit of work."""

    def dispatch_request(self) -> Response:
        """Run the view; a failure to commit is answered like any other error, because it happens in here."""
        return _read(super().dispatch_request) if request.method in SAFE_METHODS else _write(super().dispatch_request)

    def log_exception(self, exc_info) -> None:
        """Nothing: core/logs.py has noted it already, without the address, which may be a link that opens something."""


def _read(view: Callable) -> Response:
    """A safe request writes nothing but its audit entries, and shows nothing if those cannot be written."""
    response = make_response(view())
    db.session.rollback()
    if response.status_code < 400:
        audit.write_queued()
    return response


def _write(view: Callable) -> Response:
    try:
        with writing():
            return _keep(make_response(view()))
    except DoneBefore as done:
        db.session.rollback()
        return redirect(done.location, 303)
    except Refused as refusal:
        return _again(view, refusal)
    except StaleDataError:
        return _again(view, Stale())
    except IntegrityError as error:
        return _again(view, constraints.refusal(error))
    except OperationalError as error:
        return _again(view, NotSaved(), error)


def _keep(response: Response) -> Response:
    if response.status_code >= 400:
        db.session.rollback()
        return response
    once.settle(response.location)
    db.session.commit()
    return response


def _again(view: Callable, refusal: Refused, cause: Exception | None = None) -> Response:
    """Run the view once more, as a reader, so that it draws its form with the refusal and everything typed."""
    db.session.rollback()
    g.refusal, g.refusal_shown = refusal, False
    try:
        response = make_response(view())
    except OperationalError:
        raise refusal from cause
    finally:
        db.session.rollback()
    if not g.refusal_shown or response.status_code not in {200, 422}:
        raise refusal from cause
    response.status_code = refusal.status
    if isinstance(refusal, TooMany):
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response
