"""What a referrer may know: their own referrals and their practice's, in an order that puts their own work first."""

import datetime as dt

import pytest

from core import clock
from core.db import db, transaction
from core.refusals import Missing
from core.templating import weekday
from core.working_days import add_working_days
from referrals.feedback import queries
from referrals.intake.models import Referral
from referrals.intake.promises.operations import renew
from referrals.words import Closure, NotAccepted


def ids(page):
    return [item.referral.id for item in page.items]


def test_questions_come_first_then_the_open_then_the_ended(refer, step, people):
    ended, open_, asked = refer(), refer(), refer()
    step(people.link_worker, ended, "decline", reason=NotAccepted.NO_CAPACITY, words="Full")
    step(people.link_worker, asked, "ask", reason="details", words="Which language?")
    assert ids(queries.followed(people.clinician)) == [asked, open_, ended]


def test_mine_and_the_whole_practices(refer, people):
    mine, theirs = refer(), refer(people.colleague)
    refer(people.other_clinician)
    assert ids(queries.followed(people.clinician)) == [mine]
    assert set(ids(queries.followed(people.clinician, whole_practice=True))) == {mine, theirs}
    assert queries.followed(people.clinician, whole_practice=True).total == 2


@pytest.mark.parametrize("who", ["link_worker", "commissioner", "administrator", "group_representative"])
def test_who_refers_nobody_follows_nobody(refer, people, who):
    refer()
    actor = getattr(people, who)
    assert queries.followed(actor).total == 0


@pytest.mark.parametrize(("tell", "why"), [(True, "\n\nShe is in hospital"), (False, "")])
def test_why_a_day_was_moved_is_not_said_where_it_might_say_what_happened(refer, people, tell, why):
    case = refer(tell_gp=tell, gp_practice_name="Seaview Surgery")
    referral = db.session.get(Referral, case)
    old, new = referral.promised_on, add_working_days(referral.promised_on, 5)
    with transaction():
        renew(people.link_worker, referral, promised_on=new, words="She is in hospital", version=referral.version)
    moved = f"From {weekday(old)} to {weekday(new)}.{why}"
    assert [said for _, _, said in queries.feedback(people.clinician, case).dates] == ["", moved]


def test_twenty_five_a_page_and_a_page_past_the_end_is_the_last(refer, people):
    for _ in range(26):
        refer()
    first, second, past = (queries.followed(people.clinician, page=number) for number in (1, 2, 10**9))
    assert (len(first.items), len(second.items), first.total, first.last) == (25, 1, 26, 2)
    assert ids(past) == ids(second)
    assert ids(queries.followed(people.clinician, page=-1)) == ids(first)
    assert not set(ids(first)) & set(ids(second))


def test_the_promise_is_a_setting_of_the_installation(refer, people, app):
    with clock.at(dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)):
        refer()
        (item,) = queries.followed(people.clinician).items
        assert item.promise.on == dt.date(2026, 11, 30)
        app.config["FIRST_CONTACT_WORKING_DAYS"] = 20  # what was promised before stays as it was
        refer()
        days = {item.promise.on for item in queries.followed(people.clinician).items}
        assert days == {dt.date(2026, 11, 30), dt.date(2026, 12, 14)}


def test_another_practices_referral_is_missing(refer, people):
    with pytest.raises(Missing):
        queries.feedback(people.other_clinician, refer())


def test_a_refusal_comes_with_its_words_and_a_reopened_one_without(refer, step, people):
    case = refer()
    step(people.link_worker, case, "decline", reason=NotAccepted.OUT_OF_AREA, words="Try the service in Havant")
    assert queries.feedback(people.clinician, case).refusal_words == "Try the service in Havant"
    step(people.service_lead, case, "reopen", words="A mistake")
    db.session.expire_all()
    assert queries.feedback(people.clinician, case).refusal_words == ""


def test_every_question_comes_with_its_answer(refer, step, people):
    case = refer()
    step(people.link_worker, case, "ask", reason="details", words="Which language?")
    step(people.clinician, case, "answer", words="Polish")
    step(people.link_worker, case, "ask", reason="details", words="Does she drive?")
    found = queries.feedback(people.clinician, case).exchanges
    assert [(one.question.words, one.answer and one.answer.words) for one in found] == [
        ("Does she drive?", None),
        ("Which language?", "Polish"),
    ]


def test_the_dates_say_what_happened_and_nothing_that_was_written(taken, step, people):
    case = taken()
    step(people.link_worker, case, "hold", words="In hospital")
    step(people.link_worker, case, "close", reason=Closure.ADMITTED, outcome="In care", actions_for_referrer="None")
    assert [what for what, _, _ in queries.feedback(people.clinician, case).dates] == [
        "Referral sent",
        "Accepted",
        "Taken by a link worker",
        "Put on hold",
        "Closed",
    ]


def test_the_place_in_the_queue_is_told_until_somebody_has_it(refer, step, people):
    case = refer()
    assert queries.feedback(people.clinician, case).place.position == 1
    step(people.link_worker, case, "take")
    assert queries.feedback(people.clinician, case).place is None
