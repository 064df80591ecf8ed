"""What every part of the directory tells the editors' queue of a thing that waits for one of them."""

import uuid
from datetime import datetime
from typing import NamedTuple


class ToSettle(NamedTuple):
    """One thing that waits: `id` is its own, as its page's address has it; without a listing, `words` name it."""

    id: uuid.UUID
    service_id: uuid.UUID | None
    since: datetime
    words: str
