"""Questions as they were drawn before: one that nobody has touched looks the same each time, and takes long to draw."""

from collections.abc import Hashable, Mapping

MOST = 4_000
# What is typed here is shown in the box; a password or a file never is.
TYPED = frozenset({"StringField", "TextAreaField", "IdentifierField", "EmailField", "URLField", "TelField"})
CHOSEN = frozenset({"RadioField", "SelectMultipleField", "SelectField", "BooleanField"})


class Drawn:
    """Keeps what is drawn of untouched questions, at most `MOST` of them: labels and choices, never an answer."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, str] = {}

    def key(self, field, how: Mapping) -> Hashable | None:
        """What tells this question from others, drawn so; None for one with an answer, an error or a newer version."""
        if field.errors or _answered(field) or getattr(how.get("form"), "stale", False):
            return None
        shown = field.type, field.id, field.name, field.label.text, field.description, repr(field.data)
        drawn_so = repr(sorted((name, told) for name, told in how.items() if name != "form"))
        return *shown, repr(getattr(field, "choices", None)), getattr(field, "parts", None), drawn_so

    def get(self, key: Hashable) -> str | None:
        """What was drawn for `key`, if it is still kept."""
        return self._kept.get(key)

    def keep(self, key: Hashable, html: str) -> str:
        """`html`, kept for the next time; the oldest gives way where there are too many."""
        if len(self._kept) >= MOST:
            self._kept.pop(next(iter(self._kept)), None)
        self._kept[key] = html
        return html


def _answered(field) -> bool:
    """Whether something stands in it; of a kind that is not known here it is taken to be so."""
    if field.type in CHOSEN:
        return bool(field.data)
    if field.type == "DateField":
        return any(field.shown().values())
    return field.type not in TYPED or bool(field._value())
