"""The way from one thing that is settled to the next: whoever came from the queue goes back into it."""

from typing import NamedTuple

from flask import Response, request, url_for

from directory.upkeep.queue.pages import PAGES

# What the address of a page carries while somebody works through the queue.
THEN = "then"
# The pages on which things are settled, and those that they lead to: they carry it on.
PARTS = frozenset(endpoint.rpartition(".")[0] for endpoint, _ in PAGES.values())


class Way(NamedTuple):
    """What the queue is narrowed to: a kind and a district, each empty for all."""

    kind: str = ""
    area: str = ""

    def __str__(self) -> str:
        return f"{self.kind}.{self.area}"

    @property
    def chosen(self) -> dict[str, str]:
        """The same as the queue's own address has it."""
        return {name: value for name, value in self._asdict().items() if value}


def way() -> Way | None:
    """The way on which whoever asks for this page is; None where they did not come from the queue."""
    carried = request.args.get(THEN)
    return None if carried is None else Way(*carried[:100].split(".", 1)) if "." in carried else Way()


def carry(endpoint: str, values: dict) -> None:
    """Let the addresses of the pages on which something is settled keep the way."""
    if request and endpoint.rpartition(".")[0] in PARTS and (here := way()) is not None:
        values.setdefault(THEN, str(here))


def go_on(response: Response) -> Response:
    """Lead from a page on which something was settled to the next in the queue, not to where it leads otherwise."""
    part = (request.endpoint or "").rpartition(".")[0]
    if request.method == "POST" and response.status_code == 303 and part in PARTS and (here := way()) is not None:
        done = next(iter((request.view_args or {}).values()), None)
        response.location = url_for("directory.queue.onward", after=done, **here.chosen)
    return response
