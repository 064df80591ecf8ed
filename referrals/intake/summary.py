"""The answers of a referral in words, for the last look before it is sent."""

from typing import NamedTuple

import wtforms

from core.fields import OPTIONAL, DateField
from core.templating import day
from referrals.intake import screens
from referrals.intake.pre_check_field import PreCheckField

LABELS = {
    "pre_checks": "The service asked first",
    "service_id": "Service",
    "preferred_name": "Likes to be called",
    "no_nhs_number": "Why there is no NHS number",
    "other_contact": "Other ways to reach them",
    "rest_not_known": "The rest is not known",
    "gp_practice_code": "ODS code",
    "no_gp_practice": "No GP practice",
    "safe_contact": "To make contact safely",
    "preferred_way": "Best way",
    "contact_when": "When",
    "voicemail_words": "In a message",
    "never_by": "Never by",
    "carer_name": "Carer or representative",
    "carer_relationship": "Who this is to them",
    "carer_telephone": "Carer’s telephone",
    "main_reason": "Main reason",
    "reasons": "Reasons",
    "need": "What is needed",
    "own_words": "In the person’s own words",
    "reason_for_social_prescribing": "Why social prescribing",
    "risk_details": "About the risks",
    "safeguarding": "Safeguarding concern",
    "safeguarding_details": "About the concern",
    "access_needs": "Access needs",
    "access_details": "More about access needs",
    "access_review_on": "Ask about these needs again",
    "written_language": "Reads",
    "interpreter_gender": "Interpreter",
    "not_interpreting": "May not interpret",
}
# Shown even where nothing was answered, because that says something too.
ALWAYS = frozenset({"may_leave_message", "may_text", "telephone"})


class Part(NamedTuple):
    """One screen's answers, each with its question."""

    screen: str
    heading: str
    rows: list[tuple[str, str]]


def parts(form) -> list[Part]:
    """What was answered on the screens before the last, in the order in which it was asked."""
    asked = {screen: screens.FIELDS[screen] for screen in screens.BEFORE_LAST}
    return [Part(screen, screens.HEADINGS[screen], _rows(form, names)) for screen, names in asked.items()]


def _rows(form, names) -> list[tuple[str, str]]:
    found = [(_label(form, name), words(form[name]), name in ALWAYS) for name in names]
    return [(label, said or "None") for label, said, always in found if said or always]


def _label(form, name: str) -> str:
    return LABELS.get(name, form[name].label.text.removesuffix(OPTIONAL))


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
