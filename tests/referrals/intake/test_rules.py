"""Answers that cannot stand beside each other, each told beside its field."""

import datetime as dt

import pytest

from referrals.intake import rules
from referrals.intake.agreeing import Agreed
from referrals.people.words import ContactWay, Ethnicity, Gender
from referrals.words import AccessNeed, GivenBy, NoNhsNumber, Reason, RiskKind

TODAY = dt.date(2026, 11, 20)
GOOD = {
    "nhs_number": "9990000018",
    "telephone": "+447700900123",
    "reasons": [Reason.MONEY],
    "risks": [RiskKind.NONE_KNOWN],
    "given_by": GivenBy.PERSON,
    "given_on": TODAY,
}


def wrong(**changes) -> list[str]:
    return [field for field, words in rules.problems(GOOD | changes, today=TODAY) if words]


def test_good_answers_stand():
    assert wrong() == []


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"nhs_number": ""}, ["nhs_number"]),
        ({"nhs_number": "", "no_nhs_number": NoNhsNumber.OVERSEAS}, []),
        ({"no_nhs_number": NoNhsNumber.OVERSEAS}, ["no_nhs_number"]),
        ({"telephone": ""}, ["telephone"]),
        ({"telephone": "", "other_contact": "At the hostel"}, []),
        ({"telephone": "", "other_contact": "At the hostel", "may_text": True}, ["may_text"]),
        ({"may_text": True}, []),
        ({"needs_interpreter": True}, ["language"]),
        ({"needs_interpreter": True, "language": "Polish"}, []),
        ({"carer_name": "Bo Lee"}, []),
        ({"carer_name": "Bo Lee", "contact_carer": True}, ["carer_telephone"]),
        ({"carer_name": "Bo Lee", "access_needs": [AccessNeed.THROUGH_CARER]}, ["carer_telephone"]),
        ({"reasons": []}, ["reasons"]),
        ({"reasons": None}, ["reasons"]),
        ({"reasons": [Reason.MONEY, Reason.WORK]}, ["main_reason"]),
        ({"reasons": [Reason.MONEY, Reason.WORK], "main_reason": Reason.WORK}, []),
        ({"main_reason": Reason.WORK}, ["main_reason"]),
        ({"risks": []}, ["risks"]),
        ({"risks": [RiskKind.NONE_KNOWN, RiskKind.FALLS]}, ["risks"]),
        ({"risks": [RiskKind.FALLS, RiskKind.HOME]}, []),
        ({"risks": [RiskKind.OTHER]}, ["risk_details"]),
        ({"risks": [RiskKind.OTHER], "risk_details": "A geyser"}, []),
        ({"given_on": TODAY + dt.timedelta(days=1)}, ["given_on"]),
        ({"given_on": TODAY - dt.timedelta(days=400)}, []),
        ({"given_by": GivenBy.ATTORNEY}, ["given_by_name"]),
        ({"given_by": GivenBy.BEST_INTERESTS, "decision_reason": "He cannot weigh it up"}, ["given_by_name"]),
        ({"given_by": GivenBy.BEST_INTERESTS, "given_by_name": "Dr Shah"}, ["decision_reason"]),
    ],
)
def test_each_rule(changes, fields):
    assert wrong(**changes) == fields


def test_nothing_at_all_is_told_and_does_not_break():
    found = [field for field, _ in rules.problems({}, today=TODAY)]
    assert found == ["nhs_number", "telephone", "reasons", "risks"]


SAID = {
    "gp_practice_name": "Seaview Surgery",
    "address": "4 Beach Road",
    "gender": Gender.FEMALE,
    "ethnicity": Ethnicity.NOT_STATED,
    "agreed": Agreed.ALONE,
    "tell_gp": "yes",
    "access_needs": ["none"],
}
INSTEAD = {"carer_name": "Bo Lee", "carer_telephone": "+447700900124", "contact_carer": True}
THROUGH = INSTEAD | {"contact_carer": None, "access_needs": [AccessNeed.THROUGH_CARER]}
NOT_SAID = {"address": "", "gender": None, "ethnicity": None}


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        (NOT_SAID, ["address", "gender", "ethnicity"]),
        (NOT_SAID | {"rest_not_known": True}, []),
        ({"address": "", "no_fixed_abode": True}, []),
        ({"gp_practice_name": "", "rest_not_known": True}, ["gp_practice_name"]),
        ({"gp_practice_name": "", "no_gp_practice": "not_registered"}, []),
        ({"agreed": None}, ["agreed"]),
        ({"agreed": Agreed.ACCOMPANIED}, ["who_was_there"]),
        ({"agreed": Agreed.ACCOMPANIED, "who_was_there": "Her son"}, []),
        ({"agreed": Agreed.ALONE, "given_by": GivenBy.ATTORNEY}, ["agreed"]),
        ({"agreed": Agreed.OTHERWISE}, ["given_by", "given_how", "given_on"]),
        ({"agreed": None, "given_by": GivenBy.PERSON, "given_on": TODAY}, ["given_how"]),
        ({"access_needs": [], "needs_interpreter": True}, ["interpreter_used"]),
        ({"tell_gp": None}, ["tell_gp"]),
        ({"access_needs": []}, ["access_needs"]),
        ({"access_needs": [], "needs_interpreter": True, "interpreter_used": "none"}, []),
        ({"needs_interpreter": True, "interpreter_used": "none"}, ["access_needs"]),
        ({"preferred_way": ContactWay.LETTER, "no_fixed_abode": True, "address": ""}, ["preferred_way"]),
        ({"preferred_way": ContactWay.LETTER, "postcode": "PO5 4HG"}, []),
        ({"preferred_way": ContactWay.TEXT}, ["preferred_way"]),
        (INSTEAD | {"preferred_way": ContactWay.EMAIL, "email": "ann@footbridge.example"}, ["preferred_way"]),
        (INSTEAD | {"preferred_way": ContactWay.TELEPHONE}, []),
        (INSTEAD | {"preferred_way": ContactWay.TELEPHONE, "carer_telephone": ""}, ["preferred_way"]),
        (THROUGH | {"preferred_way": ContactWay.TELEPHONE}, []),
        (THROUGH | {"preferred_way": ContactWay.VISIT}, ["preferred_way"]),
        (THROUGH | {"preferred_way": ContactWay.LETTER}, []),
        ({"voicemail_words": "A name", "never_by": [ContactWay.VOICEMAIL]}, ["voicemail_words"]),
        ({"voicemail_words": "A name", "never_by": [ContactWay.VOICEMAIL], "may_text": True}, []),
        ({"tell_gp": "no"}, ["tell_gp_reason"]),
        ({"tell_gp": "no", "tell_gp_reason": "They do not say"}, []),
    ],
)
def test_what_a_referrer_must_say_be_it_that_it_is_not_known(changes, fields):
    assert [field for field, words in rules.asked(SAID | changes) if words] == fields
