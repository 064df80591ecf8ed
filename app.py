"""The composition root: the one file that knows every room. Nothing imports it."""

from accounts import access
from accounts import cli as accounts_commands
from accounts import views as accounts_pages
from core import config, db, errors, logs, security, templating
from core import pages as core_pages
from core.outbox import cli as outbox_commands
from core.unit_of_work import Footbridge
from demonstration import cli as demonstration_commands
from directory import views as directory_pages
from pages import views as other_pages
from referrals import views as referrals_pages

FLOOR = (db, templating, core_pages, logs, security, errors, access, outbox_commands)
ROOMS = (accounts_pages, accounts_commands, directory_pages, referrals_pages, other_pages, demonstration_commands)


def create_app(settings: dict | None = None) -> Footbridge:
    """Build the application from safe defaults, instance/config.py, the environment and `settings`."""
    app = Footbridge(__name__, instance_relative_config=True)
    config.load(app, settings or {})
    for part in (*FLOOR, *ROOMS):
        part.init_app(app)
    access.refuse_undeclared_endpoints(app)
    return app
