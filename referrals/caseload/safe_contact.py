"""Which ways of reaching a person are not safe or not wanted, in words for whoever is about to try."""

from referrals.words import Method


def warnings(person) -> list[str]:
    """What to heed before trying to reach this person, the person's own words last. Empty if every way is open."""
    found = [] if person.may_leave_message else ["Do not leave a message or voicemail."]
    if not person.may_text:
        found.append("Do not send text messages.")
    if person.safe_contact:
        found.append(person.safe_contact)
    return found


def forbidden_methods(person) -> dict[Method, str]:
    """The methods that must not be used for this person, each with why."""
    return {} if person.may_text else {Method.TEXT: "Not allowed: no text messages to this person"}
