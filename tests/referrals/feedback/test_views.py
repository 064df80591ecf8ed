"""What a referrer sees of their referrals, and what they must never see."""

import datetime as dt

import pytest

from core import clock
from core.audit import AuditEntry
from core.db import db, transaction
from core.outbox.models import Message
from core.refusals import Refused
from directory.listings.models import Service
from referrals.caseload import operations as caseload
from referrals.connections import operations as connections
from referrals.intake.models import Referral
from referrals.words import (
    NO_ACTIONS,
    Attendance,
    Closure,
    DidNotStart,
    GivenBy,
    GivenHow,
    Method,
    Reason,
    RiskKind,
    Shared,
    UrgentSign,
)
from referrals.words import ConnectionState as State

# What a link worker writes for their own service: each a word that stands nowhere else.
CANARIES = {
    "who_was_there": "zebra-sister",
    "what_matters": "zebra-garden",
    "notes": "zebra-marriage",
    "next_step": "zebra-errand",
}
IN_CONNECTIONS = ["zebra-introduced", "zebra-bus", "too far or no transport"]
HOLD = "zebra-hospital"
ATTORNEY = "zebra-nephew"


@pytest.fixture
def surgery(browse, people):
    """The clinician's browser."""
    return browse(people.clinician)


@pytest.fixture
def lived(live):
    """A referral in which everything has been written that a link worker can write; returns its id."""
    return live()


@pytest.fixture
def live(taken, step, list_group, people):
    """`live(tell_gp=False)` makes one of these."""
    return lambda **facts: _live(taken(**facts), list_group(), step, people)


def _live(case, group, step, people):
    with transaction():
        caseload.record(
            people.link_worker,
            db.session.get(Referral, case),
            happened_at=clock.now() - dt.timedelta(minutes=5),
            method=Method.HOME,
            attendance=Attendance.ATTENDED,
            minutes=47,
            next_step_on=clock.today() + dt.timedelta(days=9),
            **CANARIES,
        )
        made = connections.introduce(
            people.link_worker,
            db.session.get(Referral, case),
            db.session.get(Service, group),
            items=[Shared.NAME],
            given_by=GivenBy.ATTORNEY,
            given_by_name=ATTORNEY,
            given_how=GivenHow.SPOKEN,
            given_on=clock.today(),
            note=IN_CONNECTIONS[0],
        )
        connections.follow_up(
            people.link_worker,
            made,
            state=State.DID_NOT_START,
            did_not_start=DidNotStart.TOO_FAR,
            happened_on=clock.today(),
            version=made.version,
            words=IN_CONNECTIONS[1],
        )
    step(people.link_worker, case, "hold", words=HOLD)
    return case


@pytest.mark.parametrize("end", ["", "/printout"])
def test_the_referrer_reads_all_that_they_sent(surgery, refer, end):
    case = refer(
        reasons=[Reason.MONEY, Reason.LONELINESS],
        main_reason=Reason.LONELINESS,
        risks=[RiskKind.FALLS],
        risk_details="A loose stair",
        urgent_signs=[UrgentSign.ABUSE],
        other_contact="Through her sister",
        email="ann@post.example",
        given_by=GivenBy.ATTORNEY,
        given_by_name="Mary Lee",
        given_how=GivenHow.TELEPHONE,
        tell_gp=False,
    )
    page = surgery.open(f"/referrals/mine/{case}{end}")
    sent = page.soup.find(id="sent").find_parent("section")
    words = " ".join(sent.get_text(" ").split())
    for said in (
        *("Wants company", "Money, debt or benefits", "Falls", "A loose stair", "Being abused or neglected"),
        *("07700 900123", "Through her sister", "ann@post.example", "PO1 2DY"),
        *("Mary Lee", "power of attorney", "by telephone or video", "Dr Priya Shah", "does not want that"),
    ):
        assert said in words, said
    assert sent.find("strong", string="Loneliness or isolation")


@pytest.mark.parametrize("end", ["", "/printout"])
def test_the_referrer_reads_how_it_stands(surgery, lived, end):
    page = surgery.open(f"/referrals/mine/{lived}{end}")
    due = clock.today() + dt.timedelta(days=9)
    for words in ("No actions required", "On hold", "Jo Marsh", f"Next step on {due.day} {due:%B %Y}", "Wants company"):
        assert words in page.words, words
    assert "Thursday Choir" in page.words and "Introduction" in page.words and "Did not start" in page.words
    assert page.response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("end", ["", "/printout"])
def test_nothing_that_the_link_worker_wrote_for_themselves_reaches_the_referrer(surgery, browse, people, lived, end):
    record = browse(people.link_worker).open(f"/referrals/{lived}").response.get_data(as_text=True)
    page = surgery.open(f"/referrals/mine/{lived}{end}").response.get_data(as_text=True)
    for canary in (*CANARIES.values(), *IN_CONNECTIONS, HOLD, ATTORNEY, "47 minutes", "At home"):
        assert canary in record, f"{canary} was never written, so that this test proves nothing"
        assert canary not in page, canary


def test_lists_hold_none_of_it_either(surgery, lived):
    for address in ("/referrals/mine", "/referrals/mine?whose=practice"):
        page = surgery.open(address)
        assert "Ann Lee" in page.words and "Next step on" in page.words
        assert "zebra" not in page.response.get_data(as_text=True)


def test_a_closed_referral_shows_its_outcome_and_what_to_do_first(surgery, lived, step, people):
    step(
        people.link_worker,
        lived,
        "close",
        reason=Closure.PARTLY_MET,
        outcome="Sings every week",
        actions_for_referrer="Review her tablets",
    )
    page = surgery.open(f"/referrals/mine/{lived}")
    assert page.words.index("Review her tablets") < page.words.index("Sings every week")
    assert "Goals partly met" in page.words and "No actions required" not in page.words
    assert "Something for you to do" in surgery.open("/referrals/mine").words
    told = db.session.query(Message).filter_by(kind="referral.close").one()
    reference = db.session.get(Referral, lived).reference
    assert told.recipient == people.clinician.email and reference in told.subject
    assert f"/referrals/mine/{lived}" in told.text
    for name in ("Ann", "Lee", "Sings", "tablets"):
        assert name not in told.subject + told.text


@pytest.fixture
def kept(live, step, people):
    """`kept(gp_practice_name=...)`: the same, closed, of somebody who does not want their GP practice to be told."""

    def make(**facts):
        case = live(tell_gp=False, tell_gp_reason="They do not say", **facts)
        said = {"outcome": "zebra-outcome", "actions_for_referrer": "zebra-action"}
        step(people.link_worker, case, "close", reason=Closure.PARTLY_MET, **said)
        return case

    return make


HAPPENED = (*CANARIES.values(), *IN_CONNECTIONS, HOLD, ATTORNEY, "zebra", "Goals partly", "Thursday Choir", "Jo Marsh")


def test_what_happened_is_kept_from_the_persons_own_practice_everywhere(browse, people, kept):
    case = kept(gp_practice_name="Seaview Surgery")
    for actor in (people.clinician, people.colleague):
        browser = browse(actor)
        for address in (
            *(f"/referrals/mine/{case}", f"/referrals/mine/{case}/printout", f"/referrals/{case}/receipt"),
            *(f"/referrals/{case}/document", f"/referrals/{case}/document.json", f"/referrals/{case}/steps/void"),
            *(f"/referrals/{case}/document.fhir.json", "/referrals/mine?whose=practice"),
        ):
            text = browser.open(address).response.get_data(as_text=True)
            assert not [words for words in HAPPENED if words in text], address
    page = browser.open(f"/referrals/mine/{case}")
    assert "Ended" in page.words and "does not want their GP practice to be told" in page.words
    assert "What you will still see" in browser.open(f"/referrals/{case}/receipt").words
    record = browse(people.link_worker).open(f"/referrals/{case}/document").words
    assert "zebra-outcome" in record and "zebra-action" in record
    subjects = [one.subject for one in db.session.query(Message).filter_by(recipient=people.clinician.email)]
    reference = db.session.get(Referral, case).reference
    assert [f"Referral {reference} has been accepted", f"Referral {reference} has ended"] == subjects
    assert not [one for one in db.session.query(Message).filter_by(kind="referral.close") if "how it ended" in one.text]


def test_a_step_that_comes_too_late_gives_nothing_away(people, live, step):
    case = live(tell_gp=False)
    with pytest.raises(Refused) as refusal:
        step(people.clinician, case, "answer", words="Polish")
    assert "“Open”" in refusal.value.words


def test_whoever_refers_from_elsewhere_is_told_as_always(surgery, kept):
    case = kept(gp_practice_name="Hilltop Practice", gp_practice_code="J82998")
    page = surgery.open(f"/referrals/mine/{case}")
    for words in ("zebra-outcome", "zebra-action", "Goals partly met", "Thursday Choir", "Closed"):
        assert words in page.words
    assert "zebra-outcome" in surgery.open(f"/referrals/{case}/document").words
    assert "What you will still see" not in surgery.open(f"/referrals/{case}/receipt").words


def test_the_link_worker_is_told_before_writing_what_the_practice_will_not_read(browse, people, taken):
    browser = browse(people.link_worker)
    case = taken(tell_gp=False, gp_practice_name="Seaview Surgery")
    for address in (f"/referrals/{case}", f"/referrals/{case}/steps/close", f"/referrals/{case}/steps/ask"):
        assert "Not to be told what happened: Seaview Surgery" in browser.open(address).words
    assert "reads nothing of what you write here" in browser.open(f"/referrals/{case}/steps/close").words
    told = taken(tell_gp=False, gp_practice_name="Hilltop Practice")
    assert "Not to be told" not in browser.open(f"/referrals/{told}/steps/close").words


def test_a_closed_referral_that_leaves_nothing_to_do_says_so(surgery, taken, step, people):
    case = taken()
    step(people.link_worker, case, "close", reason=Closure.MOVED, outcome="Gone", actions_for_referrer=NO_ACTIONS)
    assert "No actions required" in surgery.open(f"/referrals/mine/{case}").words
    assert "Something for you to do" not in surgery.open("/referrals/mine").words


def test_a_question_stands_first_and_leads_to_its_answer(surgery, refer, step, people):
    refer()
    asked = refer(first_name="Ravi", family_name="Rao")
    refer()
    step(people.link_worker, asked, "ask", reason="details", words="Which language does he speak?")
    mine = surgery.open("/referrals/mine")
    assert mine.words.index("Ravi Rao") < mine.words.index("Ann Lee")
    page = surgery.open(f"/referrals/mine/{asked}")
    assert "Which language does he speak?" in page.words and "Waiting for an answer" in page.words
    links = [a["href"] for a in page.soup.find("main").find_all("a")]
    assert f"/referrals/{asked}/steps/answer" in links
    assert f"/referrals/{asked}/steps/answer" in [a["href"] for a in mine.soup.find("main").find_all("a")]


def test_of_what_has_ended_nothing_is_to_come(surgery, refer, step, people):
    case = refer()
    assert "As the queue moves today" in surgery.open(f"/referrals/mine/{case}").words
    step(people.service_lead, case, "decline", reason="duplicate", words="She is with us")
    words = surgery.open(f"/referrals/mine/{case}").words
    assert "There was none" in words and "yet" not in words


def test_what_the_person_wanted_is_shown_as_it_was_typed(surgery, refer):
    page = surgery.open(f"/referrals/mine/{refer(need='<b>שלום</b> 🎻 {{ 1 + 1 }}')}")
    assert "<b>שלום</b> 🎻 {{ 1 + 1 }}" in page.words


def test_opening_and_printing_are_written_down(surgery, refer, people):
    case = refer()
    surgery.open(f"/referrals/mine/{case}")
    surgery.open(f"/referrals/mine/{case}/printout")
    found = db.session.query(AuditEntry).filter_by(subject_id=case, actor_id=people.clinician.id)
    actions = [entry.action for entry in found.order_by(AuditEntry.created_at)]
    assert actions[-2:] == ["referral.open", "referral.print"]


def test_an_empty_list_says_so(surgery):
    assert "You have not referred anybody yet" in surgery.open("/referrals/mine").words


@pytest.mark.parametrize("query", ["page=x", "page=-5", "page=99999999999999999999", "whose=%00", "whose=everyone"])
def test_rubbish_in_the_address_is_answered(surgery, refer, query):
    refer()
    assert "Ann Lee" in surgery.open(f"/referrals/mine?{query}").words


def test_a_colleague_follows_what_the_practice_referred(browse, refer, people):
    case = refer()
    colleague = browse(people.colleague)
    assert "Ann Lee" not in colleague.open("/referrals/mine").words
    assert "Ann Lee" in colleague.open("/referrals/mine?whose=practice").words
    assert "Ann Lee" in colleague.open(f"/referrals/mine/{case}").words
