"""Who may know of a referral, the queue and its ages, and who can be given one."""

import datetime as dt
import uuid
from types import SimpleNamespace

import pytest

from accounts import queries as accounts
from accounts.actors import Visitor
from accounts.administration.operations import suspend
from accounts.roles import Role
from core import clock
from core.db import db, transaction
from core.refusals import Missing, Refused
from referrals.intake import queries
from tests.support.people import SYSTEM

KNOW = {"clinician", "colleague", "link_worker", "second_link_worker", "service_lead"}
EVERYBODY = KNOW | {
    "other_clinician", "other_link_worker", "other_service_lead", "group_representative", "other_group_representative",
    "directory_editor", "commissioner", "information_governance_lead", "administrator",
}  # fmt: skip


def known_to(actor) -> list:
    return list(db.session.scalars(queries.visible_to(actor)))


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_who_may_know_of_it(refer, get, people, who):
    actor, referral = getattr(people, who), get(refer())
    if who in KNOW:
        assert queries.find(actor, referral.id) is referral
        assert queries.by_reference(actor, referral.reference.lower()) is referral
        assert known_to(actor) == [referral]
        return
    with pytest.raises(Missing):
        queries.find(actor, referral.id)
    assert queries.by_reference(actor, referral.reference) is None
    assert known_to(actor) == queries.queue(actor).items == []


def test_a_visitor_knows_of_none(refer):
    refer()
    assert known_to(Visitor()) == []


def test_every_role_is_in_the_test_above(people):
    assert {getattr(people, who).role for who in EVERYBODY} == set(Role) - {Role.VISITOR}


def test_a_referral_that_does_not_exist_is_missing_like_a_strangers(people):
    with pytest.raises(Missing):
        queries.find(people.clinician, uuid.uuid4())


def test_a_clinician_who_works_for_nobody_here_sees_nothing(refer):
    refer()
    nobody = SimpleNamespace(role=Role.CLINICIAN, organisation_id=None)
    assert known_to(nobody) == []


class TestQueue:
    def moment(self, day, hour=12):
        return dt.datetime(2026, 5, day, hour, tzinfo=dt.UTC)

    def test_the_oldest_comes_first(self, refer, get, people):
        made = []
        for day in (6, 5, 7):
            with clock.at(self.moment(day)):
                made.append(refer(given_on=dt.date(2026, 5, 1)))
        assert [referral.id for referral in queries.queue(people.link_worker).items] == [made[1], made[0], made[2]]

    def test_only_what_waits(self, refer, step, people):
        waiting, asked, accepted, taken, declined = (refer() for _ in range(5))
        step(people.link_worker, asked, "ask", reason="details", words="?")
        step(people.link_worker, accepted, "accept")
        step(people.link_worker, taken, "take")
        step(people.link_worker, declined, "decline", reason="no_capacity", words="Full")
        assert {referral.id for referral in queries.queue(people.service_lead).items} == {waiting, asked, accepted}

    @pytest.mark.parametrize(
        ("now", "days"),
        [
            (dt.datetime(2026, 5, 1, 22, tzinfo=dt.UTC), 0),  # Friday evening
            (dt.datetime(2026, 5, 3, 12, tzinfo=dt.UTC), 0),  # Sunday
            (dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC), 0),  # the early May bank holiday
            (dt.datetime(2026, 5, 5, 12, tzinfo=dt.UTC), 1),
            (dt.datetime(2026, 5, 11, 12, tzinfo=dt.UTC), 5),
        ],
    )
    def test_its_age_is_in_working_days_of_england(self, refer, get, now, days):
        with clock.at(dt.datetime(2026, 5, 1, 14, tzinfo=dt.UTC)):
            referral_id = refer()
        with clock.at(now):
            assert get(referral_id).waiting_days == days

    def test_the_day_is_londons(self, refer, get):
        """Half past eleven at night in UTC is the next day in a British summer."""
        with clock.at(dt.datetime(2026, 5, 5, 23, 30, tzinfo=dt.UTC)):
            referral_id = refer()
        with clock.at(dt.datetime(2026, 5, 7, 12, tzinfo=dt.UTC)):
            assert get(referral_id).waiting_days == 1


def test_clinicians_may_refer_to_every_service_and_nobody_else_to_any(people, role):
    people.service, people.other_service, people.practice, people.group  # noqa: B018
    actor = people.of_role(role) or Visitor()
    names = [service.name for service in queries.services_open_to(actor)]
    assert names == (["Harbour Social Prescribing", "Valley Social Prescribing"] if role is Role.CLINICIAN else [])


def test_a_service_that_is_none_is_refused(people):
    for wrong in (people.practice, uuid.uuid4(), None):
        with pytest.raises(Refused):
            queries.service_open_to(people.clinician, wrong)


def test_a_service_at_which_nobody_works_is_offered_to_nobody(people, refer, step):
    people.other_service  # noqa: B018
    referral_id = refer()
    with transaction():
        suspend(SYSTEM, accounts.user(people.other_link_worker.id))
    assert [one.id for one in queries.services_open_to(people.clinician)] == [people.service]
    assert queries.other_services(people.service) == []
    assert [one.id for one in queries.unstaffed_services()] == [people.other_service]
    with pytest.raises(Refused):
        refer(service_id=people.other_service)
    on = {"service_id": people.other_service, "reason": "safeguarding", "words": "Closer to her"}
    with pytest.raises(Refused, match="other service"):
        step(people.link_worker, referral_id, "redirect", **on)


def test_those_who_can_be_given_a_referral(people):
    people.service_lead, people.link_worker, people.second_link_worker, people.other_link_worker  # noqa: B018
    people.clinician, people.administrator  # noqa: B018
    assert [user.name for user in queries.link_workers_of(people.service)] == ["Ben Ali", "Jo Marsh", "Rosa Bell"]
    assert [user.name for user in queries.leads_of(people.service)] == ["Rosa Bell"]


def test_who_is_suspended_or_has_left_is_given_none(people):
    with transaction():
        suspend(SYSTEM, accounts.user(people.link_worker.id))
    with transaction():
        membership = accounts.user(people.second_link_worker.id).memberships[0]
        membership.ended_at = clock.now()
    assert queries.link_workers_of(people.service) == []
