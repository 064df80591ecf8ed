"""What is wrong with a message, each with its place in the message as a FHIRPath expression."""

from typing import NamedTuple


class Problem(NamedTuple):
    """`words` say what to mend, `code` is of FHIR's issue types."""

    place: str
    words: str
    code: str = "invalid"


class NotReadable(Exception):
    """A message that cannot be read, with everything that is to be mended; `status` is the HTTP status."""

    def __init__(self, problems: list[Problem], status: int = 422) -> None:
        super().__init__("; ".join(problem.words for problem in problems))
        self.problems, self.status = problems, status


OWN = "https://footbridge.example/fhir/StructureDefinition"
WHY_HERE = "reason-for-social-prescribing"
SAFE = f"Patient.extension('{OWN}/safe-contact')"

# Where each answer of a referral stands in a message.
PLACES = {
    "first_name": "Patient.name.given",
    "family_name": "Patient.name.family",
    "preferred_name": "Patient.name.where(use = 'usual').text",
    "date_of_birth": "Patient.birthDate",
    "nhs_number": "Patient.identifier.where(system = 'https://fhir.nhs.uk/Id/nhs-number').value",
    "no_nhs_number": f"Patient.extension('{OWN}/no-nhs-number').value",
    "gender": "Patient.gender",
    "ethnicity": "Patient.extension('https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory')",
    "address": "Patient.address.line",
    "postcode": "Patient.address.postalCode",
    "gp_practice_name": "Patient.generalPractitioner",
    "gp_practice_code": "Patient.generalPractitioner.identifier.value",
    "no_gp_practice": f"Patient.extension('{OWN}/no-gp-practice').value",
    "telephone": "Patient.telecom.where(system = 'phone').value",
    "other_contact": "Patient.telecom.where(system = 'other').value",
    "email": "Patient.telecom.where(system = 'email').value",
    **dict.fromkeys(("may_text", "may_leave_message", "safe_contact", "contact_when"), SAFE),
    **dict.fromkeys(("preferred_way", "voicemail_words", "never_by"), SAFE),
    "carer_name": "Patient.contact.name",
    "carer_relationship": "Patient.contact.relationship",
    "carer_telephone": "Patient.contact.telecom",
    "contact_carer": f"Patient.extension('{OWN}/contact-carer').value",
    "language": "Patient.communication.language",
    "written_language": f"Patient.extension('{OWN}/written-language').value",
    "not_interpreting": f"Patient.extension('{OWN}/not-interpreting').value",
    "needs_interpreter": "Patient.extension('http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired')",
    "access_needs": "Flag.code",
    "access_details": "Flag.code.text",
    "risks": "Flag.code",
    "risk_details": f"Flag.extension('{OWN}/comment').value",
    "safeguarding": "Flag.category",
    "safeguarding_details": "Flag.code.text",
    "reasons": "ServiceRequest.reasonCode",
    "main_reason": "ServiceRequest.reasonCode",
    "need": "ServiceRequest.reasonCode.text",
    "own_words": "ServiceRequest.note.where(author is Reference).text",
    "reason_for_social_prescribing": f"ServiceRequest.note.where(extension.url = '{OWN}/{WHY_HERE}').text",
    "urgent_signs": "ServiceRequest.priority",
    "priority": "ServiceRequest.priority",
    "service_id": "ServiceRequest.performer",
    "given_by": "Consent.performer",
    "given_by_name": "Consent.performer.display",
    "given_how": f"Consent.extension('{OWN}/given-how').value",
    "given_on": "Consent.dateTime",
    "who_was_there": f"Consent.extension('{OWN}/who-was-there').value",
    "decision_reason": f"Consent.extension('{OWN}/decision-reason').value",
    "tell_gp": "Consent.provision.type",
    "tell_gp_reason": f"Consent.extension('{OWN}/comment').value",
}


def of_field(field: str | None, words: str, code: str = "business-rule") -> Problem:
    """The problem of an answer; one that is about no answer is about the whole request."""
    return Problem(PLACES.get(field or "", "ServiceRequest"), words, code)
