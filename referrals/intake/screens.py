"""The screens of the referrer's form in their order, what each asks and what it is called."""

from referrals.screens import STOP, Screens

PERSON, NEEDS, AGREEMENT = "person", "needs", "agreement"

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
        "why_again", "referrer_role", "agreed", "who_was_there", "interpreter_used", "given_by", "given_by_name",
        "decision_reason", "given_how", "given_on", "tell_gp", "tell_gp_reason",
    ),
}  # fmt: skip
ORDER = Screens(FIELDS)
ASKED = ORDER.asked
BEFORE_LAST = ASKED[:-1]
HEADINGS = {
    PERSON: "Who are you referring?",
    NEEDS: "What do they need?",
    AGREEMENT: "Check before you send",
    STOP: "Stop: get help for this now",
}
