"""The screens of the referrer's form in their order, and which comes after which."""

import re

# A field that is posted in parts: a date in three, a service's own questions by their keys.
PART = re.compile("(?<=.)-(day|month|year|[0-9a-f]{8})$")
PERSON, NEEDS, AGREEMENT = "person", "needs", "agreement"
STOP = "stop"

# What is asked on which screen, in the order of the page. A field that is on none travels unseen.
FIELDS: dict[str, tuple[str, ...]] = {
    PERSON: (
        "service_id", "pre_checks", "urgent_signs", "first_name", "family_name", "preferred_name", "date_of_birth",
        "nhs_number", "no_nhs_number", "postcode", "no_fixed_abode", "address", "gender", "ethnicity", "rest_not_known",
        "gp_practice_name", "gp_practice_code", "no_gp_practice", "telephone", "other_contact", "email",
        "may_leave_message", "may_text", "safe_contact", "preferred_way", "contact_when", "voicemail_words", "never_by",
        "carer_name", "carer_relationship", "carer_telephone", "contact_carer", "is_carer",
    ),
    NEEDS: (
        "reasons", "main_reason", "need", "own_words", "reason_for_social_prescribing", "priority", "risks",
        "risk_details", "safeguarding", "safeguarding_details", "access_needs", "access_details", "access_review_on",
        "needs_interpreter", "language", "written_language", "interpreter_gender", "not_interpreting",
    ),
    AGREEMENT: (
        "why_again", "agreed", "who_was_there", "interpreter_used", "given_by", "given_by_name", "decision_reason",
        "given_how", "given_on", "tell_gp", "tell_gp_reason",
    ),
}  # fmt: skip
ASKED = tuple(FIELDS)
BEFORE_LAST = ASKED[:-1]
HEADINGS = {
    PERSON: "Who are you referring?",
    NEEDS: "What do they need?",
    AGREEMENT: "Check before you send",
    STOP: "Stop: get help for this now",
}


def before(screen: str) -> str:
    """The screen that Back leads to."""
    return ASKED[max(0, ASKED.index(screen) - 1)] if screen in ASKED else PERSON


def after(screen: str) -> str:
    """The screen that Continue leads to; the last one, which is also the last look, leads to itself."""
    return ASKED[min(ASKED.index(screen) + 1, len(ASKED) - 1)] if screen in ASKED else PERSON


def up_to(screen: str) -> tuple[str, ...]:
    """The screens from the first to `screen`."""
    return ASKED[: ASKED.index(screen) + 1] if screen in ASKED else ASKED


def of_field(name: str) -> str | None:
    """The screen that asks `name`; None for what travels unseen."""
    return next((screen for screen, names in FIELDS.items() if name in names), None)


def of_part(name: str) -> str | None:
    """The same of what is posted as `name`, a whole field or a part of one."""
    return of_field(PART.sub("", name))
