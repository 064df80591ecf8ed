"""How an identifier says no."""


class NotValid(ValueError):
    """What was typed cannot be used; the message tells the person what is wrong and how to mend it."""

    def __init__(self, message_for_person: str) -> None:
        super().__init__(message_for_person)
        self.message_for_person = message_for_person
