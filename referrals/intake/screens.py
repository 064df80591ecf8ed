"""The screens of the referrer's form in their order, and which comes after which."""

PERSON, NEEDS, AGREEMENT = "person", "needs", "agreement"
STOP, CHECK = "stop", "check"

# What is asked on which screen. A field that is on none travels unseen.
FIELDS: dict[str, tuple[str, ...]] = {
    PERSON: (
        "service_id", "pre_checks",
        "urgent_signs", "first_name", "family_name", "preferred_name", "date_of_birth", "nhs_number", "no_nhs_number",
        "telephone", "other_contact", "email", "postcode", "no_fixed_abode", "may_leave_message", "may_text",
        "safe_contact",
    ),
    NEEDS: (
        "reasons", "main_reason", "need", "priority", "risks", "risk_details", "access_needs", "access_details",
        "language", "needs_interpreter",
    ),
    AGREEMENT: ("given_by", "given_by_name", "given_how", "given_on", "tell_gp"),
}  # fmt: skip
ASKED = tuple(FIELDS)
HEADINGS = {
    PERSON: "Who are you referring?",
    NEEDS: "What do they need?",
    AGREEMENT: "Do they agree?",
    STOP: "Stop: get help for this now",
    CHECK: "Check before you send",
}


def before(screen: str) -> str:
    """The screen that Back leads to."""
    order = (*ASKED, CHECK)
    return order[max(0, order.index(screen) - 1)] if screen in order else PERSON


def after(screen: str) -> str:
    """The screen that Continue leads to."""
    order = (*ASKED, CHECK)
    return order[min(order.index(screen) + 1, len(order) - 1)] if screen in order else PERSON


def up_to(screen: str) -> tuple[str, ...]:
    """The asking screens from the first to `screen`; all of them for the last page."""
    return ASKED[: ASKED.index(screen) + 1] if screen in ASKED else ASKED


def of_field(name: str) -> str | None:
    """The screen that asks `name`; None for what travels unseen."""
    return next((screen for screen, names in FIELDS.items() if name in names), None)
