"""What may harm a person, each hazard of docs/safety/hazard-log.md that is met on the way of a whole referral."""

import datetime as dt
from types import SimpleNamespace

import pytest

from core import clock
from core.db import db, transaction
from core.identifiers.nhs_number import demonstration_number
from core.refusals import Refused
from referrals.intake import duplicates
from referrals.intake.models import Referral
from referrals.intake.operations import take_step
from referrals.people.models import Person
from referrals.words import GivenBy, InterpreterUsed, RiskKind, UrgentSign
from referrals.workflow import Status
from tests.support.referring import PERSON, fill_in

NUMBER = demonstration_number(77)
CASE_PAGES = ("", "/triage", "/steps/hold", "/attachments")
WORKER_PAGES = ("caseload/{}/record", "caseload/{}/next-step", "concerns/about/{}")


def test_hazard_1_as_many_arrive_as_were_sent_and_both_sides_know(people, refer, browse, letters):
    people.service_lead  # noqa: B018
    sent = [refer() for _ in range(3)]
    desk = browse(people.link_worker).open("/referrals/queue")
    for referral_id in sent:
        reference = db.session.get(Referral, referral_id).reference
        assert reference in desk.words
        assert any(reference in subject for _, _, subject, _ in letters("service.lead@footbridge.example"))
        receipt = browse(people.clinician).open(f"/referrals/{referral_id}/receipt")
        assert reference in receipt.words and "First contact by" in receipt.words


def test_hazard_2_every_page_that_acts_on_a_record_says_whose_it_is(people, taken, browse):
    referral_id, desk = taken(nhs_number=NUMBER), browse(people.link_worker)
    addresses = [f"/referrals/{referral_id}{page}" for page in CASE_PAGES]
    for address in addresses + [f"/referrals/{page.format(referral_id)}" for page in WORKER_PAGES]:
        words = desk.open(address).words
        for sign in ("Ann Lee", "1 February 1960", f"{NUMBER[:3]} {NUMBER[3:6]} {NUMBER[6:]}"):
            assert sign in words, (address, sign)


def test_hazard_2_two_tabs_each_change_the_record_that_they_show(people, taken, browse):
    first, second = taken(first_name="Ann"), taken(first_name="Bea")
    desk = browse(people.link_worker)
    tabs = [desk.open(f"/referrals/caseload/{one}/next-step") for one in (first, second)]
    day = clock.today() + dt.timedelta(days=3)
    on = {"next_step_on-day": str(day.day), "next_step_on-month": str(day.month), "next_step_on-year": str(day.year)}
    desk.send(tabs[0], {"next_step": "Ring Ann", **on})
    desk.send(tabs[1], {"next_step": "Ring Bea", **on})
    assert db.session.get(Referral, first).next_step == "Ring Ann"
    assert db.session.get(Referral, second).next_step == "Ring Bea"


def test_hazard_2_one_number_makes_nobody_the_same_person(people, refer):
    refer(nhs_number=NUMBER, first_name="Ann", family_name="Lee")
    other = SimpleNamespace(
        nhs_number=NUMBER, first_name="Zoltan", family_name="Quist", date_of_birth=dt.date(1999, 9, 9), postcode=None
    )
    (pair,) = duplicates.alike(people.clinician, other)
    assert any("may be wrong" in words for words in pair.reasons)
    refer(nhs_number=NUMBER, first_name="Zoltan", family_name="Quist", date_of_birth=dt.date(1999, 9, 9))
    assert db.session.query(Person).count() == 2


@pytest.mark.page_only
@pytest.mark.parametrize("sign", UrgentSign)
def test_hazard_3_each_urgent_sign_stops_and_says_whom_to_call(people, browse, sign):
    people.service  # noqa: B018
    page = fill_in(browse(people.clinician), [PERSON | {"urgent_signs": sign.value}])
    assert page.heading == "Stop: get help for this now"
    for number in ("999", "111", "116 123"):
        assert number in page.words
    assert sign.words in page.words


def test_hazard_6_nobody_is_referred_without_a_word_on_risks_and_they_stand_where_a_visit_is_planned(
    people, refer, step, browse
):
    with pytest.raises(Refused) as refusal:
        refer(risks=[])
    assert refusal.value.field == "risks"
    referral_id = refer(risks=[RiskKind.TO_OTHERS], risk_details="Two people go together")
    step(people.link_worker, referral_id, "take")
    desk = browse(people.link_worker)
    for page in (f"{referral_id}", f"{referral_id}/triage", f"caseload/{referral_id}/record"):
        words = desk.open(f"/referrals/{page}").words
        assert RiskKind.TO_OTHERS.words in words and "Two people go together" in words, page


def test_hazard_9_what_leaves_the_record_has_no_safeguarding_and_no_sex(people, taken, browse):
    referral_id = taken(safeguarding="yes", safeguarding_details="Her son takes her pension")
    assert {"sex", "sex_at_birth"} & set(Person.__table__.columns.keys()) == set()
    for actor, page in (
        (people.clinician, f"mine/{referral_id}/printout"),
        (people.link_worker, f"{referral_id}/document"),
        (people.link_worker, f"{referral_id}/document.json"),
    ):
        answer = browse(actor).open(f"/referrals/{page}").response.get_data(as_text=True)
        assert "pension" not in answer, page


def test_hazard_17_an_open_referral_of_the_same_person_is_seen_before_a_second_is_worked(people, refer, browse):
    first = refer(nhs_number=NUMBER)
    second = refer(people.colleague, nhs_number=NUMBER)
    (other,) = duplicates.of_person(people.clinician, db.session.get(Referral, second).person)[:1]
    assert other.id == first
    reference = db.session.get(Referral, first).reference
    assert reference in browse(people.link_worker).open(f"/referrals/{second}/triage").words


def test_hazard_17_two_link_workers_never_have_one_referral(people, refer, step):
    referral_id = refer()
    step(people.link_worker, referral_id, "take")
    with pytest.raises(Refused, match="Jo Marsh has this referral already"), transaction():
        take_step(people.second_link_worker, db.session.get(Referral, referral_id), "take")
    referral = db.session.get(Referral, referral_id)
    assert (referral.link_worker.name, referral.status) == ("Jo Marsh", Status.ALLOCATED)


def test_hazard_20_without_capacity_it_is_said_who_decided_and_why_and_who_was_there(people, refer):
    decided = {"given_by": GivenBy.BEST_INTERESTS}
    for given, field in (
        (decided, "given_by_name"),
        (decided | {"given_by_name": "Dr Priya Shah"}, "decision_reason"),
        ({"given_by": GivenBy.ATTORNEY}, "given_by_name"),
    ):
        with pytest.raises(Refused) as refusal:
            refer(**given)
        assert refusal.value.field == field
    whole = decided | {"given_by_name": "Dr Priya Shah", "decision_reason": "She cannot weigh it up; it helps her eat"}
    there = {"who_was_there": "Her daughter", "interpreter_used": InterpreterUsed.PROFESSIONAL}
    (agreement,) = db.session.get(Referral, refer(**whole, **there)).agreements[:1]
    assert (agreement.given_by_name, agreement.decision_reason) == tuple(list(whole.values())[1:])
    assert (agreement.who_was_there, agreement.interpreter_used) == tuple(there.values())


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        (dt.datetime(2026, 10, 24, 23, 30, tzinfo=dt.UTC), dt.date(2026, 10, 25)),  # 0:30 in London, still summer
        (dt.datetime(2026, 10, 25, 23, 30, tzinfo=dt.UTC), dt.date(2026, 10, 25)),  # the same clock face, winter
    ],
)
def test_hazard_23_a_day_is_a_day_in_london_on_both_sides_of_the_change(people, refer, sent, day):
    with clock.at(sent):
        assert clock.today() == day
        referral = db.session.get(Referral, refer(given_on=day))
        assert referral.waiting_days == 0 and referral.submitted_at == sent
    with clock.at(dt.datetime(2026, 10, 26, 12, tzinfo=dt.UTC)):
        assert referral.waiting_days == 1
