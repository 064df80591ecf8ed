"""The design system's components as they were drawn before: the same words look the same each time, and take long."""

import secrets
import threading
from collections.abc import Callable

from jinja2 import pass_eval_context
from markupsafe import Markup, escape

ROOM = 8_000_000  # characters of what is kept, and of what tells it apart
MARKUP = "Markup("  # how Python tells of a text that is HTML
# Stands where something is typed while a component is drawn; nobody can type it.
HOLE = f"hole-{secrets.token_hex(16)}-"
# What differs each time, by component: what is typed into a box, where a button leads and whom it is about.
OWN = {
    "input": ("value",),
    "textarea": ("value",),
    "button": ("text", "html", "href", "value"),
    "tag": ("text", "html"),
}


class Drawn:
    """Keeps what is drawn of each component, at most `room` characters of it: labels and choices, never what is typed.

    What comes with an error or with markup of its own is drawn each time: it is hardly ever the same again.
    """

    def __init__(self, room: int = ROOM) -> None:
        self.room = self.left = room
        self._kept: dict[tuple[str, str], Markup] = {}
        self._one_at_a_time = threading.Lock()

    def component(self, name: str, macro: Callable[..., str]) -> Callable[..., str]:
        """`macro`, which draws the component `name` from one dictionary, drawing only what is not kept."""

        @pass_eval_context
        def draw(context, *args, **kwargs) -> str:
            if len(args) != 1 or kwargs or not context.autoescape or args[0].get("errorMessage"):
                return macro(context, *args, **kwargs)
            params, fills = _with_holes(name, args[0])
            told = repr(params)
            if MARKUP in told:
                return macro(context, *args)
            key = name, told
            html = self._kept.get(key)
            if html is None:
                html = self._keep(key, macro(context, params))
            return _filled(html, fills) if fills else html

        return draw

    def _keep(self, key: tuple[str, str], html: Markup) -> Markup:
        """The oldest give way where there is no room left."""
        with self._one_at_a_time:
            self._forget(key)
            self._kept[key] = html
            self.left -= len(key[1]) + len(html)
            while self.left < 0:
                self._forget(next(iter(self._kept)))
        return html

    def _forget(self, key: tuple[str, str]) -> None:
        if (html := self._kept.pop(key, None)) is not None:
            self.left += len(key[1]) + len(html)


def _with_holes(name: str, params: dict) -> tuple[dict, list[Markup]]:
    """The parameters with a hole for each of what is about somebody, and what belongs there."""
    fills: list[Markup] = []
    if name == "dateInput":
        boxes = [_emptied(OWN["input"], item, fills) for item in params["items"]]
        return params | {"items": boxes}, fills
    return _emptied(OWN.get(name, ()), params, fills), fills


def _emptied(own: tuple[str, ...], params: dict, fills: list[Markup]) -> dict:
    emptied = {}
    for part in own:
        words = params.get(part)
        if words and isinstance(words, str):
            emptied[part] = f"{HOLE}{len(fills)}."
            fills.append(Markup(words) if part == "html" else escape(words))  # noqa: S704 - the macros take it to be safe
    return params | emptied if emptied else params


def _filled(html: Markup, fills: list[Markup]) -> Markup:
    for number, words in enumerate(fills):
        html = html.replace(f"{HOLE}{number}.", words)
    return html
