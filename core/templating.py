"""Where templates are found, and the few words that they may use."""

import datetime as dt

from flask import Blueprint
from jinja2 import ChainableUndefined, ChoiceLoader, PackageLoader

from core import clock
from core.identifiers.telephone import spoken


def day(value: dt.date | dt.datetime | None) -> str:
    """22 November 2026."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = value.astimezone(clock.LONDON).date()
    return f"{value.day} {value:%B %Y}"


def moment(value: dt.datetime | None) -> str:
    """22 November 2026 at 3:05pm, in London."""
    if value is None:
        return ""
    local = value.astimezone(clock.LONDON)
    return f"{day(local)} at {hour(local.time())}"


def hour(value: dt.time) -> str:
    """3:05pm, 10am, midday, midnight: as the NHS content style writes a time."""
    if value.minute == 0 and value.hour in {0, 12}:
        return "midday" if value.hour else "midnight"
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def init_app(app) -> None:
    # Flask does not autoescape .jinja files, and the NHS macros print what they are given: escape everything but text.
    app.jinja_options = {
        "undefined": ChainableUndefined,
        "autoescape": lambda name: not (name or "").endswith(".txt"),
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    app.jinja_loader = ChoiceLoader([app.jinja_loader, PackageLoader("nhsuk_frontend_jinja")])
    app.jinja_env.filters.update(day=day, moment=moment, hour=hour, telephone=spoken)
    assets = Blueprint("design", __name__, static_folder=app.config["ASSETS_FOLDER"], static_url_path="/assets")
    app.register_blueprint(assets)
