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


# Where each answer of a referral stands in a message.
PLACES = {
    "first_name": "Patient.name.given",
    "family_name": "Patient.name.family",
    "preferred_name": "Patient.name.where(use = 'usual').text",
    "date_of_birth": "Patient.birthDate",
    "nhs_number": "Patient.identifier.where(system = 'https://fhir.nhs.uk/Id/nhs-number').value",
    "no_nhs_number": "Patient.extension('https://footbridge.example/fhir/StructureDefinition/no-nhs-number').value",
    "telephone": "Patient.telecom.where(system = 'phone').value",
    "other_contact": "Patient.telecom.where(system = 'other').value",
    "email": "Patient.telecom.where(system = 'email').value",
    "postcode": "Patient.address.postalCode",
    "may_text": "Patient.extension('https://footbridge.example/fhir/StructureDefinition/safe-contact')",
    "may_leave_message": "Patient.extension('https://footbridge.example/fhir/StructureDefinition/safe-contact')",
    "safe_contact": "Patient.extension('https://footbridge.example/fhir/StructureDefinition/safe-contact')",
    "language": "Patient.communication.language",
    "needs_interpreter": "Patient.extension('http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired')",
    "access_needs": "Flag.code",
    "access_details": "Flag.code.text",
    "risks": "Flag.code",
    "risk_details": "Flag.extension('https://footbridge.example/fhir/StructureDefinition/comment').value",
    "reasons": "ServiceRequest.reasonCode",
    "main_reason": "ServiceRequest.reasonCode",
    "need": "ServiceRequest.reasonCode.text",
    "urgent_signs": "ServiceRequest.priority",
    "service_id": "ServiceRequest.performer",
    "given_by": "Consent.performer",
    "given_by_name": "Consent.performer.display",
    "given_how": "Consent.extension('https://footbridge.example/fhir/StructureDefinition/given-how').value",
    "given_on": "Consent.dateTime",
    "tell_gp": "Consent.provision.type",
}


def of_field(field: str | None, words: str, code: str = "business-rule") -> Problem:
    """The problem of an answer; one that is about no answer is about the whole request."""
    return Problem(PLACES.get(field or "", "ServiceRequest"), words, code)
