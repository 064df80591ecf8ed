"""The promise where people meet it: before sending, on the receipt, with the referrer, the service and its lead."""

import datetime as dt

import pytest

from accounts.models import Organisation
from core import clock
from core.db import db
from core.outbox.models import Message
from core.refusals import Refused
from referrals.intake.models import Referral
from referrals.intake.promises import operations
from referrals.letters.models import Letter
from referrals.words import Way
from tests.support.referring import fill_in


def test_a_carer_who_is_contacted_instead_is_told_and_the_person_is_not(browse, refer, people):
    carer = {"carer_name": "Bo Lee", "carer_telephone": "07700 900124", "contact_carer": True}
    referral_id, surgery = refer(**carer, may_text=True), browse(people.clinician)
    page = surgery.open(f"/referrals/{referral_id}/receipt")
    for said in (
        "Tell Bo Lee",
        "Ann Lee is not written to.",
        "This is about Ann Lee. Somebody will be in touch",
        "Text message This is about Ann. Somebody",
    ):
        assert said in page.words, said
    assert "Send this to Bo Lee, 07700 900124" in surgery.send(page, {"way": "text"}, action="/tell").words
    assert db.session.query(Letter).one().words.startswith("This is about Ann. Somebody will be in touch with you by")
    closed = refer(**carer, may_text=False, never_by=["letter"])
    page = surgery.open(f"/referrals/promises/{closed}/tell")
    assert page.heading == "Tell Bo Lee when" and "no safe way to write to Bo Lee: ring 07700 900124" in page.words
    assert not page.soup.select("[name=way]")


def test_a_practice_that_is_not_told_asks_for_the_day_whether_somebody_has_spoken_with_them_or_not(
    browse, refer, step, people
):
    kept = {"tell_gp": False, "gp_practice_name": "Seaview Surgery"}
    waits, spoken, new = (refer(**kept) for _ in range(3))
    surgery = browse(people.clinician)
    for case in (waits, spoken):
        step(people.link_worker, case, "accept")
    step(people.link_worker, spoken, "begin")
    db.session.get(Referral, spoken).first_contact_on = clock.today()
    db.session.commit()
    assert "by when" in surgery.open(f"/referrals/mine/{new}").words
    for case in (waits, spoken):
        assert "by when" not in surgery.open(f"/referrals/mine/{case}").words
        for address in (f"/referrals/promises/{case}/tell", f"/referrals/{case}/receipt"):
            page = surgery.open(address)
            assert "Ask the service by when" in page.words and not page.soup.select("[name=way]"), address
        with pytest.raises(Refused, match="Ask the service"):
            operations.tell_person(people.clinician, db.session.get(Referral, case), way=Way.LETTER)


def test_from_the_last_look_to_the_new_date(browse, people):
    people.service_lead, people.service  # noqa: B018
    surgery, desk, lead = browse(people.clinician), browse(people.link_worker), browse(people.service_lead)

    page = fill_in(surgery)
    assert "If you send it now: first contact by" in page.words
    page = surgery.send(page, {"go": "send"})
    referral = db.session.query(Referral).one()
    promised = page.words[page.words.index("First contact by") :][:60]
    assert f"by {referral.promised_on:%A} {referral.promised_on.day}" in promised
    assert "Text message" in page.words and "Email" not in {one.get("value") for one in page.soup.select("[name=way]")}

    form = {"way": "text"}
    page = surgery.send(page, form, action="/tell")
    assert "It has not been sent from here" in page.words
    assert db.session.query(Letter).one().organisation_id == people.practice
    assert db.session.query(Message).filter_by(kind="letter.person").count() == 0

    told = surgery.open(f"/referrals/{referral.id}/receipt")
    assert "has written to them already" in told.words and "Text message: " in told.words
    tell = f"/referrals/promises/{referral.id}/tell"
    assert tell in [link["href"] for link in surgery.open(f"/referrals/mine/{referral.id}").soup.select("main a")]
    db.session.get(Organisation, people.service).telephone = "+441632960210"
    db.session.commit()
    written = surgery.send(surgery.open(tell), {"way": "letter"}, action="/tell").soup.select_one(".app-letter").text
    assert written.count("01632 960210") == 1, "the number of the service does not stand under the referrer’s own name"

    for address in (f"/referrals/mine/{referral.id}", "/referrals/mine"):
        assert "First contact by" in surgery.open(address).words
    assert "Place in the queue 1" in surgery.open(f"/referrals/mine/{referral.id}").words

    queue = desk.open("/referrals/queue").words
    assert "An answer is due by" in queue and "first contact promised by" in queue
    page = desk.open("/referrals/waiting").words
    assert (
        "1 person waits" in page and "In the last 4 weeks you spoke with 0 people" in page and "your pace" not in page
    )
    record = desk.open(f"/referrals/{referral.id}")
    assert "Name a new date" in record.words and "Written to them" not in record.words
    renew = desk.open(f"/referrals/promises/{referral.id}/renew")
    again = desk.send(renew, {"words": ""}, status=422)
    assert list(again.errors().values()) == ["Enter the new date", "Say why in a few words"]

    for address, whose in (("/referrals/waiting", lead), ("/referrals/team", lead)):
        assert whose.open(address).soup.select_one("main a[href='/referrals/promises']"), address
    assert not desk.open("/referrals/waiting").soup.select_one("a[href='/referrals/promises']")
    page = lead.open("/referrals/promises")
    assert page.soup.select_one("table.nhsuk-table-responsive")  # 320 pixels are too few for seven columns
    figures = page.words
    assert "What is promised today" in figures and "Still to come" in figures


def test_promises_of_months_to_come_are_shown_too(people, refer, browse):
    lead = browse(people.service_lead)
    with clock.at(dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)):
        refer()
        rows = [row.get_text(" ", strip=True) for row in lead.open("/referrals/promises").soup.select("tbody tr")]
    months = ["December", "November", "October", "September", "August", "July", "June"]
    assert [row.split(" ")[0] for row in rows] == months
    assert "Still to come 1" in rows[0] and "Still to come 0" in rows[1]
