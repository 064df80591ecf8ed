"""The promise in a referral's life: from the real queue, moved by what is not the service's, renewed with words."""

import datetime as dt

import pytest

from accounts.administration.operations import suspend
from core import clock
from core.audit import AuditEntry
from core.db import db, transaction
from core.outbox.models import Message
from core.refusals import Missing, Refused, Stale
from referrals.caseload import operations as caseload
from referrals.intake import queries as queue
from referrals.intake.models import Referral
from referrals.intake.promises import operations, queries
from referrals.intake.promises.figures import Outcome
from referrals.intake.promises.words import Cause
from referrals.profile.operations import change_profile
from referrals.profile.words import Taking
from referrals.words import Attendance, LetterKind, Method, Priority, Way
from referrals.workflow import Status
from tests.support.people import SYSTEM

MONDAY = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
PROMISED = dt.date(2026, 11, 30)


@pytest.fixture
def on():
    """`with on(3):` the third day after that Monday."""
    return lambda days: clock.at(MONDAY + days * DAY)


@pytest.fixture
def sent(refer, people, on):
    """A referral of that Monday, at a service with a lead and a link worker."""
    people.service_lead, people.link_worker  # noqa: B018
    with on(0):
        return refer()


def get(referral_id) -> Referral:
    return db.session.get(Referral, referral_id, populate_existing=True)


def do(operation, *args, **facts):
    with transaction():
        return operation(*args, **facts)


def speak(people, referral_id):
    facts = {"method": Method.TELEPHONE, "attendance": Attendance.ATTENDED, "happened_at": clock.now()}
    do(caseload.record, people.link_worker, get(referral_id), **facts)


def told(kind) -> list[str]:
    rows = db.session.query(Message).filter_by(kind=f"referral.{kind}")
    return sorted(message.recipient.partition("@")[0] for message in rows)


def test_an_urgent_one_is_promised_sooner_and_the_queue_makes_a_routine_one_later(refer, people, on):
    people.link_worker  # noqa: B018
    with on(0):
        first, soon = get(refer()), get(refer(priority=Priority.URGENT))
        assert (first.promised_on, soon.promised_on) == (PROMISED, dt.date(2026, 11, 19))
    for part in range(1, 9):
        with on(part / 100):
            last = get(refer())
    with on(0.1):
        # One link worker has room for four a week: the tenth is spoken with in the third week.
        assert last.promised_on == dt.date(2026, 12, 3)
        assert [one.position for one in queries.promises_of(last)] == [10]
        assert (queries.people_before(soon), queries.people_before(first), queries.people_before(last)) == (0, 1, 9)


def test_no_promise_lies_inside_a_pause(refer, people, on):
    lead, january = people.service_lead, dt.date(2027, 1, 4)
    pause = {"state_words": "Two of us are away", "paused_until": january}
    with on(0):
        do(change_profile, lead, version=0, state=Taking.PAUSED, **pause)
        assert [get(refer(priority=one)).promised_on for one in Priority] == [dt.date(2027, 1, 18), dt.date(2027, 1, 7)]
        do(change_profile, lead, version=1, state=Taking.URGENT_ONLY, **pause)
        both = [get(refer(priority=one)).promised_on for one in Priority]
        assert both == [dt.date(2027, 1, 18), dt.date(2026, 11, 19)]


def test_where_nobody_says_until_when_no_day_is_promised_until_there_is_one(refer, people, on, browse):
    lead = people.service_lead
    with on(0):
        do(change_profile, lead, version=0, state=Taking.PAUSED, state_words="Two of us are away")
        referral_id = refer()
        assert get(referral_id).promised_on is None and get(referral_id).due_on == dt.date(2026, 11, 18)
        assert (
            "No day for first contact can be promised yet"
            in browse(people.clinician).open(f"/referrals/{referral_id}/receipt").words
        )
        assert "No day is promised yet" in browse(lead).open("/referrals/waiting").words
        assert queries.to_name() == [referral_id]
        assert do(operations.name_first, lead, referral_id) is False
    with on(1):
        do(change_profile, lead, version=1, state=Taking.TAKING)
        assert do(operations.name_first, lead, referral_id) is True
        assert do(operations.name_first, lead, referral_id) is False
        assert get(referral_id).promised_on == dt.date(2026, 12, 1) and told("renew") == ["clinician"]


def test_after_a_pause_each_is_named_the_day_of_their_own_place(refer, people, on):
    lead = people.service_lead
    with on(0):
        do(change_profile, lead, version=0, state=Taking.PAUSED, state_words="One of us is away", weekly_places=1)
    ids = []
    for part in range(1, 4):
        with on(part / 100):
            ids.append(refer())
    with on(0.1):
        do(
            operations.renew,
            lead,
            get(ids[2]),
            promised_on=PROMISED + DAY,
            words="We are back",
            version=get(ids[2]).version,
        )
        assert queries.latest(get(ids[2])).cause is Cause.SENT, "a first day was no other one's before"
    with on(1):
        do(change_profile, lead, version=1, state=Taking.TAKING, first_contact_days=1, urgent_contact_days=1)
        assert [do(operations.name_first, lead, one) for one in ids] == [True, True, False]
        made = [queries.latest(get(one)) for one in ids[:2]]
        # One a week: the first by the end of a week, the second by that of the next.
        assert [(one.position, one.promised_on) for one in made] == [
            (1, dt.date(2026, 11, 24)),
            (2, dt.date(2026, 12, 1)),
        ]


def test_hazard_3_what_names_an_urgent_sign_rises_above_routine_ones_and_its_mail_says_so(refer, people, on):
    people.service_lead  # noqa: B018
    with on(0):
        routine = refer()
    with on(1):
        urgent = refer(urgent_signs=["suicide"])
        assert [one.id for one in queue.queue(people.link_worker).items] == [urgent, routine]
        assert get(urgent).promised_on < get(routine).promised_on
    subjects = [one.subject for one in db.session.query(Message).filter_by(kind="referral.submit")]
    assert [subject.startswith("A new referral that names something urgent: FB-") for subject in subjects] == [
        False,
        True,
    ]
    assert not any("suicide" in one.text.lower() for one in db.session.query(Message))


def test_words_with_the_person_keep_it_and_a_correction_takes_that_back(sent, people, step, on):
    step(people.link_worker, sent, "take")
    with on(1):
        speak(people, sent)
        assert (get(sent).first_contact_on, get(sent).contact_by) == (dt.date(2026, 11, 17), None)
        said = db.session.query(caseload.Conversation).one()
        wrong = {"method": Method.TELEPHONE, "attendance": Attendance.NOT_REACHED, "happened_at": said.happened_at}
        do(caseload.correct, people.link_worker, get(sent), said, **wrong)
        assert get(sent).contact_by == PROMISED


def test_days_that_a_question_or_a_hold_took_are_not_the_services(sent, people, step, on):
    with on(1):
        step(people.link_worker, sent, "ask", reason="details", words="Which language?")
    with on(4):
        step(people.clinician, sent, "answer", words="Polish")
        assert get(sent).promised_on == dt.date(2026, 12, 3)
        step(people.link_worker, sent, "take")
        step(people.link_worker, sent, "hold", words="In hospital")
    with on(7):
        step(people.link_worker, sent, "resume")
        assert get(sent).promised_on == dt.date(2026, 12, 4)
        kept = queries.kept(people.service, dt.date(2026, 11, 1), dt.date(2026, 12, 31))
        assert (kept.counts[Outcome.FELL_AWAY], kept.counts[Outcome.OPEN]) == (2, 1)


def test_a_link_worker_names_a_new_day_with_words_and_the_referrer_is_told(sent, people, on):
    with on(2):
        new = {"promised_on": dt.date(2026, 12, 7), "words": "Two of us are ill"}
        made = do(operations.renew, people.link_worker, get(sent), version=get(sent).version, **new)
        assert (get(sent).promised_on, made.number, told("renew")) == (dt.date(2026, 12, 7), 2, ["clinician"])
        mail = db.session.query(Message).filter_by(kind="referral.renew").one()
        assert "First contact by Monday 7 December" in mail.text and "ill" not in mail.text
        assert get(sent).events[-1].words == "From Monday 30 November to Monday 7 December.\n\nTwo of us are ill"
        kept = queries.kept(people.service, PROMISED, PROMISED)
        assert kept.counts == {Outcome.RENEWED: 1}


@pytest.mark.parametrize(
    ("day", "words", "field"),
    [
        (dt.date(2026, 11, 18), "Ill", "promised_on"),
        (PROMISED, "Ill", "promised_on"),
        (dt.date(2026, 12, 5), "Ill", "promised_on"),
        (dt.date(2026, 12, 25), "Ill", "promised_on"),
        (dt.date(2029, 1, 2), "Ill", "promised_on"),
        (dt.date(2026, 12, 7), " ", "words"),
    ],
)
def test_a_new_day_is_a_later_working_day_with_a_reason(sent, people, on, day, words, field):
    with on(2), pytest.raises(Refused) as refusal:
        do(operations.renew, people.link_worker, get(sent), promised_on=day, words=words, version=get(sent).version)
    assert refusal.value.field == field


def test_only_the_service_renews_and_nobody_over_a_change_that_they_have_not_seen(sent, people, on):
    new = {"promised_on": dt.date(2026, 12, 7), "words": "Ill"}
    with on(2):
        with pytest.raises(Stale):
            do(operations.renew, people.link_worker, get(sent), version=0, **new)
        with pytest.raises(Missing):
            do(operations.renew, people.other_link_worker, get(sent), version=get(sent).version, **new)


def test_the_person_is_told_by_the_way_they_chose(sent, people, on):
    with on(0):
        letter = do(operations.tell_person, people.clinician, get(sent), way=Way.LETTER)
    assert (letter.kind, letter.way) == (LetterKind.PROMISE, Way.LETTER)
    assert "by Monday 30 November" in letter.words and get(sent).reference in letter.words


def watch(app):
    result = app.test_cli_runner().invoke(args=["referrals", "watch"])
    assert result.exit_code == 0, result.output
    return result.output


def test_hazard_1_silence_until_it_is_about_to_break_then_the_service_then_the_referrer_each_once(
    app, sent, people, on, browse
):
    with on(9):
        watch(app)
    assert told("promise") == [] and told("renew") == []
    with on(10):  # two working days before
        assert "1 services told" in watch(app)
        assert "nothing to do" in watch(app)
        assert told("promise") == ["service.lead"] and told("renew") == []
    with on(15):  # the day after
        assert "1 new days named" in watch(app)
        watch(app)
        assert told("promise") == ["service.lead"] and told("renew") == ["clinician"]
        assert get(sent).promised_on > clock.today() and get(sent).status is Status.SUBMITTED
        assert queries.kept(people.service, PROMISED, PROMISED).counts == {Outcome.BROKEN: 1}
        new = get(sent).promised_on
        event = get(sent).events[-1]
        assert (event.step, event.actor_name, event.actor_id) == ("renew", "Footbridge", None)
        moved = f"From Monday 30 November to {new:%A} {new.day} {new:%B}. The old day has passed"
        for who, address in ((people.link_worker, f"/referrals/{sent}"), (people.clinician, f"/referrals/mine/{sent}")):
            page = browse(who).open(address).words
            assert page.count("New date for first contact") == page.count(moved) == 1, address
    assert db.session.query(AuditEntry).filter(AuditEntry.action.like("promise.%")).count() == 2


def test_hazard_1_where_nobody_works_the_referrer_still_gets_the_new_day_and_the_administrators_hear(
    app, sent, people, on
):
    people.administrator  # noqa: B018
    with on(0), transaction():
        for one in queue.link_workers_of(people.service):
            suspend(SYSTEM, one)
    with clock.at(MONDAY + 15 * DAY + dt.timedelta(hours=6)):
        said = watch(app)
        assert "Queues at services where nobody works: 1 services asked for" in said and "1 new days named" in said
        assert told("promise") == [] and told("renew") == ["clinician"] and told("unowned") == ["administrator"]
        assert get(sent).promised_on > clock.today()
        assert "new days named" not in watch(app)


def test_an_answer_is_not_hidden_by_a_new_day(app, sent, people, step, on):
    with on(0):
        step(people.link_worker, sent, "ask", reason="details", words="Which language?")
        step(people.clinician, sent, "answer", words="Polish")
    for day in (14, 15):
        with on(day):
            watch(app)
    assert (get(sent).events[-1].step, get(sent).answer) == ("renew", "Polish")


def test_a_service_is_never_told_by_its_referrer_first(app, sent, people, on):
    with on(20):
        watch(app)
        assert told("promise") == ["service.lead"] and told("renew") == []
        warning = db.session.query(Message).filter_by(kind="referral.promise").one()
        assert warning.subject.endswith("a promise is broken")
    with on(21):
        watch(app)
        assert told("renew") == ["clinician"]


def test_nobody_is_warned_of_what_waits_for_the_referrer_or_was_kept(app, sent, refer, people, step, on):
    with on(0):
        spoken = refer()
        step(people.link_worker, spoken, "take")
        speak(people, spoken)
        step(people.link_worker, sent, "ask", reason="details", words="Which language?")
    with on(30):
        watch(app)
    assert told("promise") == told("renew") == []


def test_nothing_is_declined_by_the_passing_of_time(app, refer, people, step, on):
    """A year goes by with the round every month: everything is still open, still with somebody, and late aloud."""
    with on(0):
        waits, asked, accepted, taken = (refer() for _ in range(4))
        step(people.link_worker, asked, "ask", reason="details", words="?")
        step(people.link_worker, accepted, "accept")
        step(people.link_worker, taken, "take")
    before = {one: get(one).status for one in (waits, asked, accepted, taken)}
    for month in range(1, 13):
        with on(month * 30):
            watch(app)
    with on(400):
        assert {one: get(one).status for one in before} == before
        assert all(get(one).why_late for one in before)
        in_queue = {row.id for row in queries.db.session.scalars(queries.waiting(people.service))}
        assert in_queue == set(before)
