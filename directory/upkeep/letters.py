"""A letter from an editor to a group: begun from a wording, drawn as it will look, and posted with the decision.

Whatever fills it is public: the listing's own name, what the group itself said, the editor's words. Never who reported
anything, nothing of a confidential place, no private note.
"""

import hashlib
from typing import NamedTuple

from core.links import link
from core.outbox import operations as outbox
from core.outbox.queries import has_stopped
from core.settings import setting
from directory.listings.models import Service
from directory.upkeep import stopping
from directory.upkeep.links import operations as links
from directory.upkeep.links.words import Purpose
from directory.upkeep.wordings import Wording, first_words

KIND = "editors_letter"


class Draft(NamedTuple):
    """The words of a letter, as the editor leaves them."""

    wording: Wording
    subject: str
    text: str

    @property
    def mark(self) -> str:
        """Tells these words from all others, so that what goes is what was shown."""
        return hashlib.sha256("\0".join(self).encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Letter(NamedTuple):
    """The words of a letter as it goes; its page is drawn from its text."""

    subject: str
    text: str


def begin(wording: Wording, *, listing: str, **values: str) -> Draft:
    """The letter as it begins; `values` fill its gaps: `about` in public words, `reason` where it is known already."""
    return Draft(wording, *first_words(wording, {"listing": listing, **values}))


def drawn(draft: Draft, service: Service | None) -> Letter:
    """The letter as it will go; it leads to the page of `service`, if it is about one."""
    return Letter(draft.subject, "\n\n".join([*paragraphs(draft.text), *closing(service)]) + "\n")


def paragraphs(text: str) -> list[str]:
    """What stands between empty lines."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def closing(service: Service | None) -> list[str]:
    """What stands under every letter: where the listing is, and who writes."""
    where = [f"See your listing:\n{page(service)}"] if service else []
    return [*where, f"The editors of {setting('SERVICE_NAME')}"]


def page(service: Service) -> str:
    """The whole address of the listing's own page, which anybody may open."""
    return link(f"/directory/listings/{service.id}")


def reader(to: str | None) -> str | None:
    """The address to which a letter would go: none where whoever reads it has stopped our mail."""
    return None if to is None or has_stopped(to) else to


def send(draft: Draft | None, *, to: str | None, service: Service | None, about=None) -> bool:
    """Post the letter in this transaction, if there is one and an address; whether it was posted.

    `about` is the row that was decided. Call it from the operation that decides: no decision, no letter. Where it is
    about a listing it says how to stop our mail, and whoever has stopped it gets none.
    """
    if draft is None or not to:
        return False
    letter = drawn(draft, service)
    stop = _stop(service, to) if service else stopping.address(to)
    text = f"{letter.text}\nStop these emails:\n{stop}\n"
    outbox.post(to=to, subject=letter.subject, text=text, kind=KIND, about=about, stop=stop)
    return True


def _stop(service: Service, to: str) -> str:
    return links.address(Purpose.NO_MAIL, links.make(Purpose.NO_MAIL, service, email=to))
