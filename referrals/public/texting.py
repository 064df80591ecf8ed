"""The door to text messages: none are sent here until an installation gives it something that sends them."""

from collections.abc import Callable

# What sends a text: called with the number (E.164) and the words, inside the transaction; it must only queue them.
SENDERS: list[Callable[[str, str], None]] = []


def is_on() -> bool:
    """Whether text messages can be sent."""
    return bool(SENDERS)


def send(number: str, words: str) -> None:
    """Send `words` to a telephone number; nothing happens where texts are off."""
    for sender in SENDERS[:1]:
        sender(number, words)
