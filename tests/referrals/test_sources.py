"""Who referred somebody, in words."""

from referrals.sources import referrer_words
from referrals.words import Source


def test_a_referrer_is_named_with_what_they_are():
    assert referrer_words(Source.CLINICIAN, "Dr Priya Shah", None) == "Dr Priya Shah"
    assert referrer_words(Source.HOUSING, "Jo Marsh", "tenancy officer") == "Jo Marsh, tenancy officer"
    assert referrer_words(Source.FAMILY, "Ivy Bell", None) == "Ivy Bell, family or a friend"
    assert referrer_words(Source.SELF, "Ivy Bell", None) == "Ivy Bell, for themselves"


def test_only_a_clinician_is_medical_and_only_they_and_organisations_are_professional():
    assert [source for source in Source if source.is_medical] == [Source.CLINICIAN]
    assert [source for source in Source if not source.is_professional] == [Source.SELF, Source.FAMILY]
