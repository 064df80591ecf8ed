"""Answers that cannot stand beside each other, each told beside its field."""

import datetime as dt

import pytest

from referrals.intake import rules
from referrals.words import GivenBy, NoNhsNumber, Reason, RiskKind

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
