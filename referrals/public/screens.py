"""The three short pages of the public form in their order, and the one that stops."""

from referrals.screens import STOP, Screens
from referrals.words import Source

START, PERSON, MATTERS = "start", "person", "matters"

# What is asked on which page. A field that is on none travels unseen.
FIELDS: dict[str, tuple[str, ...]] = {
    START: ("urgent_signs", "source"),
    PERSON: (
        "first_name", "family_name", "date_of_birth", "postcode", "no_fixed_abode", "telephone", "may_leave_message",
        "may_text", "safe_contact",
    ),
    MATTERS: (
        "need", "access_needs", "access_details", "language", "needs_interpreter", "asker_name", "asker_role",
        "asker_organisation", "asker_telephone", "asker_email", "proof", "agreed",
    ),
}  # fmt: skip
ORDER = Screens(FIELDS)


def heading(screen: str, source: Source | None) -> str:
    """What the page is called, for whoever asks."""
    own = source is Source.SELF
    return {
        START: "Ask for support",
        PERSON: "About you" if own else "About the person",
        MATTERS: "What matters to you" if own else "What matters to them",
        STOP: "Stop: get help for this now",
    }[screen]
