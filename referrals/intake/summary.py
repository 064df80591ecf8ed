"""The answers of a referral in words, for the last look before it is sent."""

from typing import NamedTuple

import wtforms

from core.fields import DateField
from core.templating import day
from referrals.intake import screens
from referrals.intake.pre_check_field import PreCheckField

LABELS = {
    "pre_checks": "The service asked first",
    "preferred_name": "Likes to be called",
    "no_nhs_number": "Why there is no NHS number",
    "other_contact": "Other ways to reach them",
    "email": "Email address",
    "safe_contact": "To make contact safely",
    "main_reason": "Main reason",
    "reasons": "Reasons",
    "need": "What is needed",
    "risk_details": "About the risks",
    "access_needs": "Access needs",
    "access_details": "More about access needs",
    "language": "Language",
    "given_by_name": "Their name",
    "service_id": "Service",
}
# Shown even where nothing was answered, because that says something too.
ALWAYS = frozenset({"may_leave_message", "may_text", "telephone"})


class Part(NamedTuple):
    """One screen's answers, each with its question."""

    screen: str
    heading: str
    rows: list[tuple[str, str]]


def parts(form) -> list[Part]:
    """Everything that was answered, screen by screen, in the order in which it was asked."""
    return [Part(screen, screens.HEADINGS[screen], _rows(form, names)) for screen, names in screens.FIELDS.items()]


def _rows(form, names) -> list[tuple[str, str]]:
    found = [(LABELS.get(name, form[name].label.text), words(form[name]), name in ALWAYS) for name in names]
    return [(label, said or "None") for label, said, always in found if said or always]


def words(field: wtforms.Field) -> str:
    """What was answered, as people read it; empty where nothing was."""
    if isinstance(field, wtforms.BooleanField):
        return ("Yes" if field.data else "No") if field.name in ALWAYS else ("Yes" if field.data else "")
    if isinstance(field, PreCheckField):
        return field.said()
    if isinstance(field, DateField):
        return day(field.data)
    if hasattr(field, "iter_choices"):
        return "; ".join(choice.label for choice in field.iter_choices() if choice.selected and choice.value)
    if hasattr(field, "parse"):
        return field.show(field.data) if field.data else ""
    return field.data or ""
