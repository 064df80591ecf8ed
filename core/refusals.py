"""The ways in which a room says no; the unit of work turns each into the person's own form again, or into a page."""

from datetime import datetime


class Missing(Exception):
    """No such record, or none that this actor may know of: the two look alike."""


class Refused(Exception):
    """The rules do not allow this now.

    `words` are shown to the person who asked; `field` names the form field they belong to, if one does.
    """

    status = 409

    def __init__(self, words: str, *, field: str | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.field = field


class Stale(Refused):
    """Somebody else changed the record after this person opened it."""

    def __init__(
        self,
        words: str = "Someone else changed this while you were working on it. "
        "This page shows what they saved. Check your answers, then save again.",
    ) -> None:
        super().__init__(words)


class Unusable(Refused):
    """What was sent cannot be taken as it is, however the record stands."""

    status = 422


class NotSaved(Refused):
    """The database could not be had in time, or had no room: nothing was kept."""

    status = 503

    def __init__(self) -> None:
        super().__init__("Not saved. The system is busy or has a problem. Your answers are still here: try again.")


class TooMany(Refused):
    """Asked too often; `retry_after` is in seconds."""

    status = 429

    def __init__(self, words: str, *, retry_after: int, field: str | None = None) -> None:
        super().__init__(words, field=field)
        self.retry_after = retry_after


class AlreadySent(Refused):
    """This form was sent before, with other answers; `location` is where the first sending led."""

    def __init__(self, location: str, sent_at: datetime) -> None:
        super().__init__(
            "You have already sent this form, with different answers. What you see here has not been sent. "
            "To send it as well, check your answers and send again."
        )
        self.location = location
        self.sent_at = sent_at


class DoneBefore(Exception):
    """The same form arrived again: answer as the first time, by going to `location`."""

    def __init__(self, location: str) -> None:
        super().__init__("this form was already carried out")
        self.location = location
