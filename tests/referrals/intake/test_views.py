"""Pages of the queue and of every step: who may open them, what they show, and two people at once."""

import datetime as dt
import uuid

import pytest

from core.audit import AuditEntry
from core.db import db, transaction
from core.text import printable
from referrals.intake import operations, queries
from referrals.words import NO_ACTIONS, UrgentSign
from referrals.workflow import STEPS, Status

STRANGERS = ("other_clinician", "other_link_worker", "other_service_lead")
OUTSIDERS = (
    "group_representative", "directory_editor", "commissioner", "information_governance_lead", "administrator",
)  # fmt: skip
ANSWERS = {
    "ask": {"reason": "details", "words": "Which hostel?"},
    "answer": {"words": "The one by the station"},
    "hold": {"words": "In hospital"},
    "close": {"reason": "goals_met", "outcome": "Has a home", "actions": NO_ACTIONS},
    "reopen": {"words": "Came back"},
    "withdraw": {"words": "Moved away"},
    "void": {"words": "Wrong person"},
}
READY = {
    "take": (), "withdraw": (), "void": (), "answer": ("ask",),
    "allocate": ("accept",), "hand_over": ("take",), "hold": ("take",), "resume": ("take", "hold"),
    "close": ("take", "begin"), "reopen": ("take", "begin", "close"),
}  # fmt: skip


def path(referral_id, name) -> str:
    return f"/referrals/{referral_id}/steps/{name}"


@pytest.fixture
def ready(refer, step, people):
    """`ready("close")` is a referral that this step can be taken on."""

    def make(name):
        people.service_lead  # noqa: B018
        referral_id = refer()
        for done in READY[name]:
            given = {key: value for key, value in ANSWERS.get(done, {}).items() if key != "actions"}
            if done == "close":
                given["actions_for_referrer"] = NO_ACTIONS
            step(people.link_worker, referral_id, done, **given)
        return referral_id

    return make


@pytest.fixture
def whose(people):
    """`whose("close")` is somebody who may take the step."""
    return lambda name: {
        "answer": people.clinician, "withdraw": people.clinician, "void": people.clinician,
        "allocate": people.service_lead, "hand_over": people.service_lead, "reopen": people.service_lead,
    }.get(name, people.link_worker)  # fmt: skip


class TestSteps:
    @pytest.mark.parametrize("name", READY)
    def test_each_step_is_taken_on_its_page_with_what_it_needs(self, ready, whose, browse, get, people, name):
        referral_id, browser = ready(name), browse(whose(name))
        page = browser.open(path(referral_id, name))
        assert "Ann Lee" in page.words and "Large print" in page.words
        if name in ANSWERS or name in {"allocate", "hand_over"}:
            empty = browser.send(page, {"link_worker_id": None}, status=422)
            assert empty.errors() and len(get(referral_id).events) == len(READY[name]) + 1 + ("take" in READY[name])
        answers = ANSWERS.get(name, {"link_worker_id": str(people.second_link_worker.id)})
        done = browser.send(page, answers)
        assert done.status == 200
        referral = get(referral_id)
        assert referral.events[-1].step == name
        assert referral.status is (STEPS[name].target or Status.ALLOCATED)

    @pytest.mark.parametrize("name", ["accept", "ask", "close", "answer"])
    def test_strangers_find_no_page_and_outsiders_no_door(self, refer, browse, people, get, name):
        referral_id = refer()
        for who in (*STRANGERS, *OUTSIDERS):
            browser, status = browse(getattr(people, who)), 404 if who in STRANGERS else 403
            browser.open(path(referral_id, name), status=status)
            browser.post(path(referral_id, name), {"words": "x", "reason": "no_capacity"}, status=status)
        assert browse().client.get(path(referral_id, name)).status_code == 302
        assert get(referral_id).status is Status.SUBMITTED and len(get(referral_id).events) == 1

    @pytest.mark.parametrize("name", ["begin", "submit", "nothing", "%00", "accept%20"])
    def test_a_step_that_is_none_is_not_found(self, refer, browse, people, name):
        referral_id, browser = refer(), browse(people.link_worker)
        browser.open(path(referral_id, name), status=404)
        browser.post(path(referral_id, name), {}, status=404)

    def test_what_cannot_be_done_now_is_said_and_not_offered(self, refer, browse, people):
        page = browse(people.link_worker).open(path(refer(), "resume"))
        assert "“Waiting for the service” now, so this step cannot be taken" in page.words
        assert not page.soup.find("main").find("form")

    def test_two_take_it_and_one_gets_it(self, refer, browse, people, get, kept):
        referral_id = refer()
        one, two = browse(people.link_worker), browse(people.second_link_worker)
        first, second = one.open("/referrals/queue"), two.open("/referrals/queue")
        one.send(first, action="steps/take")
        before = kept()
        page = two.send(second, action="steps/take", status=409)
        assert page.errors() == {"": "Jo Marsh has this referral already."}
        assert "Link worker: Jo Marsh" in page.words
        assert get(referral_id).link_worker.name == "Jo Marsh"
        assert kept() == before

    def test_the_same_button_six_times_is_one_step(self, refer, browse, people, get):
        referral_id, browser = refer(), browse(people.link_worker)
        sent = browser.open("/referrals/queue").fields("steps/take")
        answers = [browser.post(path(referral_id, "take"), sent) for _ in range(6)]
        assert {answer.status for answer in answers} <= {302, 303}
        assert [event.step for event in get(referral_id).events] == ["submit", "accept", "take"]

    def test_a_page_from_before_is_told_how_things_stand_and_keeps_what_was_typed(
        self, ready, browse, step, people, get
    ):
        referral_id, browser = ready("hold"), browse(people.link_worker)
        page = browser.open(path(referral_id, "hold"))
        step(people.service_lead, referral_id, "hand_over", link_worker_id=people.second_link_worker.id)
        page = browser.send(page, {"words": "In hospital"}, status=409)
        assert "Someone else changed this" in page.errors()[""]
        assert "Link worker: Ben Ali" in page.words
        assert page.fields()["words"] == ["In hospital"]
        assert get(referral_id).status is Status.ALLOCATED
        browser.send(page)
        assert get(referral_id).status is Status.ON_HOLD

    @pytest.mark.parametrize("version", [None, "", "0", "-1", "one", "9" * 40])
    def test_a_version_that_is_none_changes_nothing(self, refer, browse, people, get, version):
        referral_id, browser = refer(), browse(people.link_worker)
        page = browser.open(path(referral_id, "take"))
        browser.send(page, {"version": version}, status=409)
        assert get(referral_id).status is Status.SUBMITTED

    def test_a_link_worker_does_not_lead(self, ready, browse, people, get):
        referral_id, browser = ready("allocate"), browse(people.link_worker)
        assert "cannot be taken" in browser.open(path(referral_id, "allocate")).words
        page = browser.open("/referrals/queue")
        sent = page.fields("steps/take") | {"link_worker_id": str(people.link_worker.id)}
        browser.post(path(referral_id, "allocate"), sent, status=409)
        assert get(referral_id).status is Status.ACCEPTED

    def test_somebody_elses_link_worker_is_not_offered_and_not_taken(self, ready, browse, people, get):
        referral_id, browser = ready("allocate"), browse(people.service_lead)
        page = browser.open(path(referral_id, "allocate"))
        assert "Kit Lowe" not in page.words and "Dr Priya Shah" not in page.words
        for wrong in (str(people.other_link_worker.id), str(people.clinician.id), "", "me", "\x00"):
            answer = browser.post(path(referral_id, "allocate"), page.fields() | {"link_worker_id": wrong})
            assert answer.status in {409, 422}
            assert answer.errors().keys() == {"link_worker_id"}
        assert get(referral_id).status is Status.ACCEPTED

    @pytest.mark.parametrize("name", ["hold", "close", "void"])
    def test_strange_words_are_answered_and_nothing_is_lost(self, ready, whose, browse, get, name):
        referral_id, browser = ready(name), browse(whose(name))
        field = "outcome" if name == "close" else "words"
        page, before = browser.open(path(referral_id, name)), get(referral_id).status
        for bad in ("", "   \n ", "a\x00b", "a\u202eb", "w" * 20_000):
            answer = browser.send(page, ANSWERS[name] | {field: bad}, status=422)
            assert field in answer.errors()
            assert [value.strip() for value in answer.fields()[field]] == [printable(bad).strip()]
        assert get(referral_id).status is before
        text = "<script>alert(1)</script> שלום 🏠 {{ 7*7 }}"
        done = browser.send(page, ANSWERS[name] | {field: text})
        assert not done.soup.find("main").find_all("script")
        assert text in get(referral_id).events[-1].words

    def test_that_there_is_something_to_do_must_be_said_in_words(self, ready, browse, people, get):
        referral_id, browser = ready("close"), browse(people.link_worker)
        page = browser.open(path(referral_id, "close"))
        for wrong in (
            {"actions": "some"},
            {"actions": "some", "actions_for_referrer": "  "},
            {"actions": NO_ACTIONS, "actions_for_referrer": "Review the tablets"},
        ):
            answer = browser.send(page, ANSWERS["close"] | wrong, status=422)
            assert list(answer.errors()) == ["actions_for_referrer"]
        assert list(browser.send(page, ANSWERS["close"] | {"actions": None}, status=422).errors()) == ["actions"]
        browser.send(page, ANSWERS["close"] | {"actions": "some", "actions_for_referrer": "Review the tablets"})
        assert get(referral_id).actions_for_referrer == "Review the tablets"


class TestQueue:
    def test_it_shows_what_must_be_seen_at_once(self, refer, browse, people):
        refer(urgent_signs=[UrgentSign.EMERGENCY], risks=["falls"], main_reason="housing", reasons=["housing"])
        page = browse(people.link_worker).open("/referrals/queue")
        for said in (
            "1 referral waits", "Ann Lee", "Urgent need named", "A medical emergency", "Falls", "Access needs",
            "Large print", "Less than 1 working day", "Housing or homelessness", "Seaview Surgery",
        ):  # fmt: skip
            assert said in page.words, said

    def test_it_shows_what_was_asked_and_answered(self, refer, step, browse, people):
        referral_id = refer()
        step(people.link_worker, referral_id, "ask", reason="details", words="Which hostel?")
        page = browse(people.service_lead).open("/referrals/queue")
        assert "You asked: Which hostel?" in page.words and "Returned for information" in page.words
        step(people.clinician, referral_id, "answer", words="The one by the station")
        page = browse(people.service_lead).open("/referrals/queue")
        assert "Answer: The one by the station" in page.words and "Question answered" in page.words

    def test_it_shows_the_first_line_of_the_need(self, refer, browse, people):
        refer(need="Wants company.\nHas been alone since spring.")
        page = browse(people.link_worker).open("/referrals/queue")
        assert "Wants company." in page.words and "alone since spring" not in page.words

    def test_taking_it_is_the_green_button_and_what_was_accepted_is_not_turned_away(self, refer, step, browse, people):
        referral_id, browser = refer(), browse(people.link_worker)
        assert buttons(browser.open("/referrals/queue")) == {
            "Take it myself": True, "Accept": False, "Ask the referrer a question": False, "Do not accept": False,
            "Pass to another service": False,
        }  # fmt: skip
        step(people.link_worker, referral_id, "accept")
        assert "Do not accept" not in buttons(browser.open("/referrals/queue"))
        assert "Do not accept" in buttons(browser.open(f"/referrals/{referral_id}"))
        step(people.link_worker, referral_id, "take")
        step(people.link_worker, referral_id, "ask", reason="details", words="Which hostel?")
        assert buttons(browser.open(f"/referrals/{referral_id}")) == {"Close": False}
        assert "With Jo Marsh" in browser.open("/referrals/queue").words
        other = refer()
        step(people.link_worker, other, "ask", reason="details", words="Which hostel?")
        assert buttons(browser.open(f"/referrals/{other}")) == {
            "Do not accept": False,
            "Pass to another service": False,
        }

    def test_every_service_sees_its_own(self, refer, browse, people):
        refer()
        for who in ("other_link_worker", "other_service_lead"):
            page = browse(getattr(people, who)).open("/referrals/queue")
            assert "Ann Lee" not in page.words and "Nobody is waiting" in page.words
        for who in ("clinician", *OUTSIDERS):
            browse(getattr(people, who)).open("/referrals/queue", status=403)

    def test_looking_at_it_is_written_down(self, refer, browse, people):
        refer()
        browse(people.link_worker).open("/referrals/queue")
        entry = db.session.query(AuditEntry).filter_by(subject="queue").one()
        assert (entry.action, entry.actor_id, entry.details) == ("referral.list", people.link_worker.id, {"shown": 1})

    def test_a_lead_is_offered_what_a_lead_may_do(self, refer, step, browse, people):
        step(people.link_worker, refer(), "accept")
        assert "Give to a link worker" in browse(people.service_lead).open("/referrals/queue").words
        assert "Give to a link worker" not in browse(people.link_worker).open("/referrals/queue").words


def buttons(page) -> dict[str, bool]:
    """The buttons for steps, and whether each is green."""
    found = page.soup.select(".app-steps .nhsuk-button")
    labels = {one: one.get_text().partition(":")[0].strip() for one in found}
    return {label: "nhsuk-button--secondary" not in one["class"] for one, label in labels.items() if label != "Find"}


class TestRequest:
    def test_the_whole_request_is_there(self, refer, browse, people):
        referral_id = refer(
            reasons=["housing", "money"], main_reason="money", nhs_number=None, no_nhs_number="not_known",
            other_contact="Through the hostel", email="ann@example.org", tell_gp=False,
            urgent_signs=[UrgentSign.EMERGENCY], given_by="attorney", given_by_name="Bo Lee", given_how="written",
        )  # fmt: skip
        with transaction():
            operations.agree(
                people.link_worker, queries.find(people.link_worker, referral_id), recipient="Choir", purpose="To sing",
                items=["name", "access_needs"], given_by="person", given_how="telephone", given_on=dt.date(2026, 1, 5),
            )  # fmt: skip
        page = browse(people.link_worker).open(f"/referrals/{referral_id}")
        for said in (
            "Money, debt or benefits (main reason)", "NHS number Not known", "Through the hostel", "ann@example.org",
            "No, the person does not want that", "A medical emergency",
            "Harbour Social Prescribing may have: the referral. For: social prescribing.",
            "Agreed by: someone with power of attorney", "(Bo Lee), in writing",
            "Choir may have: name; access needs. For: to sing. Agreed by: the person", "5 January 2026",
        ):  # fmt: skip
            assert said in page.words, said
        assert "Housing or homelessness (main reason)" not in page.words

    def test_an_only_reason_is_not_called_the_main_one(self, refer, browse, people):
        assert "(main reason)" not in browse(people.link_worker).open(f"/referrals/{refer()}").words


class TestFinding:
    def test_a_reference_from_the_telephone_leads_to_the_record(self, refer, get, browse, people):
        referral_id = refer()
        said = get(referral_id).reference.lower().replace("-", " ")
        for who, page in (("link_worker", ""), ("clinician", "mine/")):
            answer = browse(getattr(people, who)).open(f"/referrals/find?reference={said}", status=302)
            assert answer.location == f"/referrals/{page}{referral_id}"

    def test_strangers_and_slips_find_nothing_and_look_alike(self, refer, get, browse, people):
        right = get(refer()).reference
        said = browse(people.other_link_worker).open(f"/referrals/find?reference={right}").words
        assert "No referral of yours has this reference" in said
        browser = browse(people.link_worker)
        for wrong in (right[:-1] + ("2" if right[-1] != "2" else "3"), "", "<b>", "%00", "x" * 3000):
            assert "No referral of yours" in browser.open(f"/referrals/find?reference={wrong}").words
        for who in OUTSIDERS:
            browse(getattr(people, who)).open(f"/referrals/find?reference={right}", status=403)

    def test_looking_is_written_down(self, browse, people):
        browse(people.link_worker).open("/referrals/find?reference=FB")
        assert db.session.query(AuditEntry).filter_by(action="referral.find").one().details == {"found": False}


class TestReceipt:
    def test_it_has_the_reference_and_is_the_practices_own(self, refer, get, browse, people):
        referral = get(refer())
        address, reference = f"/referrals/{referral.id}/receipt", referral.reference
        for who in ("clinician", "colleague"):
            assert reference in browse(getattr(people, who)).open(address).words
        browse(people.other_clinician).open(address, status=404)
        for who in ("link_worker", "service_lead", *OUTSIDERS):
            browse(getattr(people, who)).open(address, status=403)

    def test_opening_it_is_written_down(self, refer, browse, people, audited):
        referral_id = refer()
        browse(people.clinician).open(f"/referrals/{referral_id}/receipt")
        assert audited() == ["referral.make", "referral.open"]


def test_only_clinicians_open_the_form(browse, people):
    for who in ("link_worker", "service_lead", *OUTSIDERS):
        browse(getattr(people, who)).open("/referrals/new", status=403)
        browse(getattr(people, who)).post(f"/referrals/new/{uuid.uuid4()}/person", {"go": "send"}, status=403)
