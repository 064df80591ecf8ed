"""The public form: three short pages, nothing lost, nothing kept before the code, nothing told of anybody."""

import datetime as dt

import pytest

from accounts.administration.operations import suspend
from accounts.queries import user
from core import clock
from core.db import transaction
from core.templating import day
from core.working_days import add_working_days
from referrals.profile.facts import UrgentNumber
from referrals.profile.operations import change_profile
from referrals.profile.words import Taking
from referrals.public.words import Proof, State
from referrals.words import Source
from tests.support.asking import HOUSING, MATTERS, OFFICER, PERSON, PERSONAL, SCREENS, START, code_sent, fill_in
from tests.support.people import SYSTEM


def test_somebody_asks_for_themselves_and_proves_their_address(service, browse, requests, posted, people):
    visitor = browse(None)
    assert visitor.open("/").words.count("Find a group")
    page = visitor.open("/referrals/public/").words
    assert "Harbour Social Prescribing" in page and "999" in page
    matters = fill_in(visitor, service, (START, PERSON, {"need": ""}), status=422)
    assert matters.soup.select_one("main a[target=_blank]")["href"] == "/privacy"
    page = fill_in(visitor, service)
    assert page.heading == "Enter the code"
    (kept,) = requests()
    assert (kept.state, kept.source, kept.asker_name) == (State.UNPROVEN, Source.SELF, "Ivy Quillfeather")
    assert browse(people.service_lead).open("/referrals/queue").words.count("Ivy") == 0
    assert [one.kind for one in posted()] == ["enquiry.code"]
    page = visitor.send(page, {"code": "000 000" if code_sent() != "000 000" else "111 111"}, status=409)
    assert list(page.errors()) == ["code"]
    visitor.post(page.form("again")["action"], {}, status=422)
    page = visitor.send(page, action="again")
    assert "another code" in page.soup.text and page.heading == "Enter the code"
    page = visitor.send(page, {"code": code_sent()})
    assert page.heading == "Request sent" and requests()[0].reference in page.words
    assert requests()[0].state is State.WAITING
    assert [one.kind for one in posted()] == ["enquiry.code", "enquiry.code", "enquiry.sent", "enquiry.new"]
    for message in posted():
        assert not [word for word in PERSONAL if word in message.subject + message.text]


def test_a_service_at_which_nobody_works_asks_nobody(service, browse, people):
    with transaction():
        for one in (people.link_worker, people.service_lead):
            suspend(SYSTEM, user(one.id))
    visitor = browse(None)
    assert "Harbour" not in visitor.open("/referrals/public/").words
    visitor.open(f"/referrals/public/{service}", status=404)


def test_a_paused_service_says_what_one_can_really_do(service, browse, people):
    until = clock.today() + dt.timedelta(days=20)
    with transaction():
        pause = {"state": Taking.PAUSED, "state_words": "Two of us are away", "paused_until": until}
        change_profile(people.service_lead, version=1, public_form=True, **pause)
    page = browse(None).open(f"/referrals/public/{service}")
    assert page.heading == "No requests for now" and "send a referral" not in page.words
    assert f"Come back to this page on {day(until)}" in page.words and "GP practice" in page.words
    assert "Find a group near you" in [link.text for link in page.soup.select("main a")]


def test_whoever_gets_no_code_is_rung_instead_and_reads_by_when(service, browse, requests, posted):
    visitor = browse(None)
    page = fill_in(visitor, service)
    page = visitor.send(page, action="ring")
    assert page.heading == "Request sent" and "rings you to check" in page.words
    due = add_working_days(clock.today(), 2)
    assert f"by {due:%A} {due.day} {due:%B}" in page.words
    (kept,) = requests()
    assert (kept.state, kept.proof, kept.is_proved) == (State.WAITING, Proof.CALL, False)
    assert [one.kind for one in posted()] == ["enquiry.code", "enquiry.new"]


def test_what_is_urgent_stops_and_is_kept(service, browse, requests):
    visitor = browse(None)
    page = visitor.open(f"/referrals/public/{service}")
    page = visitor.send(page, {"go": "next", **START, "urgent_signs": "suicide"}, status=200)
    assert page.heading.startswith("Stop") and "116 123" in page.words
    page = visitor.send(page, {"go": "next"}, status=200)
    assert page.heading == "About you"
    page = visitor.send(page, {"go": "next", **PERSON}, status=200)
    visitor.send(page, {"go": "send", **MATTERS})
    assert requests()[0].urgent_signs == ["suicide"]


def test_help_that_cannot_wait_is_said_plainly_999_first(service, browse, people):
    crisis = UrgentNumber("The crisis house", "023 9200 0000", "from 6pm")
    with transaction():
        change_profile(people.service_lead, version=1, public_form=True, urgent_numbers=(crisis,))
    visitor = browse(None)
    page = visitor.open(f"/referrals/public/{service}")
    assert "I am asking for myself" in page.words and "themselves" not in page.words.split("Who are you?")[1]
    page = visitor.send(page, {"go": "next", **START, "urgent_signs": "suicide"}, status=200)
    assert "It may be some days before anybody reads this" in page.words
    assert "Call 023 9200 0000, from 6pm" in page.soup.text
    assert page.words.index("Call 999") < page.words.index("The crisis house")


def test_an_officer_says_who_they_are_and_that_the_person_agrees(service, browse, requests):
    visitor = browse(None)
    page = fill_in(visitor, service, (HOUSING[0], PERSON, {**MATTERS, "agreed": None, "proof": "call"}), status=422)
    assert list(page.errors()) == ["asker_name", "asker_organisation", "asker_telephone", "agreed"]
    page = visitor.send(page, {"go": "send", **OFFICER, "agreed": "y", "proof": "call"})
    assert page.heading == "Request sent" and "rings you" in page.words
    (kept,) = requests()
    assert (kept.is_proved, kept.state, kept.asker_words) == (False, State.WAITING, "Jo Tenant, tenancy officer")


def test_each_page_tells_of_its_own_errors_and_back_loses_nothing(service, browse):
    visitor = browse(None)
    page = visitor.send(visitor.open(f"/referrals/public/{service}"), {"go": "next"}, status=422)
    assert list(page.errors()) == ["urgent_signs", "source"]
    page = visitor.send(page, {"go": "next", **START}, status=200)
    wrong = {**PERSON, "postcode": "nowhere", "date_of_birth-year": "2015"}
    page = visitor.send(page, {"go": "next", **wrong}, status=422)
    assert list(page.errors()) == ["date_of_birth", "postcode"]
    page = visitor.send(page, {"go": "next", **PERSON}, status=200)
    page = visitor.send(page, {"go": "back", "need": "To sing"}, status=200)
    assert page.fields()["first_name"] == ["Ivy"]
    assert visitor.send(page, {"go": "next"}, status=200).fields()["need"] == ["To sing"]


def test_whoever_lives_elsewhere_is_told_where_the_service_lets_them_ask(service, browse, people):
    with transaction():
        change_profile(people.service_lead, version=1, areas=("SO",), area_stops=False)
    visitor = browse(None)
    page = visitor.send(visitor.open(f"/referrals/public/{service}"), {"go": "next", **START}, status=200)
    page = visitor.send(page, {"go": "next", **PERSON}, status=200)
    assert "for people who live where the postcode begins with SO." in page.words and "You can still ask" in page.words


def test_a_paused_service_says_so_where_one_is_chosen(service, browse, people):
    with transaction():
        change_profile(people.service_lead, version=1, state=Taking.PAUSED, state_words="We are moving")
    page = browse(None).open("/referrals/public/")
    assert (
        "Harbour Social Prescribing : This service takes no new referrals at the moment: we are moving." in page.words
    )


def test_no_program_gets_in(app, service, browse, requests):
    visitor = browse(None)
    page = fill_in(visitor, service, (START, PERSON, {**MATTERS, "leave_empty": "Buy this"}), status=422)
    assert "only programs" in page.errors()["leave_empty"] and page.fields()["leave_empty"] == ["Buy this"]
    app.config["PUBLIC_FORM_SECONDS"] = 5
    page = fill_in(visitor, service, status=422)
    assert "very quick" in page.errors()[""]
    assert "open for too long" in visitor.send(page, {"go": "send", "begun": "1.x"}, status=422).errors()[""]
    visitor.post(f"/referrals/public/{service}", {"need": "x" * 70_000}, status=413)
    assert requests() == []


def test_a_service_that_asked_for_no_form_has_none(people, browse):
    visitor = browse(None)
    for wrong in (people.service, people.practice):
        visitor.open(f"/referrals/public/{wrong}", status=404)
    assert "No service takes requests" in visitor.open("/referrals/public/").words


@pytest.mark.parametrize("screens", [SCREENS, HOUSING])
def test_the_same_form_sent_again_asks_once(service, browse, requests, screens):
    visitor = browse(None)
    page = visitor.open(f"/referrals/public/{service}")
    for answers in screens[:-1]:
        page = visitor.send(page, {"go": "next", **answers}, status=200)
    for _ in range(2):
        visitor.send(page, {"go": "send", **screens[-1]})
    assert len(requests()) == 1
