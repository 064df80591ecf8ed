"""What a person's own GP practice is not told: whose practice it is, and what is left of a referral to read."""

import pytest

from referrals.intake import discretion
from referrals.people.words import NoGpPractice
from referrals.words import Closure, NotAccepted
from referrals.workflow import ENDED, OPEN, Status
from tests.referrals.messages import made

OTHER = {"gp_practice_name": "Hilltop Practice", "gp_practice_code": "J82998"}
NONE_NAMED = {"gp_practice_name": None, "gp_practice_code": None}


@pytest.mark.parametrize(
    ("facts", "own"),
    [
        ({}, True),
        ({"gp_practice_name": "Dr Shah and partners"}, True),
        ({"gp_practice_name": "The seaview  SURGERY", "gp_practice_code": None}, True),
        ({"gp_practice_name": "Seaview Surgery", "gp_practice_code": "J82998"}, True),
        (OTHER, False),
        (OTHER | {"gp_practice_code": None}, False),
        (NONE_NAMED | {"no_gp_practice": NoGpPractice.NOT_KNOWN}, True),
        (NONE_NAMED | {"no_gp_practice": NoGpPractice.NOT_REGISTERED}, False),
    ],
)
def test_a_practice_is_their_own_by_code_or_by_name_or_where_nobody_said_which_is(facts, own):
    referral = made.referral(tell_gp=False, **facts)
    assert discretion.is_kept_from_practice(referral) is own
    assert not discretion.is_kept_from_practice(made.referral(tell_gp=True, **facts))


def test_who_refers_without_a_practice_is_told_as_always():
    referral = made.referral(tell_gp=False)
    referral.practice = None
    assert not discretion.is_kept_from_practice(referral)


@pytest.mark.parametrize("status", Status)
def test_no_status_says_more_than_that_it_is_open_or_has_ended(status):
    seen = discretion.Discreet(made.referral(status=status, closure=Closure.DIED))
    assert seen.outcome is seen.closure is seen.actions_for_referrer is seen.link_worker is None
    if status in {Status.ALLOCATED, Status.ACTIVE, Status.ON_HOLD}:
        assert (seen.status_words, seen.status_changed_at) == ("Open", seen.submitted_at)
    if status is Status.CLOSED:
        assert seen.status_words == "Ended"
    assert seen.is_open == (status in OPEN) != (status in ENDED)


def test_that_it_was_not_taken_is_told_unless_that_is_what_the_person_said():
    referral = made.referral(status=Status.DECLINED, events=("submit", "decline"))
    for reason, words, steps in (
        (NotAccepted.NO_CAPACITY, "Not accepted", ["submit", "decline"]),
        (NotAccepted.PERSON_DECLINED, "Ended", ["submit"]),
    ):
        referral.not_accepted = reason
        seen = discretion.Discreet(referral)
        assert (seen.status_words, [event.step for event in seen.events]) == (words, steps)
        assert seen.not_accepted is (reason if words == "Not accepted" else None)


def test_a_refusal_that_was_not_told_stays_so_when_the_referral_is_opened_again():
    referral = made.referral(
        status=Status.ACCEPTED, events=("submit", "decline", "reopen", "begin", "decline", "reopen")
    )
    first, last = (event for event in referral.events if event.step == "decline")
    first.reason = last.reason = NotAccepted.NO_CAPACITY
    assert [one for one in discretion.Discreet(referral).events if one.step == "decline"] == [first]
    first.reason = NotAccepted.PERSON_DECLINED
    assert [one.step for one in discretion.Discreet(referral).events] == ["submit", "reopen", "reopen"]
