"""Who is referred already: the same person is found, another is not, and nobody hears of strangers' referrals."""

import datetime as dt

import pytest
from sqlalchemy import event

from core.db import db
from referrals.intake import duplicates
from referrals.words import NoNhsNumber
from tests.support.referring import PERSON, SCREENS, fill_in

WILHELMINA = {
    "first_name": "Wilhelmina",
    "family_name": "Quackenbush",
    "date_of_birth": dt.date(1961, 2, 13),
    "nhs_number": "9990000018",
}
NO_NUMBER = {"nhs_number": None, "no_nhs_number": NoNhsNumber.NOT_KNOWN}


@pytest.mark.parametrize(
    ("facts", "same"),
    [
        ({}, True),
        ({"first_name": "Billie", "date_of_birth": dt.date(1961, 2, 14)}, True),  # the same NHS number
        (NO_NUMBER | {"first_name": "WILHELMINA "}, True),  # the same name and birthday
        (NO_NUMBER | {"first_name": "Billie"}, True),  # a short form
        (NO_NUMBER | {"date_of_birth": dt.date(1971, 3, 13)}, False),
        (NO_NUMBER | {"first_name": "Agnes"}, False),
    ],
)
def test_the_same_number_or_the_same_name_and_birthday(refer, get, people, facts, same):
    first, second = get(refer(**WILHELMINA)), get(refer(**WILHELMINA | facts))
    assert duplicates.of_person(people.clinician, second.person) == ([first, second] if same else [second])
    beside = duplicates.among(people.link_worker, [first, second])
    assert beside == {first.id: [second] if same else [], second.id: [first] if same else []}


@pytest.mark.parametrize("born", [dt.date(1961, 2, 12), dt.date(1961, 12, 2)])
def test_a_slip_in_the_birthday_is_found_beside_one_person(refer, get, people, born):
    mistyped = NO_NUMBER | {"date_of_birth": dt.date(1961, 2, 12)}
    first, second = get(refer(**WILHELMINA | mistyped)), get(refer(**WILHELMINA | NO_NUMBER | {"date_of_birth": born}))
    (found,) = duplicates.alike(people.link_worker, second.person, but=second.id)
    assert found.referral == first and found.reasons[0] == "The same name" and "The same postcode" in found.reasons


def test_two_people_without_a_number_are_not_one(refer, get, people):
    one, other = get(refer(**NO_NUMBER)), get(refer(**NO_NUMBER, first_name="Bo"))
    assert duplicates.of_person(people.clinician, one.person) == [one] != [other]


def test_of_strangers_with_the_same_birthday_no_more_is_read_than_is_compared(refer, get, people):
    one = get(refer(**WILHELMINA))
    for name in ("Bo", "Cy"):
        refer(**NO_NUMBER, first_name=name, date_of_birth=WILHELMINA["date_of_birth"])
    actor, person, asked = people.link_worker, one.person, []
    listener = lambda *args: asked.append(args[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    assert duplicates.alike(actor, person, but=one.id) == [] and duplicates.among(actor, [one]) == {one.id: []}
    event.remove(db.engine, "before_cursor_execute", listener)
    assert len(asked) == 2 and not any("referral.need" in statement for statement in asked)


def test_what_has_ended_is_no_duplicate(refer, get, step, people):
    first, second = refer(**WILHELMINA), refer(**WILHELMINA)
    step(people.clinician, first, "withdraw", words="Twice")
    assert duplicates.among(people.link_worker, [get(second)]) == {second: []}


def test_the_last_look_names_the_practices_own_and_asks_why_another(refer, get, browse, people):
    reference = get(refer(**WILHELMINA)).reference
    people.service_lead  # noqa: B018
    browser = browse(people.clinician)
    page = fill_in(browser)
    assert "Your practice may have referred this person already" in page.words
    assert (
        f"Open {reference} : Wilhelmina Quackenbush" in page.words
        and "The same NHS number; The same name" in page.words
    )
    assert any(reference in link.get_text() for link in page.soup.find_all("a"))
    page = browser.send(page, {"go": "send"}, status=422)
    assert list(page.errors()) == ["why_again"]
    assert browser.send(page, {"go": "send", "why_again": "Another need"}).heading == "Referral sent"
    latest = duplicates.of_person(people.clinician, get(refer(**WILHELMINA)).person)[1]
    assert latest.events[0].words == "Another need"


def test_another_practices_is_not_given_away(refer, browse, people):
    refer(**WILHELMINA)
    page = fill_in(browse(people.other_clinician), [*SCREENS[:2], SCREENS[2] | {"service_id": str(people.service)}])
    assert page.heading == "Check before you send"
    assert "referred this person already" not in page.words and "FB-" not in page.words


def test_another_services_is_not_given_away(refer, browse, people):
    mine = refer(**WILHELMINA)
    refer(**WILHELMINA, service_id=people.other_service)
    for address in ("/referrals/queue", f"/referrals/{mine}"):
        page = browse(people.link_worker).open(address)
        assert "Quackenbush" in page.words and "Open referral already" not in page.words


def test_the_queue_and_the_record_name_it_to_the_service(refer, get, browse, people):
    first, second = refer(**WILHELMINA), refer(people.other_clinician, **WILHELMINA)
    references = {one: get(one).reference for one in (first, second)}
    refer()
    browser = browse(people.link_worker)
    queue = browser.open("/referrals/queue").words
    assert queue.count("Open referral already: ") == 2
    assert f"Open referral already: {references[second]}" in queue
    assert f"Open referral already: {references[first]}" in browser.open(f"/referrals/{second}").words


def test_the_person_typed_is_the_person_of_the_tests():
    assert PERSON["nhs_number"].replace(" ", "") == WILHELMINA["nhs_number"]
