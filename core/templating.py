"""Where templates are found, and the few words that they may use."""

import datetime as dt
import re

from flask import Blueprint
from flask.templating import Environment as FlaskEnvironment
from jinja2 import ChainableUndefined, ChoiceLoader, PackageLoader, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from core import clock
from core.drawn import Drawn
from core.identifiers.telephone import found_in, link, spoken

COMPONENT = re.compile(r"nhsuk/components/[a-z-]+/macro\.jinja")
DICTIONARY_HAS = frozenset(dir(dict))


def day(value: dt.date | dt.datetime | None) -> str:
    """22 November 2026."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = value.astimezone(clock.LONDON).date()
    return f"{value.day} {value:%B %Y}"


def weekday(value: dt.date) -> str:
    """Thursday 3 December, with the year where it is not this one: how a day is promised."""
    year = f" {value.year}" if value.year != clock.today().year else ""
    return f"{value:%A} {value.day} {value:%B}{year}"


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


def with_links_to_ring(text: str) -> Markup:
    """The text, in which every telephone number can be rung by a press on it."""
    pieces, at = [], 0
    for start, end, number in found_in(text):
        pieces += [escape(text[at:start]), Markup('<a href="{}">{}</a>').format(link(number), text[start:end])]
        at = end
    return Markup("").join([*pieces, escape(text[at:])])


class ComponentTemplate(Template):
    """A template; where it is a component of the design system, whoever imports its macro gets what is kept of it."""

    def make_module(self, *args, **kwargs) -> TemplateModule:
        module = super().make_module(*args, **kwargs)
        if COMPONENT.fullmatch(self.name or ""):
            for name, macro in vars(module).items():
                if isinstance(macro, Macro):
                    setattr(module, name, self.environment.drawn.component(name, macro))
        return module


class Environment(FlaskEnvironment):
    """Jinja as the NHS macros use it: hundreds of imports and thousands of looks into a dictionary for one page.

    Both answer as Jinja's own do. `make_globals`: at every import Jinja compares the names of all globals, and in the
    chain of dictionaries that it makes for each template that takes a quarter of a form's time; one that all
    templates share does not. `getattr`: of a dictionary Jinja asks for an attribute first and catches the error.
    """

    template_class = ComponentTemplate

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.drawn = Drawn()

    def make_globals(self, d):
        return super().make_globals(d) if d else self.globals

    def getattr(self, obj, attribute):
        if obj.__class__ is dict and attribute not in DICTIONARY_HAS:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def init_app(app) -> None:
    app.jinja_environment = Environment
    # Flask does not autoescape .jinja files, and the NHS macros print what they are given: escape everything but text.
    app.jinja_options = {
        "undefined": ChainableUndefined,
        "autoescape": lambda name: not (name or "").endswith(".txt"),
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    app.jinja_loader = ChoiceLoader([app.jinja_loader, PackageLoader("nhsuk_frontend_jinja")])
    app.jinja_env.filters.update(day=day, weekday=weekday, moment=moment, hour=hour, telephone=spoken)
    app.jinja_env.filters["with_links_to_ring"] = with_links_to_ring
    assets = Blueprint("design", __name__, static_folder=app.config["ASSETS_FOLDER"], static_url_path="/assets")
    app.register_blueprint(assets)
