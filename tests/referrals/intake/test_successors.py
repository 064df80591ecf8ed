"""Passing a referral on: the same request at the other service, a link both ways, and only with agreement."""

import datetime as dt
import io

import pytest
from PIL import Image
from sqlalchemy import event, select

from core import clock
from core.db import db, transaction
from core.refusals import Missing, Refused
from referrals.attachments import operations as attachments
from referrals.attachments import queries as documents
from referrals.caseload import operations as caseload
from referrals.intake import discretion, passed, queries
from referrals.intake.models import Referral
from referrals.intake.promises import queries as promises
from referrals.intake.promises.figures import Outcome
from referrals.intake.safeguarding import queries as safeguarding
from referrals.intake.safeguarding.words import Concern
from referrals.words import Attendance, GivenBy, GivenHow, Method, PassedOnBecause, RiskKind
from referrals.workflow import Status, task_status

AGREED = {"given_by": GivenBy.PERSON, "given_how": GivenHow.TELEPHONE, "given_on": clock.today()}
WORDS = "She has moved to Havant"


def agreed(**instead):
    """What is agreed to on the day of passing on."""
    return AGREED | {"given_on": clock.today()} | instead


@pytest.fixture
def passing(people, step):
    """`passing(referral_id)` passes it to the other service."""

    def passed(referral_id, **facts):
        given = {"reason": PassedOnBecause.AREA, "words": WORDS, "service_id": people.other_service, "agreed": agreed()}
        step(people.link_worker, referral_id, "redirect", **given | facts)
        return db.session.scalar(select(Referral.id).where(Referral.redirected_from_id == referral_id))

    return passed


def test_the_other_service_gets_the_same_request_and_its_history(refer, step, passing, get, people, posted):
    people.other_service_lead  # noqa: B018
    referral_id = refer(risks=[RiskKind.FALLS], risk_details="Two sticks", need="A walk", tell_gp=False)
    step(people.link_worker, referral_id, "ask", reason="details", words="Does she drive?")
    step(people.clinician, referral_id, "answer", words="No")
    successor = get(passing(referral_id))
    old = get(referral_id)
    assert (old.status, successor.status) == (Status.REDIRECTED, Status.SUBMITTED)
    assert task_status(old.status) == "cancelled"
    for same in ("need", "reasons", "main_reason", "tell_gp", "referrer_id", "practice_id", "risk_comments"):
        assert getattr(successor, same) == getattr(old, same), same
    assert successor.person.name == old.person.name and successor.person_id != old.person_id
    assert successor.reference != old.reference and successor.service_id == people.other_service
    for one in (old, successor):
        agreement = one.agreements[-1]
        assert (agreement.recipient, agreement.given_on) == (successor.service.name, clock.today())
        assert agreement.item_words == ["The referral", "The history"]
    assert passed.to(old).reference == successor.reference
    history = passed.before(successor)
    assert (history.reference, history.service) == (old.reference, old.service.name)
    told = ["submit", "ask", "answer", "redirect"]
    assert [event.step for event in history.events] == told and history.events[-1].words == WORDS
    assert [message.recipient for message in posted("redirect")] == ["clinician@footbridge.example"]
    assert posted("submit")[-1].about_id == successor.id


def test_the_queue_says_when_each_was_first_referred_and_asks_once(refer, step, passing, get, people, browse):
    people.other_link_worker  # noqa: B018
    browser, counts = browse(people.link_worker), []
    for day in (2, 3, 4):
        with clock.at(dt.datetime(2026, 11, day, 9, tzinfo=dt.UTC)):
            there = passing(refer())
        back = {"reason": PassedOnBecause.AREA, "words": WORDS, "service_id": people.service, "agreed": agreed()}
        step(people.other_link_worker, there, "redirect", **back)
        browser.open("/referrals/queue")  # warm
        asked = []
        listener = lambda *args: asked.append(args[2])  # noqa: E731, B023
        event.listen(db.engine, "before_cursor_execute", listener)
        words = browser.open("/referrals/queue").words
        event.remove(db.engine, "before_cursor_execute", listener)
        counts.append(len(asked))
        assert f"first referred {day} November 2026" in words
    assert counts[1] == counts[2], "the second brings what two alike are asked for, and the third nothing"


def test_passing_on_hides_no_day_and_saves_no_promise(refer, step, passing, get, people, posted):
    monday, day = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC), dt.timedelta(days=1)
    people.other_link_worker  # noqa: B018
    month = people.service, dt.date(2026, 11, 1), dt.date(2026, 11, 30)

    def outcomes(days):
        with clock.at(monday + days * day):
            return dict(promises.kept(*month).counts)

    with clock.at(monday):
        referral_id, spoken, ended = refer(), refer(), refer()
    with clock.at(monday + 7 * day):
        here = [get(passing(one)) for one in (referral_id, spoken, ended)]
        assert here[0].promised_on == dt.date(2026, 12, 7)
        assert passed.before(here[0]).first_sent_at == monday
        assert "First contact there by Monday 7 December." in posted("redirect")[0].text
        step(people.other_link_worker, here[2].id, "decline", reason="no_capacity", words="Full")
    assert outcomes(8) == {Outcome.OPEN: 2, Outcome.FELL_AWAY: 1}
    with clock.at(monday + 9 * day):
        step(people.other_link_worker, here[1].id, "take")
        with transaction():
            said = {"method": Method.TELEPHONE, "attendance": Attendance.ATTENDED, "happened_at": clock.now()}
            caseload.record(people.other_link_worker, get(here[1].id), **said)
    assert outcomes(15) == {Outcome.BROKEN: 1, Outcome.KEPT: 1, Outcome.FELL_AWAY: 1}


def test_neither_service_opens_the_others_record(refer, passing, people):
    referral_id = refer()
    successor_id = passing(referral_id)
    assert queries.find(people.other_link_worker, successor_id)
    assert queries.find(people.clinician, successor_id) and queries.find(people.clinician, referral_id)
    for actor, other in ((people.link_worker, successor_id), (people.other_link_worker, referral_id)):
        with pytest.raises(Missing):
            queries.find(actor, other)


def test_what_was_worked_on_before_is_not_carried(refer, step, passing, get, people):
    referral_id = refer()
    for name, given in (
        ("take", {}),
        ("hold", {"words": "She said her son drinks"}),
        ("close", {"reason": "moved", "outcome": "Told us much", "actions_for_referrer": "Nothing"}),
    ):
        step(people.link_worker, referral_id, name, **given)
    step(people.service_lead, referral_id, "reopen", words="Back again")
    history = passed.before(get(passing(referral_id)))
    assert [event.step for event in history.events] == ["submit", "accept", "redirect"]


def test_a_practice_that_is_not_told_of_a_refusal_is_not_told_of_it_elsewhere(refer, step, passing, get, people):
    referral_id = refer(tell_gp=False, gp_practice_name="Seaview Surgery")
    step(people.link_worker, referral_id, "decline", reason="person_declined", words="zebra")
    step(people.service_lead, referral_id, "reopen", words="Back again")
    successor = get(passing(referral_id))
    for actor, told in ((people.clinician, []), (people.other_link_worker, ["decline"])):
        history = passed.before(discretion.seen_by(actor, successor))
        assert [event.step for event in history.events] == ["submit", *told, "redirect"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"agreed": None}, "given_by"),
        ({"agreed": AGREED | {"given_how": None}}, "given_how"),
        ({"agreed": AGREED | {"given_on": clock.today() + dt.timedelta(days=1)}}, "given_on"),
        ({"agreed": AGREED | {"given_on": clock.today() - dt.timedelta(days=1)}}, "given_on"),
        ({"agreed": AGREED | {"given_by": GivenBy.ATTORNEY}}, "given_by_name"),
        ({"agreed": AGREED | {"given_by": GivenBy.BEST_INTERESTS, "given_by_name": "Dr Shah"}}, "decision_reason"),
        ({"service_id": None}, "service_id"),
        ({"reason": "no_capacity"}, "reason"),
        ({"words": " "}, "words"),
    ],
)
def test_without_agreement_or_service_nothing_goes(refer, passing, kept, wrong, field):
    referral_id = refer()
    before = kept()
    with pytest.raises(Refused) as refusal:
        passing(referral_id, **wrong)
    assert refusal.value.field == field and kept() == before


def test_safeguarding_goes_without_agreement_and_its_own_service_gets_nothing_back(refer, passing, people, get):
    referral_id = refer()
    before = len(get(referral_id).agreements)
    successor = get(passing(referral_id, reason=PassedOnBecause.SAFEGUARDING, agreed=None))
    assert not successor.agreements and len(get(referral_id).agreements) == before
    with pytest.raises(Refused, match="Choose the other service"):
        passing(refer(), service_id=people.service)


def test_what_a_link_worker_has_is_not_passed_on(refer, step, passing, people):
    referral_id = refer()
    step(people.link_worker, referral_id, "take")
    step(people.link_worker, referral_id, "ask", reason="details", words="?")
    with pytest.raises(Refused, match="close it instead"):
        passing(referral_id)


def test_what_was_said_of_safeguarding_and_the_documents_go_along(app, refer, passing, get, people):
    people.other_service_lead  # noqa: B018 — whoever looks at it there
    referral_id = refer(safeguarding=Concern.YES, safeguarding_details="Her nephew takes her money")
    picture = io.BytesIO()
    Image.new("RGB", (3, 2)).save(picture, "PNG")
    with transaction():
        attachments.attach(people.clinician, get(referral_id), name="letter.png", data=picture.getvalue())
    successor = get(passing(referral_id))
    (note,) = safeguarding.notes_for(people.other_service_lead, successor)
    assert (note.answer, note.words, note.author_id) == (Concern.YES, "Her nephew takes her money", people.clinician.id)
    (document,) = documents.of(successor)
    (first,) = documents.of(get(referral_id))
    assert document.name == first.name and documents.content(document) == documents.content(first)
