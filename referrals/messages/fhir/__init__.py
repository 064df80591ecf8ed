"""A referral as HL7 FHIR R4 resources with UK Core identifiers, in both directions, one file for each resource."""
