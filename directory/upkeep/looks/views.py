"""The door of a listing's page, where those who look are counted."""

import atexit
from functools import partial

from flask import current_app, request
from flask_login import current_user

from core import clock
from directory.upkeep.looks import operations
from directory.upkeep.looks.readers import is_reader
from directory.upkeep.looks.tally import Tally

TALLY = "looks at listings"
PAGE = "directory.listings.show"


def count(response):
    """Count a look at a listing's page. It is written later, once some reader has been given the whole page."""
    if _is_a_look(response) and tally().add(request.view_args["service_id"], clock.today(), now=clock.now()):
        response.call_on_close(partial(_write, current_app._get_current_object()))
    return response


def tally() -> Tally:
    """What this process has counted and not written."""
    return current_app.extensions[TALLY]


def _is_a_look(response) -> bool:
    if request.endpoint != PAGE or request.method != "GET" or response.status_code != 200:
        return False
    headers = request.headers
    purpose = headers.get("Sec-Purpose") or headers.get("Purpose") or ""
    return is_reader(current_user, agent=headers.get("User-Agent", ""), purpose=purpose)


def _write(app) -> None:
    """Write in a context of its own: by now the request is over, and so is its session."""
    with app.app_context():
        operations.write(tally())


def init_app(app) -> None:
    app.extensions[TALLY] = Tally()
    if not app.testing:
        atexit.register(_write, app)
