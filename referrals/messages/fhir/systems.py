"""Names of identifiers, codes, extensions and profiles: UK Core's and FHIR's, and our own where they have none."""

UK_CORE = "https://fhir.hl7.org.uk"
HL7 = "http://hl7.org/fhir"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
# A name that nothing answers to: it tells our codes from everybody else's, in every installation alike.
OWN = "https://footbridge.example/fhir"

# Identifiers.
NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
ODS_CODE = "https://fhir.nhs.uk/Id/ods-organization-code"
REFERENCE = f"{OWN}/Id/referral-reference"
ORGANISATION = f"{OWN}/Id/organisation"

# Codes.
SNOMED = "http://snomed.info/sct"
LANGUAGES = "urn:ietf:bcp:47"
NHS_NUMBER_STATUS = f"{UK_CORE}/CodeSystem/UKCore-NHSNumberVerificationStatusEngland"
ETHNIC_CATEGORY = f"{UK_CORE}/CodeSystem/UKCore-EthnicCategoryEngland"
CONTACT_METHOD = f"{UK_CORE}/CodeSystem/UKCore-PreferredContactMethod"
WRITTEN_FORMAT = f"{UK_CORE}/CodeSystem/UKCore-PreferredWrittenCommunicationFormat"
FLAG_CATEGORY = "https://fhir.nhs.uk/CodeSystem/flag-categories-bars"
TASK_CODE = f"{HL7}/CodeSystem/task-code"
CONSENT_SCOPE = f"{TERMINOLOGY}/consentscope"
ACT_CODE = f"{TERMINOLOGY}/v3-ActCode"
PARTICIPATION = f"{TERMINOLOGY}/v3-ParticipationType"
OWN_CATEGORY = f"{OWN}/CodeSystem/category"
OWN_REASON = f"{OWN}/CodeSystem/reason"
OWN_RISK = f"{OWN}/CodeSystem/risk"
OWN_ACCESS_NEED = f"{OWN}/CodeSystem/access-need"

# Profiles that we name; that we keep to every word of them is not claimed.
PROFILE = f"{UK_CORE}/StructureDefinition/UKCore-"

# Extensions.
NHS_NUMBER_STATUS_EXTENSION = f"{UK_CORE}/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus"
CONTACT_PREFERENCE = f"{UK_CORE}/StructureDefinition/Extension-UKCore-ContactPreference"
INTERPRETER_REQUIRED = f"{HL7}/StructureDefinition/patient-interpreterRequired"
ETHNIC_CATEGORY_EXTENSION = f"{UK_CORE}/StructureDefinition/Extension-UKCore-EthnicCategory"
SAFE_CONTACT = f"{OWN}/StructureDefinition/safe-contact"
COMMENT = f"{OWN}/StructureDefinition/comment"
SAYS_WHY_HERE = f"{OWN}/StructureDefinition/reason-for-social-prescribing"
NO_EMERGENCY = f"{OWN}/StructureDefinition/urgent-not-an-emergency"
URGENT_SIGN = f"{OWN}/StructureDefinition/urgent-sign-dealt-with"

# SNOMED CT codes that are used as they stand in the national sources.
REFERRAL_TO_SOCIAL_PRESCRIBING = ("871731000000106", "Referral to social prescribing service")
REASONABLE_ADJUSTMENT = (
    "1108111000000107",
    "Requires reasonable adjustments for health and care access (Equality Act 2010)",
)
NO_SAFEGUARDING_ISSUES = "861931000000100"


def profile(resource_type: str) -> dict:
    """The `meta` of a resource of this type."""
    return {"profile": [f"{PROFILE}{resource_type}"]}
