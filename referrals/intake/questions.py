"""The questions of the referrer's three screens, each screen's in the order in which it asks them."""

import uuid

import wtforms
from wtforms.fields.choices import SelectChoice

from core import clock
from core.fields import Chosen, DateField, IdentifierField
from core.identifiers import NotValid, email_address, ods_code
from core.identifiers import postcode as postcodes
from core.identifiers import telephone as telephones
from core.identifiers.nhs_number import spaced
from referrals import screened
from referrals.fields import from_list, line, one_of, options, some_of, text
from referrals.intake.agreeing import Agreed
from referrals.intake.pre_check_field import PreCheckField
from referrals.intake.rules import NO_NEEDS_KNOWN
from referrals.intake.safeguarding.words import Concern
from referrals.people import addresses, identity
from referrals.people.words import ContactWay, Ethnicity, Gender, InterpreterGender, NoGpPractice
from referrals.words import (
    AccessNeed,
    GivenBy,
    GivenHow,
    InterpreterUsed,
    NoNhsNumber,
    Priority,
    Reason,
    RiskKind,
)

NO_NEEDS = "none"
YES_NO = [SelectChoice("yes", "Yes"), SelectChoice("no", "No")]


class Person:
    """The first screen: which service, is anything urgent, who is it, how are they reached."""

    service_id = wtforms.RadioField(
        "Which service?",
        [Chosen("Choose a service")],
        choices=[],
        coerce=uuid.UUID,
        validate_choice=False,
        invalid_value_message="Choose a service",
    )
    pre_checks = PreCheckField("Before you begin")
    urgent_signs = screened.urgent_signs()
    first_name = line("First name", longest=35, ask="Enter the person’s first name")
    family_name = line("Family name", longest=35, ask="Enter the person’s family name")
    preferred_name = line("What they like to be called (optional)", longest=70)
    date_of_birth = DateField("Date of birth", [Chosen("Enter the person’s date of birth")])
    nhs_number = IdentifierField("NHS number", parse=identity.nhs_number, show=spaced)
    no_nhs_number = one_of(
        NoNhsNumber, "If there is no NHS number, why not?", "Choose why there is none", optional=True
    )
    postcode = IdentifierField("Postcode", parse=postcodes.parse)
    no_fixed_abode = wtforms.BooleanField("No fixed abode")
    address = text("Address", longest=250)
    gender = one_of(Gender, "Gender", "Choose a gender from the list", optional=True)
    ethnicity = from_list(Ethnicity, "Ethnicity", "Choose the ethnicity")
    rest_not_known = wtforms.BooleanField("I do not know the rest: address, gender or ethnicity")
    gp_practice_name = line("GP practice", longest=150)
    gp_practice_code = IdentifierField("ODS code of the practice (optional)", parse=ods_code.parse)
    no_gp_practice = one_of(
        NoGpPractice, "If there is no GP practice, why not?", "Choose why there is none", optional=True
    )
    telephone = IdentifierField("Telephone number", parse=telephones.parse, show=telephones.spoken)
    other_contact = line("If there is no telephone, how else can they be reached?", longest=255)
    email = IdentifierField("Email address (optional)", parse=email_address.parse)
    may_leave_message = wtforms.BooleanField("We may leave a message or voicemail")
    may_text = wtforms.BooleanField("We may send text messages")
    safe_contact = text("What else must we know to make contact safely? (optional)", longest=500)
    preferred_way = one_of(ContactWay, "Best way to reach them (optional)", "Choose a way from the list", optional=True)
    contact_when = line("When may we call? (optional)", longest=200)
    voicemail_words = line("What may be said in a message? (optional)", longest=200)
    never_by = some_of(ContactWay, "Ways that must never be used (optional)", "Choose from the list", optional=True)
    carer_name = line("Name of their carer or representative (optional)", longest=70)
    carer_relationship = line("Who this is to them (optional)", longest=70)
    carer_telephone = IdentifierField("Their number (optional)", parse=telephones.parse, show=telephones.spoken)
    contact_carer = wtforms.BooleanField("Contact them instead of the person")
    is_carer = wtforms.BooleanField("The person cares for somebody")

    def validate_date_of_birth(self, field):
        """Nobody is born tomorrow, or 200 years ago."""
        _stands(identity.born, field.data)

    def validate_address(self, field):
        """An address has five lines at most."""
        _stands(addresses.lines, field.data or "")


class Needs:
    """The second screen: why, what risks, what they need so as to take part."""

    reasons = some_of(Reason, "Why are you referring them?", "Choose at least one reason")
    main_reason = from_list(Reason, "Main reason, if you chose more than one", "Choose the main reason")
    need = text("What is needed, if the reasons do not say it", longest=2000)
    own_words = text("What the person says, in their own words (optional)", longest=2000)
    reason_for_social_prescribing = text("Why social prescribing is right for this (optional)", longest=2000)
    priority = one_of(
        Priority, "How soon should somebody speak with them?", "Choose how soon", default=Priority.ROUTINE
    )
    risks = some_of(RiskKind, "Risks", f"Choose the risks, or “{RiskKind.NONE_KNOWN.words}”")
    risk_details = text("What should a link worker know about the risks? (optional)", longest=2000)
    safeguarding = one_of(
        Concern, "Is there a safeguarding concern?", "Say whether there is a safeguarding concern, or “Not known”"
    )
    safeguarding_details = text("What is the concern, and whom have you told?", longest=2000)
    access_needs = wtforms.SelectMultipleField(
        "Access and communication needs",
        choices=[*options(AccessNeed), SelectChoice(NO_NEEDS, NO_NEEDS_KNOWN)],
        coerce=lambda code: code if code == NO_NEEDS else AccessNeed(code),
        validate_choice=False,
        invalid_value_message="Choose from the list",
    )
    access_details = text("More about access needs (optional)", longest=1000)
    access_review_on = DateField("When should these needs be asked about again? (optional)", example="27 3 2028")
    needs_interpreter = wtforms.BooleanField("They need an interpreter")
    language = line("Language, if not English (optional)", longest=60)
    written_language = line("Language they read, if another (optional)", longest=60)
    interpreter_gender = one_of(
        InterpreterGender, "Who should interpret? (optional)", "Choose from the list", optional=True
    )
    not_interpreting = line("Who may not interpret? (optional)", longest=200)


class Agreement:
    """The third screen: why again, who refers, who agreed to what, how and when, who was there, and who is told."""

    why_again = text("Why are you sending another one?", longest=500)
    referrer_role = line("Your job title (optional)", longest=100)
    agreed = one_of(Agreed, "Does the person understand and agree?", "Say how the person agreed", optional=True)
    who_was_there = line("Who else was there? (optional)", longest=200)
    interpreter_used = one_of(
        InterpreterUsed, "Did somebody interpret?", "Say whether somebody interpreted", optional=True
    )
    given_by = one_of(GivenBy, "Who agreed?", "Choose who agreed", optional=True)
    given_by_name = line("Their name, if not the person", longest=70)
    decision_reason = text("If it was decided in their best interests, why?", longest=2000)
    given_how = one_of(GivenHow, "How did they agree?", "Choose how they agreed", optional=True)
    given_on = DateField("When did they agree?", default=clock.today)
    tell_gp = wtforms.RadioField(
        "May their GP practice be told what happened?",
        choices=YES_NO,
        validate_choice=False,
        filters=[lambda answer: answer if answer in {"yes", "no"} else None],
    )
    tell_gp_reason = line("If not, why?", longest=500)


def _stands(check, given) -> None:
    try:
        check(given)
    except NotValid as problem:
        raise wtforms.validators.ValidationError(str(problem)) from None
