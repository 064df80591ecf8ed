"""The order of the screens of a form whose answers travel together: which comes after which, and what each asks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# A field that is posted in parts: a date in three, a service's own questions by their keys.
PART = re.compile("(?<=.)-(day|month|year|[0-9a-f]{8})$")
STOP = "stop"


@dataclass(frozen=True)
class Screens:
    """The asking screens in their order, each with its fields in the order of the page.

    A field that is on none travels unseen. The page that stops whoever names something urgent comes of the first
    screen and counts as it.
    """

    fields: Mapping[str, tuple[str, ...]]

    @property
    def asked(self) -> tuple[str, ...]:
        """The names of the asking screens."""
        return tuple(self.fields)

    @property
    def last(self) -> str:
        """The screen from which it is sent."""
        return self.asked[-1]

    def _place(self, screen: str) -> int:
        return self.asked.index(screen) if screen in self.fields else 0

    def before(self, screen: str) -> str:
        """The screen that Back leads to."""
        return self.asked[max(0, self._place(screen) - 1)]

    def after(self, screen: str) -> str:
        """The screen that Continue leads to; the last leads to itself."""
        return self.asked[min(self._place(screen) + 1, len(self.asked) - 1)]

    def up_to(self, screen: str) -> tuple[str, ...]:
        """The screens from the first to `screen`."""
        return self.asked[: self._place(screen) + 1]

    def of_field(self, name: str) -> str | None:
        """The screen that asks `name`; None for what travels unseen."""
        return next((screen for screen, names in self.fields.items() if name in names), None)

    def of_part(self, name: str) -> str | None:
        """The same of what is posted as `name`, a whole field or a part of one."""
        return self.of_field(PART.sub("", name))
