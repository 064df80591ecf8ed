"""What returned referrals teach: counted once for each reason, and proposed only where it is more than chance."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals import workflow
from referrals.learning.lessons import FEWEST, SHARE, STEPS, TOPICS, Return, came_back, counted, proposals
from referrals.profile.facts import PreCheck, Profile
from referrals.profile.words import Ground

PROFILE = Profile(uuid.UUID(int=9), minimum_age=18, first_contact_days=10)
REASONS = [(step, code.value) for step in STEPS for code in workflow.REASONS.get(step, ())] + [("ask", "")]


def came(step, reason, *numbers, instead=""):
    return [Return(uuid.UUID(int=number), step, reason, instead) for number in numbers]


def test_a_referral_is_counted_once_for_each_reason_and_the_service_says_where_else():
    returns = [
        *came("decline", "out_of_area", 1, 2, 2, 3),
        *came("ask", "", 1),
        *came("redirect", "", 4, instead="Valley Social Prescribing"),
    ]
    told = replace(PROFILE, alternatives={Ground.OUT_OF_AREA: "ring the county’s service."})
    assert [(one.words, one.what, one.number, one.instead) for one in counted(returns, told)] == [
        ("Out of area or not registered with a practice we serve", "Not accepted", 3, ("Ring the county’s service",)),
        ("Passed to another service", "", 1, ("Valley Social Prescribing",)),
        ("Question asked", "", 1, ()),
    ]
    assert came_back(returns) == 4


def test_what_should_have_gone_nowhere_else_says_so_and_no_room_does_not_send_back_to_the_same_service():
    (full,) = counted(came("decline", "no_capacity", 1))
    assert full.instead == ("Groups and advice that the directory shows",)
    (asked,), (unwanted,) = counted(came("ask", "details", 1)), counted(came("decline", "person_declined", 1))
    assert (asked.nowhere, unwanted.nowhere) == ("The same service, with the answer", "Nothing was said")


def test_four_of_twelve_out_of_area_are_asked_for_first():
    (proposal,) = proposals(came("decline", "out_of_area", 1, 2, 3, 4), 12, PROFILE, ())
    assert (proposal.topic.key, proposal.number, proposal.sent) == ("area", 4, 12)


@pytest.mark.parametrize(
    ("number", "sent", "changes", "answered"),
    [
        (2, 4, {}, ()),  # chance
        (4, 60, {}, ()),  # not worth everybody's time
        (4, 12, {}, ("area",)),  # the lead said no this quarter
        (4, 12, {"pre_checks": (PreCheck("a", "Where?", "There.", came_from="area"),)}, ()),  # asked already
        (4, 12, {"areas": ("PO",)}, ()),  # stopped already
    ],
)
def test_what_is_chance_or_settled_is_not_proposed(number, sent, changes, answered):
    returns = came("decline", "out_of_area", *range(number))
    assert not proposals(returns, sent, replace(PROFILE, **changes), answered)


def test_every_reason_of_a_topic_is_one_of_a_step():
    for topic in TOPICS.values():
        for step, code in topic.reasons:
            assert (step, code) in REASONS, (topic.key, step, code)
        assert len(topic.question) <= 150 and topic.question.endswith("?")


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(REASONS))), st.integers(10, 200))
def test_counts_add_up_and_proposals_are_worth_it_and_in_order(told, sent):
    returns = [Return(uuid.UUID(int=number), *reason) for number, reason in told]
    numbers = [one.number for one in counted(returns)]
    assert numbers == sorted(numbers, reverse=True)
    assert max(numbers, default=0) <= came_back(returns) <= sum(numbers)
    found = [one.number for one in proposals(returns, sent, PROFILE, ())]
    assert found == sorted(found, reverse=True) and all(n >= max(FEWEST, SHARE * sent) for n in found)
