"""The triage page, an answer filled in, looked at and sent, and two people who answer one referral at once."""

import pytest
from sqlalchemy import event, select

from accounts.administration.operations import suspend
from accounts.queries import user
from core.audit import AuditEntry
from core.db import db, transaction
from referrals.concerns import operations as concerns
from referrals.concerns import queries as known
from referrals.intake import passed
from referrals.intake.models import Referral
from referrals.letters.models import Letter
from referrals.profile.operations import change_profile
from referrals.triage import operations, queries
from referrals.triage.words import Suggested
from referrals.words import AskedFor, Way
from referrals.workflow import Status
from tests.support.people import SYSTEM

REASON = {"accept": "fits", "ask": "risk", "decline": "no_capacity", "redirect": "area"}
SENT = {"accept": Status.ACCEPTED, "ask": Status.RETURNED, "decline": Status.DECLINED, "redirect": Status.REDIRECTED}


def path(referral_id, name="") -> str:
    return f"/referrals/{referral_id}/triage" + (f"/{name}" if name else "")


def fresh(referral_id) -> Referral:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(Referral, referral_id)


@pytest.fixture
def fill(people):
    """`fill("redirect")` is what is answered on the page of an answer."""
    people.other_service  # noqa: B018

    def answers(name, **instead):
        given = {"reason": REASON[name], "way": "nothing", "words": "", "go": "next"}
        if name == "redirect":
            given |= {"service_id": str(people.other_service), "given_by": "person", "given_how": "telephone"}
        return given | instead

    return answers


class TestPage:
    def test_everything_an_answer_hangs_on_is_there(self, refer, step, browse, people):
        ended = refer(nhs_number="9990000018")
        step(people.link_worker, ended, "decline", reason="no_capacity", words="Full")
        other = refer(nhs_number="9990000018")
        referral_id = refer(nhs_number="9990000018", risks=["falls"], urgent_signs=["emergency"])
        step(people.link_worker, referral_id, "ask", reason="risk", words="Does she live alone?")
        step(people.clinician, referral_id, "answer", words="With her son")
        page = browse(people.link_worker).open(path(referral_id))
        for said in (
            "Triage: Ann Lee", "Falls", "Large print", "A medical emergency", "Look first: decide with a colleague",
            "An urgent sign was named", "You take people from everywhere", fresh(other).reference,
            fresh(ended).reference, "We have no room", "Does she live alone?", "With her son", "Wants company",
        ):  # fmt: skip
            assert said in page.words, said
        for name in SENT:
            assert page.soup.select_one(f"a[href='{path(referral_id, name)}']"), name
        entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "referral.open"))
        assert [entry.details for entry in entries] == [{"page": "triage"}]

    def test_it_leads_through_the_queue_and_is_linked_from_it(self, refer, step, browse, people):
        first, second, third = refer(), refer(), refer()
        browser = browse(people.link_worker)
        assert browser.open("/referrals/queue").soup.select_one(f"a[href='{path(second)}']")
        leads = {rel: browser.open(path(second)).soup.select_one(f"a[rel={rel}]")["href"] for rel in ("prev", "next")}
        assert leads == {"prev": path(first), "next": path(third)}
        assert not browser.open(path(third)).soup.select_one("a[rel=next]")
        step(people.clinician, second, "withdraw", words="Moved away")
        assert browser.open(path(third)).soup.select_one("a[rel=prev]")["href"] == path(first)
        assert not browser.open(path(first)).soup.select_one("a[rel=prev]")

    def test_strangers_find_nothing_and_others_no_door(self, refer, browse, people):
        referral_id = refer()
        for address in (path(referral_id), path(referral_id, "decline")):
            for who in ("other_link_worker", "other_service_lead"):
                browse(getattr(people, who)).open(address, status=404)
            for who in ("clinician", "administrator", "commissioner"):
                browse(getattr(people, who)).open(address, status=403)
        browse(people.link_worker).open(path(referral_id, "close"), status=404)

    def test_its_questions_to_the_database_do_not_grow(self, refer, browse, people):
        referral_id, browser = refer(), browse(people.link_worker)
        counts = []
        for _ in range(2):
            browser.open(path(referral_id))  # warm
            asked = []
            listener = lambda *args: asked.append(args[2])  # noqa: E731, B023
            event.listen(db.engine, "before_cursor_execute", listener)
            browser.open(path(referral_id))
            event.remove(db.engine, "before_cursor_execute", listener)
            counts.append(len(asked))
            for _ in range(6):
                refer(first_name="Bo")
        assert counts[0] == counts[1] <= 40


class TestAnswers:
    @pytest.mark.parametrize("name", SENT)
    def test_it_is_filled_in_looked_at_and_sent(self, refer, browse, people, fill, name):
        referral_id, browser = refer(), browse(people.link_worker)
        page = browser.open(path(referral_id, name))
        assert "Ann Lee" in page.words and "Large print" in page.words
        look = browser.send(page, fill(name, way="letter"), status=200)
        assert look.heading.startswith("Look before you send") and fresh(referral_id).status is Status.SUBMITTED
        proposed = look.fields()["words"][0]
        assert proposed and "Letter" in look.words and "Dr Priya Shah" in look.words
        back = browser.send(look, {"go": "back"}, status=200)
        assert back.fields()["words"] == [proposed] and not back.errors()
        own = browser.send(back, {"go": "next", "words": f"{proposed} In our own words."}, status=200)
        browser.send(own, {"go": "send"})
        referral = fresh(referral_id)
        assert referral.status is SENT[name]
        assert (referral.events[-1].reason, referral.events[-1].words) == (
            REASON[name],
            f"{proposed} In our own words.",
        )
        letter = db.session.scalar(select(Letter).where(Letter.referral_id == referral_id))
        assert letter.way is Way.LETTER and letter.words.startswith("Thank you for agreeing")
        assert ("They will be in touch by" in letter.words) is ("in touch by" in look.words) is (name == "redirect")

    def test_whether_the_other_service_takes_the_person_is_said_and_forbids_nothing(self, refer, browse, people, fill):
        with transaction():
            change_profile(people.other_service_lead, version=0, minimum_age=18, maximum_age=25)
        referral_id, browser = refer(), browse(people.link_worker)
        page = browser.open(path(referral_id, "redirect"))
        assert "Valley Social Prescribing This service is for people aged 18 to 25." in page.words
        look = browser.send(page, fill("redirect"), status=200)
        assert "Whom they take This service is for people aged 18 to 25." in look.words
        browser.send(look, {"go": "send"})
        assert fresh(referral_id).status is Status.REDIRECTED

    def test_another_reason_brings_other_words_and_own_words_stay(self, refer, browse, people, fill):
        browser = browse(people.link_worker)
        look = browser.send(browser.open(path(refer(), "ask")), fill("ask"), status=200)
        first = look.fields()["words"]
        back = browser.send(look, {"go": "back"}, status=200)
        look = browser.send(back, {"reason": AskedFor.NEED.value, "go": "next"}, status=200)
        assert look.fields()["words"] != first
        back = browser.send(look, {"go": "back"}, status=200)
        look = browser.send(back, {"words": "Which hostel?", "reason": "details", "go": "next"}, status=200)
        assert look.fields()["words"] == ["Which hostel?"]

    def test_a_way_that_the_person_forbids_is_not_offered_and_telling_words_are_refused(
        self, refer, browse, people, fill
    ):
        referral_id, browser = refer(email="ann@example.org"), browse(people.link_worker)
        page = browser.open(path(referral_id, "decline"))
        assert "Yes: text message" not in page.words and "Yes: email" in page.words
        said = {"way": "email", "words_to_person": "About your referral"}
        answer = browser.send(page, fill("decline", **said), status=422)
        assert answer.errors() == {"words_to_person": "Others may read this. Leave out: referral"}
        assert answer.fields()["words_to_person"] == ["About your referral"]
        assert browser.send(page, fill("decline", way="text"), status=422).errors().keys() == {"way"}

    def test_a_carer_who_is_contacted_instead_is_answered_and_told_about_whom(self, refer, browse, people, fill):
        carer = {"carer_name": "Bo Lee", "carer_relationship": "brother", "carer_telephone": "07700 900124"}
        referral_id, browser = refer(**carer, contact_carer=True), browse(people.link_worker)
        page = browser.open(path(referral_id, "decline"))
        assert "Is Bo Lee written to?" in page.words and "Ann Lee is not written to." in page.words
        look = browser.send(page, fill("decline", way="letter", reason="out_of_area"), status=200)
        assert "To Bo Lee (brother), about Ann Lee Letter This is about Ann Lee. We are sorry" in look.words
        back = browser.send(look, {"go": "back"}, status=200)
        look = browser.send(back, {"reason": "other_service", "go": "next"}, status=200)
        browser.send(look, {"go": "send"})
        letter = db.session.scalar(select(Letter).where(Letter.referral_id == referral_id))
        assert letter.words.startswith("This is about Ann Lee.\n\nWe are sorry")
        assert letter.words.endswith("Somebody else is helping them with it.")
        record = browser.open(f"/referrals/{referral_id}")
        assert "Written to Bo Lee" in record.words and record.soup.select_one("main a[href='tel:+447700900124']")

    def test_what_is_missing_is_said_beside_its_question(self, refer, browse, people, fill):
        referral_id, browser = refer(), browse(people.link_worker)
        page = browser.open(path(referral_id, "redirect"))
        wrong = browser.send(page, {"go": "send", "way": None}, status=422)
        assert {"reason", "way", "service_id", "given_by", "given_how"} == set(wrong.errors())
        for name in ("", "grown", "x" * 300):
            assert "reason" in browser.send(page, fill("redirect", reason=name), status=422).errors()
        assert fresh(referral_id).status is Status.SUBMITTED

    @pytest.mark.parametrize("year", ["2019", "2999"])
    def test_an_agreement_that_cannot_be_is_told_before_the_look(self, refer, browse, people, fill, year):
        referral_id, browser = refer(), browse(people.link_worker)
        page = browser.open(path(referral_id, "redirect"))
        decided = {"given_by": "best_interests", "given_by_name": "Dr Shah"}
        wrong = browser.send(page, fill("redirect", **decided | {"given_on-year": year}), status=422)
        assert set(wrong.errors()) == {"given_on", "decision_reason"}
        look = browser.send(page, fill("redirect", **decided, decision_reason="He cannot weigh it up"), status=200)
        browser.send(look, {"go": "send"})
        assert fresh(referral_id).agreements[-1].decision_reason == "He cannot weigh it up"

    def test_what_would_be_too_long_with_the_day_is_told_before_the_look(self, refer, browse, people, fill):
        people.other_link_worker  # noqa: B018
        referral_id, browser = refer(may_text=True), browse(people.link_worker)
        page = browser.open(path(referral_id, "redirect"))
        wrong = browser.send(page, fill("redirect", way="text", words_to_person="a" * 440), status=422)
        told = wrong.errors()
        assert told.keys() == {"words_to_person"} and told["words_to_person"].endswith("characters or fewer")
        longest = int(told["words_to_person"].split()[3])
        look = browser.send(page, fill("redirect", way="text", words_to_person="a" * longest), status=200)
        browser.send(look, {"go": "send"})
        assert fresh(referral_id).status is Status.REDIRECTED

    def test_a_question_without_its_words_is_not_sent(self, refer, browse, people, fill):
        referral_id, browser = refer(), browse(people.link_worker)
        page = browser.open(path(referral_id, "ask"))
        wrong = browser.send(page, fill("ask", reason="details", go="send"), status=422)
        assert wrong.errors() == {"words": "Say it in your own words: we have no wording for this reason"}

    def test_an_open_concern_is_told_before_anything_is_filled_in(self, refer, browse, people):
        referral_id, desk = refer(), browse(people.link_worker)
        assert "Raise a safeguarding concern" in desk.open(path(referral_id)).words
        with transaction():
            concerns.raise_concern(people.link_worker, fresh(referral_id))
        assert "open since" in desk.open(path(referral_id)).words
        assert "A lead has to settle it first" in desk.open(path(referral_id, "decline")).words
        assert "A lead has to settle it first" not in desk.open(path(referral_id, "accept")).words

    def test_what_must_be_known_there_goes_as_a_concern_and_only_its_readers_learn_why(
        self, refer, browse, people, fill
    ):
        people.service_lead, people.other_service_lead  # noqa: B018
        referral_id, desk = refer(), browse(people.link_worker)
        said = fill("redirect", reason="safeguarding", given_by=None, given_how=None)
        page = desk.open(path(referral_id, "redirect"))
        assert "Raise a safeguarding concern first" in desk.send(page, said, status=422).errors()["reason"]
        with transaction():
            concerns.raise_concern(people.link_worker, fresh(referral_id), words="Bruises")
        page = desk.open(path(referral_id, "redirect"))
        assert "The safeguarding concern goes with it and stays open" in page.words
        look = desk.send(page, said, status=200)
        assert "Max Ford is told there at once" in look.words
        assert "Told to others as The other service is better placed to help" in look.words
        desk.send(look, {"go": "send"})
        there = passed.to(fresh(referral_id)).id
        shown = {
            "link_worker": f"/referrals/{referral_id}", "other_link_worker": path(there),
            "other_service_lead": path(there), "clinician": f"/referrals/mine/{referral_id}",
        }  # fmt: skip
        for who, address in shown.items():
            words = browse(getattr(people, who)).open(address).words
            assert "must be known there" not in words and "for safeguarding" not in words, who
            assert "better placed" in words and ("There is a safeguarding concern" in words) is (who != "clinician"), (
                who
            )
        lead = browse(people.other_service_lead)
        assert "Jo Marsh" in lead.open(f"/referrals/{there}/safeguarding").words
        (first,) = known.open_ones(people.service_lead)
        shown = browse(people.service_lead).open(f"/referrals/concerns/{first.id}").words
        assert "Went along With the referral to" in shown and "Max Ford looks at it there" in shown
        assert "still stands" in shown
        shown = lead.open(f"/referrals/concerns/{known.there(first).id}").words
        assert "Came along With the referral from" in shown and "Bruises" in shown

    def test_the_old_pages_of_these_steps_lead_here(self, refer, browse, people):
        referral_id, browser = refer(), browse(people.link_worker)
        nowhere = browser.open(path(referral_id, "redirect"))
        assert "There is no other service here" in nowhere.words
        assert nowhere.soup.select_one(f"main a[href='{path(referral_id, 'decline')}']")
        record = browser.open(f"/referrals/{referral_id}").soup
        assert record.select_one(".nhsuk-back-link").get_text() == "Queue"
        assert record.select_one(f"main a[href='{path(referral_id)}']")
        people.other_service  # noqa: B018
        for name in SENT:
            page = browser.open(f"/referrals/{referral_id}/steps/{name}")
            assert page.soup.select_one("button[name=go][value=next]")
            browser.post(f"/referrals/{referral_id}/steps/{name}", {"words": "x", "reason": REASON[name]})
        assert fresh(referral_id).status is Status.SUBMITTED


class TestTwoAtOnce:
    """Two people answer one referral: one gets through, the other is told what happened and loses nothing."""

    @pytest.mark.parametrize(("first", "second"), [("accept", "decline"), ("decline", "accept"), ("redirect", "ask")])
    def test_the_second_answer_is_told_what_the_first_did_and_keeps_its_words(
        self, refer, browse, people, fill, first, second
    ):
        referral_id = refer()
        one, two = browse(people.link_worker), browse(people.second_link_worker)
        looks = [
            browser.send(browser.open(path(referral_id, name)), fill(name, words=f"Words of {name}"), status=200)
            for browser, name in ((one, first), (two, second))
        ]
        one.send(looks[0], {"go": "send"})
        told = two.send(looks[1], {"go": "send"}, status=409)
        assert "Jo Marsh was here before this" in told.errors()[""]
        assert f"Words of {second}" in told.words or told.fields()["words"] == [f"Words of {second}"]
        assert fresh(referral_id).status is SENT[first]

    def test_after_accepting_a_decline_that_is_meant_goes_through(self, refer, browse, people, fill):
        referral_id = refer()
        one, two = browse(people.link_worker), browse(people.second_link_worker)
        looks = [
            browser.send(browser.open(path(referral_id, name)), fill(name), status=200)
            for browser, name in ((one, "accept"), (two, "decline"))
        ]
        one.send(looks[0], {"go": "send"})
        told = two.send(looks[1], {"go": "send"}, status=409)
        two.send(two.send(told, {"go": "next"}, status=200), {"go": "send"})
        assert fresh(referral_id).status is Status.DECLINED

    def test_whoever_looks_before_sending_is_told_already_and_may_go_on(self, refer, step, browse, people, fill):
        referral_id, browser = refer(), browse(people.second_link_worker)
        page = browser.open(path(referral_id, "decline"))
        step(people.link_worker, referral_id, "accept")
        told = browser.send(page, fill("decline", words="Full"), status=422)
        assert "Jo Marsh was here before this: accepted" in told.errors()[""]
        assert told.fields()["words"] == ["Full"]
        browser.send(browser.send(told, {"go": "next"}, status=200), {"go": "send"})
        assert fresh(referral_id).status is Status.DECLINED
        page = browser.open(path(other := refer(), "decline"))
        step(people.link_worker, other, "take")
        assert "taken by" in browser.send(page, fill("decline"), status=422).words

    def test_a_taker_and_an_answer_at_once(self, refer, step, browse, people, fill):
        referral_id, browser = refer(), browse(people.second_link_worker)
        look = browser.send(browser.open(path(referral_id, "decline")), fill("decline"), status=200)
        step(people.link_worker, referral_id, "take")
        assert "Jo Marsh was here before this: taken by" in browser.send(look, {"go": "send"}, status=409).errors()[""]


class TestRules:
    def test_a_lead_makes_them_their_own_and_everybody_reads_them(self, browse, people):
        lead, worker = browse(people.service_lead), browse(people.link_worker)
        assert "Change these rules" not in worker.open("/referrals/triage/rules").words
        lead.send(lead.open("/referrals/triage/rules"), action="rules/own")
        own = queries.rules_of(people.service)
        assert [queries.as_rule(row) for row in own] == list(queries.SHIPPED)
        page = lead.open("/referrals/triage/rules/new")
        assert browse(people.link_worker).open("/referrals/triage/rules/new", status=403)
        wrong = lead.send(page, {"age_below": "ten"}, status=422)
        assert set(wrong.errors()) == {"age_below"} and wrong.fields()["age_below"] == ["ten"]
        wrong = lead.send(page, {"age_below": "", "suggested": "look"}, status=409)
        assert "no other rule would ever be asked" in wrong.errors()["age_below"]
        wrong = lead.send(page, {"age_below": "81", "age_above": "80", "suggested": "look"}, status=409)
        assert wrong.errors()["age_below"].startswith("Nobody is both")
        lead.send(page, {"age_above": "90", "reasons": ["carer"], "suggested": "ask:need", "words": "Ring her"})
        said = worker.open("/referrals/triage/rules").words
        assert "1. Ask the referrer a question If: Older than 90; and Reason: Caring for someone Ring her" in said

    def test_a_rule_keeps_the_service_that_it_names_while_nobody_works_there(self, browse, people):
        with transaction():
            said = {"answer": Suggested.REDIRECT, "reason": "area", "age_above": 90}
            rule = operations.add_rule(people.service_lead, redirect_to_id=people.third_service, **said)
            suspend(SYSTEM, user(people.third_link_worker.id))
        lead, address = browse(people.service_lead), f"/referrals/triage/rules/{rule.id}"
        lead.send(lead.open(address), {"words": "They know this street"})
        kept = queries.find_rule(people.service_lead, rule.id)
        assert (kept.redirect_to_id, kept.words) == (people.third_service, "They know this street")

    def test_rules_are_changed_moved_and_taken_out_and_decide(self, refer, browse, people):
        lead = browse(people.service_lead)
        with transaction():
            first, second = (row.id for row in operations.begin_own_rules(people.service_lead)[:2])
        lead.send(lead.open(f"/referrals/triage/rules/{second}"), {"grounds": [], "suggested": "redirect:no_room"})
        looked_at = lead.open("/referrals/triage/rules")
        lead.send(looked_at, action=f"{second}/up")
        for button in ("up", "remove"):
            late = lead.send(looked_at, action=f"{second}/{button}", status=409)
            assert (late.heading, "Someone else changed this" in late.words) == ("Rules of triage", True)
        late = lead.send(looked_at, {"csrf_token": "old"}, action="rules/own", status=422)
        assert "open for too long" in late.words
        db.session.expire_all()
        assert [row.id for row in queries.rules_of(people.service)][:2] == [second, first]
        rules = lead.open("/referrals/triage/rules")
        assert rules.words.count("No rule below this one is ever asked.") == 1
        assert "This cannot be undone" in rules.soup.select_one("details:has([value=shipped])").get_text()
        page = browse(people.link_worker).open(path(refer()))
        assert "Pass to another service Because: Any other referral" in page.words
        lead.send(lead.open("/referrals/triage/rules"), action=f"{second}/remove")
        assert second not in {row.id for row in queries.rules_of(people.service)}
        browse(people.other_service_lead).open(f"/referrals/triage/rules/{first}", status=404)
        assert Suggested.LOOK in {row.answer for row in queries.rules_of(people.service)}
