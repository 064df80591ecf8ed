"""The pages of the team: how somebody works, leave, and whom a person asked for."""

import datetime as dt

from core import clock
from core.db import db
from referrals.allocation import queries
from referrals.allocation.models import Leave
from referrals.intake.models import Referral
from referrals.words import Reason

IN_A_MONTH = clock.today() + dt.timedelta(days=30)


def boxes(name: str, day: dt.date) -> dict:
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def test_one_says_how_one_works_and_when_one_is_away(browse, people, refer):
    refer()
    desk = browse(people.link_worker)
    page = desk.open("/referrals/team/mine")
    assert page.heading == "How Jo Marsh works" and "Add leave" not in page.words
    wrong = desk.send(page, {"weekly_hours": "none", "areas": "Portsmouth", "most": "many"}, status=422)
    assert set(wrong.errors()) == {"weekly_hours", "areas", "most"}
    assert wrong.soup.find(id="areas")["value"] == "Portsmouth", "what was typed stays"
    given = {"weekly_hours": "22.5", "most": "30", "areas": "po1, PO4", "languages": "Polish", "gender": "woman"}
    chosen = {"skills": ["money", "housing"], "practices": [str(people.practice)], "base_postcode": "po1 2dy"}
    page = desk.send(page, given | chosen)
    terms = queries.terms_of(people.service, [people.link_worker.id])[people.link_worker.id]
    assert (terms.weekly_hours, terms.most, terms.areas, terms.gender) == (22.5, 30, ("PO1", "PO4"), "woman")
    assert (terms.skills, terms.base_postcode) == ((Reason.MONEY, Reason.HOUSING), "PO1 2DY")
    assert terms.practices == (str(people.practice),) and terms.languages == ("Polish",)
    unsaid = {"most": "", "areas": "", "languages": "", "gender": "none", "skills": [], "practices": []}
    desk.send(page, unsaid)
    terms = queries.terms_of(people.service, [people.link_worker.id])[people.link_worker.id]
    assert (terms.most, terms.areas, terms.gender, terms.skills, terms.practices) == (None, (), None, (), ())

    form = desk.open(f"/referrals/team/{people.link_worker.id}/leave")
    back = desk.send(form, boxes("begins_on", IN_A_MONTH) | boxes("ends_on", clock.today()), status=409)
    assert "before the first" in back.errors()["ends_on"]
    page = desk.send(form, boxes("begins_on", IN_A_MONTH) | boxes("ends_on", IN_A_MONTH))
    assert f"{IN_A_MONTH.day} {IN_A_MONTH:%B %Y}" in page.words
    again = desk.send(page, {"csrf_token": "old"}, action="/cancel", status=422)
    assert (again.heading, "open for too long" in again.words) == ("Take out leave", True)
    desk.send(again)
    assert db.session.query(Leave).count() == 0


def test_a_lead_opens_everybodys_and_a_link_worker_only_their_own(browse, people):
    ben = f"/referrals/team/{people.second_link_worker.id}"
    assert browse(people.service_lead).open(ben).heading == "How Ben Ali works"
    browse(people.link_worker).open(ben, status=404)
    browse(people.other_service_lead).open(ben, status=404)
    browse(people.clinician).open(ben, status=403)


def test_a_persons_wish_is_written_down(browse, people, refer):
    referral_id = refer()
    desk = browse(people.link_worker)
    page = desk.open(f"/referrals/{referral_id}/wish")
    desk.send(page, {"gender": "woman"})
    page = desk.open(f"/referrals/{referral_id}/wish")
    assert page.fields()["gender"] == ["woman"]
    desk.send(page, {"gender": "none"})
    assert desk.open(f"/referrals/{referral_id}/wish").fields()["gender"] == ["none"]
    assert "/referrals/team/mine" in {link["href"] for link in desk.open("/referrals/caseload").soup.select("main a")}


def test_a_lead_on_the_way_to_giving_writes_the_wish_down_and_comes_back(browse, people, refer, step):
    referral_id, lead = refer(), browse(people.service_lead)
    step(people.link_worker, referral_id, "accept")
    page = lead.send(lead.open(f"/referrals/{referral_id}/wish"), {"gender": "woman"})
    assert page.heading == "Give to a link worker" and "They asked for: a woman ." in page.words
    assert "Not shown as a woman, for whom the person asked" in page.words


def test_the_suggested_link_worker_comes_first_with_reasons_and_one_click_gives_it_to_them(
    browse, people, refer, step, post
):
    post(people.link_worker, weekly_hours=30)
    post(people.second_link_worker, weekly_hours=30, skills=[Reason.LONELINESS])
    referral_id = refer()
    step(people.link_worker, referral_id, "accept")
    lead = browse(people.service_lead)
    page = lead.open(f"/referrals/{referral_id}/steps/allocate")
    choices = [label.get_text().strip() for label in page.soup.select(".nhsuk-radios__label")]
    assert choices == ["Ben Ali (suggested)", "Jo Marsh", "Rosa Bell"]
    assert "Good at the main reason: loneliness or isolation" in page.words and "0% of the week taken" in page.words
    lead.send(page)
    assert db.session.get(Referral, referral_id).link_worker_id == people.second_link_worker.id
    page = lead.open(f"/referrals/{referral_id}/steps/hand_over")
    assert "Ben Ali (suggested)" not in page.words and "Jo Marsh (suggested)" in page.words
