"""Which ways of holding a conversation are not safe or not wanted for a person."""

from referrals.words import Method


def forbidden_methods(person) -> dict[Method, str]:
    """The methods that must not be used for this person, each with why."""
    return {} if person.may_text else {Method.TEXT: "Not allowed: no text messages to this person"}
