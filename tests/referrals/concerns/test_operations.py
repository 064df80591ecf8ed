"""A concern: told at once, looked at in time, settled by a lead, and in the way of closing until then."""

import datetime as dt

import pytest

from accounts import operations as accounts
from accounts.roles import Role
from core import clock
from core.db import db, transaction
from core.refusals import Missing, Refused, Stale
from referrals.concerns import operations, queries
from referrals.concerns.models import Concern, ConcernNote
from referrals.concerns.words import ConcernKind, ConcernOutcome
from referrals.intake.models import Referral
from referrals.intake.safeguarding import queries as safeguarding
from referrals.words import NO_ACTIONS, NotAccepted
from tests.support.people import PASSWORD, SYSTEM

END = {"outcomes": [ConcernOutcome.COUNCIL], "words": "Told the council’s team at noon"}


def concern(concern_id) -> Concern:
    return db.session.get(Concern, concern_id)


def do(operation, actor, concern_id, **facts):
    with transaction():
        return operation(actor, concern(concern_id), **facts)


def remind() -> int:
    """What the round does; how many concerns it told of."""
    with transaction():
        return sum(operations.remind(concern_id) for concern_id in queries.late_ones(clock.now()))


def settle(actor, concern_id, **facts):
    with transaction():
        worry = concern(concern_id)
        return operations.settle(actor, worry, **{"version": worry.version} | END | facts)


def close(step, actor, referral_id):
    step(
        actor, referral_id, "close", reason="unable_to_contact", outcome="Tried often", actions_for_referrer=NO_ACTIONS
    )


def test_hazard_4_an_open_concern_keeps_a_referral_from_being_closed(people, taken, worry, step):
    referral_id = taken()
    made = worry(referral_id=referral_id, kind=ConcernKind.ADULT)
    with pytest.raises(Refused, match="open safeguarding concern"):
        close(step, people.link_worker, referral_id)
    settle(people.service_lead, made)
    close(step, people.link_worker, referral_id)
    assert db.session.get(Referral, referral_id).closure


def test_what_nobody_has_yet_is_not_declined_beside_an_open_concern(people, refer, worry, step):
    referral_id = refer()
    worry(people.service_lead, referral_id=referral_id)
    with pytest.raises(Refused, match="open safeguarding concern"):
        step(people.link_worker, referral_id, "decline", reason=NotAccepted.NO_CAPACITY, words="Full")


@pytest.mark.parametrize("name", ["withdraw", "void"])
def test_hazard_4_the_referrer_may_end_it_and_the_concern_stands_and_is_told_again(
    people, taken, worry, step, letters, name
):
    referral_id = taken()
    made = worry(referral_id=referral_id)
    step(people.clinician, referral_id, name, words="Another person")
    assert [one.id for one in queries.open_ones(people.service_lead)] == [made]
    for to in ("service.lead@footbridge.example", "link.worker@footbridge.example"):
        assert any(subject.startswith("Still open: a concern") for _, _, subject, _ in letters(to)), to
    taken()
    step(people.clinician, taken(), name, words="No concern there")
    assert sum(subject.startswith("Still open") for _, _, subject, _ in letters("service.lead@footbridge.example")) == 1


def test_hazard_4_the_named_lead_and_whoever_has_the_case_are_told_at_once_without_a_name(
    people, taken, worry, letters
):
    referral_id = taken()
    worry(people.second_link_worker, referral_id=referral_id, words="Bruises on both arms")
    told = {to: text for to, kind, _, text in letters() if kind == "referral.concern"}
    assert set(told) == {"service.lead@footbridge.example", "link.worker@footbridge.example"}
    for text in told.values():
        assert "Ann" not in text and "Lee" not in text and "Bruises" not in text
        assert db.session.get(Referral, referral_id).reference in text


def test_hazard_4_what_nobody_looked_at_in_time_is_told_to_every_lead_once(people, worry, letters):
    made = worry()
    assert remind() == 0
    late = concern(made).look_by + dt.timedelta(minutes=1)
    with clock.at(late):
        assert concern(made).is_late
        assert [remind(), remind()] == [1, 0]
    assert sum(subject.startswith("Late") for _, _, subject, _ in letters("service.lead@footbridge.example")) == 1


def test_hazard_3_what_the_referrer_named_is_a_concern_with_its_clock_at_once(people, refer, step, letters):
    people.service_lead  # noqa: B018
    named = {"safeguarding": "yes", "safeguarding_details": "Her son takes her pension"}
    referral_id = refer(**named)
    (open_one,) = queries.open_ones(people.service_lead)
    assert (open_one.referral_id, open_one.raised_by_name) == (referral_id, "Dr Priya Shah")
    assert [note.words for note in open_one.notes] == ["Her son takes her pension"]
    assert any(subject.startswith("Look today") for _, _, subject, _ in letters("service.lead@footbridge.example"))
    with pytest.raises(Refused, match="open safeguarding concern"):
        step(people.link_worker, referral_id, "decline", reason=NotAccepted.NO_CAPACITY, words="Full")
    refer(safeguarding="no")
    assert len(queries.open_ones(people.service_lead)) == 1


def test_hazard_4_where_nobody_leads_those_who_work_there_and_the_administrators_are_told_until_somebody_does(
    people, refer, taken, letters
):
    people.administrator, people.second_link_worker  # noqa: B018
    raised_at = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)

    def told(who) -> list[str]:
        return [f"{one[2]} {one[3]}" for one in letters(f"{who}@footbridge.example") if one[1] == "referral.concern"]

    with clock.at(raised_at):
        taken()
        assert queries.count_open(people.link_worker) == 0
        referral_id = refer(safeguarding="yes", safeguarding_details="Her son takes her pension")
        assert [len(told(who)) for who in ("link.worker", "second.link.worker", "administrator")] == [1, 1, 1]
    reference = db.session.get(Referral, referral_id).reference
    (asked,) = told("administrator")
    assert asked.startswith("Harbour Social Prescribing needs a lead today") and reference not in asked
    (open_one,) = queries.open_ones(people.link_worker)
    assert open_one.referral_id == referral_id and queries.open_ones(people.other_link_worker) == []
    made = open_one.id
    for days in (2, 3):
        with clock.at(raised_at + dt.timedelta(days=days)):
            assert (remind(), remind()) == (1, 0)
            assert len(told("administrator")) == len(told("link.worker")) == days
    people.service_lead  # noqa: B018
    with clock.at(raised_at + dt.timedelta(days=3, hours=1)):
        assert (remind(), remind()) == (1, 0) and len(told("service.lead")) == 1
    assert len(told("administrator")) == 3 and queries.open_ones(people.link_worker) == []
    assert queries.find(people.service_lead, made)


def test_hazard_4_where_nobody_leads_what_a_link_worker_has_is_read_by_them_alone(people, taken, letters):
    referral_id, colleague = taken(), people.second_link_worker
    do_raise = {"kind": ConcernKind.ADULT}
    with transaction():
        operations.raise_concern(people.link_worker, db.session.get(Referral, referral_id), **do_raise)
    assert queries.count_open(people.link_worker) == 1 and queries.open_ones(colleague) == []
    assert letters("second.link.worker@footbridge.example") == []


def test_a_concern_goes_along_to_the_service_that_a_referral_is_passed_to(people, refer, step):
    people.service_lead, people.other_service_lead  # noqa: B018
    referral_id = refer(safeguarding="yes", safeguarding_details="Her son takes her pension")
    on = {"service_id": people.other_service, "agreed": None, "reason": "safeguarding", "words": "Closer to her"}
    step(people.link_worker, referral_id, "redirect", **on)
    (there,) = queries.open_ones(people.other_service_lead)
    assert [(note.words, note.author_name) for note in there.notes] == [("Her son takes her pension", "Dr Priya Shah")]
    assert there.raised_by_name == "Dr Priya Shah"
    assert [one.referral_id for one in queries.open_ones(people.service_lead)] == [referral_id]


def pass_on(step, people, referral_id, at):
    on = {"service_id": people.other_service, "agreed": None, "reason": "safeguarding", "words": "It must be known"}
    with clock.at(at):
        step(people.link_worker, referral_id, "redirect", **on)


def test_hazard_4_what_a_link_worker_raised_goes_along_open_true_and_with_its_clock_begun_anew(
    people, refer, worry, step, letters
):
    people.service_lead, people.other_service_lead  # noqa: B018
    referral_id = refer(safeguarding="no")
    made = worry(referral_id=referral_id, kind=ConcernKind.ADULT, words="Bruises on both arms")
    do(operations.look_at, people.service_lead, made)
    first = concern(made)
    raised_at, later = first.raised_at, first.look_by + dt.timedelta(days=3)
    pass_on(step, people, referral_id, later)
    first = concern(made)
    (there,) = queries.open_ones(people.other_service_lead)
    assert (there.kind, there.raised_by_name, there.raised_at) == (ConcernKind.ADULT, "Jo Marsh", raised_at)
    (note,) = there.notes
    assert (note.words, note.author_name, note.written_at) == (
        "Bruises on both arms", "Jo Marsh", first.notes[0].written_at,
    )  # fmt: skip
    assert there.looked_at is None and there.look_by > later and there.came_along and not first.came_along
    assert queries.there(first).id == there.id and first.is_open
    told = {to: subject for to, kind, subject, _ in letters() if kind == "referral.concern" and "along" in subject}
    assert set(told) == {"service.lead@footbridge.example"}
    assert any(
        subject.startswith("Look today") for _, _, subject, _ in letters("other.service.lead@footbridge.example")
    )
    assert safeguarding.line_for(people.other_service_lead, there.referral) == "There is a safeguarding concern"
    assert "ask the lead" in safeguarding.line_for(people.other_link_worker, there.referral)


def test_hazard_4_nothing_is_passed_with_a_concern_to_where_nobody_could_look_at_it(people, refer, worry, step):
    people.other_link_worker  # noqa: B018
    referral_id = refer()
    worry(referral_id=referral_id)
    with pytest.raises(Refused, match="that service has no lead") as refusal:
        pass_on(step, people, referral_id, clock.now())
    assert refusal.value.field == "service_id"
    assert db.session.get(Referral, referral_id).is_open


def test_looking_stops_the_clock_and_is_the_lead_s(people, worry):
    made = worry()
    with pytest.raises(Refused):
        do(operations.look_at, people.link_worker, made)
    do(operations.look_at, people.service_lead, made)
    first = concern(made).looked_at
    with clock.at(first + dt.timedelta(days=3)):
        do(operations.look_at, people.service_lead, made)
        assert not concern(made).is_late
    assert concern(made).looked_at == first


def test_it_is_settled_once_with_words_and_with_what_it_was_about(people, worry):
    made = worry()
    with pytest.raises(Refused, match="Say what was done"):
        settle(people.service_lead, made, words=" ")
    with pytest.raises(Refused, match="what the concern is about"):
        settle(people.service_lead, made)
    do(operations.describe, people.link_worker, made, kind=ConcernKind.SELF, words="Said so on the telephone")
    with pytest.raises(Stale):
        settle(people.service_lead, made, version=0)
    settle(people.service_lead, made)
    worry_now = concern(made)
    assert [note.words for note in worry_now.notes] == ["Said so on the telephone", END["words"]]
    assert worry_now.looked_by_name == worry_now.settled_by_name == "Rosa Bell"
    with pytest.raises(Refused, match="is settled"):
        settle(people.service_lead, made)
    with pytest.raises(Refused, match="is settled"):
        do(operations.describe, people.link_worker, made, words="More")


def test_several_things_may_have_come_of_it_but_not_beside_that_nobody_was_told(people, worry):
    made = worry(kind=ConcernKind.CHILD)
    for wrong in ([], [ConcernOutcome.LOOKED_INTO, ConcernOutcome.POLICE]):
        with pytest.raises(Refused) as refusal:
            settle(people.service_lead, made, outcomes=wrong)
        assert refusal.value.field == "outcomes" and concern(made).is_open
    settle(people.service_lead, made, outcomes=[ConcernOutcome.COUNCIL, ConcernOutcome.POLICE])
    assert concern(made).outcome_words == ["The council’s safeguarding team was told", "The police were told"]


def test_one_click_by_mistake_is_settled_without_saying_what_it_was_about(people, worry):
    made = worry()
    settle(people.service_lead, made, outcomes=[ConcernOutcome.MISTAKE], words="Pressed the wrong button")
    assert not concern(made).is_open


def test_what_was_written_is_never_changed(people, worry):
    worry(words="Bruises")
    with pytest.raises(RuntimeError, match="append-only"), transaction():
        db.session.query(ConcernNote).one().words = "Nothing"


def test_only_those_who_need_it_read_it(people, taken, worry):
    made = worry()
    colleague = people.second_link_worker
    for stranger in (colleague, people.other_service_lead, people.clinician, people.administrator):
        with pytest.raises(Missing):
            queries.find(stranger, made)
        assert queries.open_ones(stranger) == []
    for actor in (people.link_worker, people.service_lead):
        assert queries.find(actor, made).id == made
    raised = worry(colleague, referral_id=taken())
    assert queries.find(colleague, raised)


def test_the_named_lead_comes_first_while_they_are_there(people, worry):
    assert queries.lead_of(people.service) is None or queries.lead_of(people.service).name == "Rosa Bell"
    who = {"name": "Abi First", "email": "abi@footbridge.example", "password": PASSWORD}
    with transaction():
        made = accounts.open_account(SYSTEM, **who, organisation_id=people.service, role=Role.SERVICE_LEAD)
        second = made.user_id
    people.service_lead  # noqa: B018
    assert queries.lead_of(people.service).name == "Abi First"
    with pytest.raises(Stale), transaction():
        operations.name_lead(people.service_lead, lead_id=second, version=3)
    with transaction():
        operations.name_lead(people.service_lead, lead_id=people.service_lead.id, version=None)
    assert queries.lead_of(people.service).name == "Rosa Bell"
    with pytest.raises(Refused), transaction():
        operations.name_lead(people.service_lead, lead_id=people.link_worker.id, version=1)
    with pytest.raises(Stale), transaction():
        operations.name_lead(people.service_lead, lead_id=second, version=7)
