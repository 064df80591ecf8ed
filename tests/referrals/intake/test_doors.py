"""Before the long questions: which service is open to this person, said in one line and held when it is sent."""

import datetime as dt
import uuid
from types import SimpleNamespace

import pytest

from core import clock
from core.db import db, transaction
from core.refusals import Refused
from referrals.intake.doors import Door
from referrals.intake.models import Referral
from referrals.profile.facts import PreCheck, Profile, UrgentNumber
from referrals.profile.operations import change_profile
from referrals.profile.words import Ground, Taking
from referrals.words import Reason
from tests.support.referring import AGREEMENT, NEEDS, PERSON, fill_in

NEW = "/referrals/new"
KNOWS = PreCheck("0a0b0c0d", "Do they know of this referral?", "Tell them first.")
AGREED = PreCheck("1a1b1c1d", "Have they agreed to it?", "Ask them first.", stops=True)


@pytest.fixture
def profile(people):
    """`profile(areas=("SO",))` sets it for the service; `profile(lead, ...)` for the one that this lead leads."""

    def change(lead=None, **facts):
        with transaction():
            change_profile(lead or people.service_lead, version=0, **facts)

    return change


@pytest.mark.parametrize(
    ("postcode", "refused"),
    [("po1 2bb", False), ("PO12BB", False), ("zz993vz", False), ("nowhere", False), ("so141aa", True)],
)
def test_a_message_brings_a_postcode_as_it_was_written(postcode, refused):
    profile = Profile(None, minimum_age=18, first_contact_days=10, areas=("PO1",), area_stops=True)
    door = Door(SimpleNamespace(id=None), profile, None, dt.date(2026, 11, 20))
    assert bool(list(door.problems({"postcode": postcode}))) == refused


@pytest.mark.parametrize(
    ("born", "minimum", "refused"),
    [
        (dt.date(2008, 11, 20), 18, False),  # eighteen today
        (dt.date(2008, 11, 21), 18, True),  # and tomorrow
        (dt.date(2008, 11, 21), 16, False),
        (dt.date(2026, 11, 20), 0, False),
    ],
)
def test_somebody_younger_than_the_service_takes_is_told_beside_the_date_of_birth(born, minimum, refused):
    service = SimpleNamespace(id=None)
    door = Door(service, Profile(None, minimum_age=minimum, first_contact_days=10), None, dt.date(2026, 11, 20))
    found = dict(door.problems({"date_of_birth": born}))
    assert list(found) == (["date_of_birth"] if refused else [])
    assert not refused or found["date_of_birth"].startswith(f"This service is for people aged {minimum} and over. For")


def test_a_practice_that_is_served_opens_it_by_referring_or_by_having_the_person_on_its_list():
    served, own = uuid.UUID(int=1), uuid.UUID(int=2)
    profile = Profile(None, minimum_age=0, first_contact_days=10, practices=frozenset({served}))

    def fields(practice_id, code):
        door = Door(SimpleNamespace(id=None), profile, practice_id, dt.date(2026, 11, 20), served={"J82999": served})
        return [field for field, _ in door.problems({"gp_practice_code": code, "postcode": "PO1 2DY"})]

    assert fields(served, "J82001") == fields(own, "J82999") == fields(None, None) == []
    assert fields(own, "J82001") == fields(own, None) == ["gp_practice_name"]


def test_where_the_service_said_never_it_stops_beside_the_answer_and_keeps_what_was_typed(
    browse, people, profile, refer
):
    profile(areas=("SO14",), alternatives={Ground.OUT_OF_AREA: "ring Portsmouth’s service."})
    clinician = browse(people.clinician)
    page = clinician.open(NEW)
    assert "Harbour Social Prescribing : Taking referrals for people aged 18 and over who live where" in page.words
    page = clinician.send(page, {"go": "next", **PERSON}, status=422)
    live = "live where the postcode begins with SO14"
    words = f"This service is for people who {live}. For people from elsewhere: ring Portsmouth’s service."
    assert page.errors() == {"postcode": words}
    assert page.fields()["first_name"] == ["Wilhelmina"]
    with pytest.raises(Refused) as refusal:
        refer()
    assert (refusal.value.field, refusal.value.words) == ("postcode", words)
    homeless = {"postcode": "", "no_fixed_abode": "y"}
    page = clinician.send(page, {"go": "next", **homeless}, status=200)
    assert "Harbour Social Prescribing is open to this person" in page.words


def test_a_service_without_room_says_so_on_every_screen_and_gets_the_referral_all_the_same(browse, people, profile):
    profile(state=Taking.PAUSED, state_words="Two of us are away", paused_until=clock.today() + dt.timedelta(days=9))
    clinician = browse(people.clinician)
    assert "This service takes no new referrals until" in clinician.open(NEW).words
    page = fill_in(clinician)
    assert "two of us are away. Meanwhile: you can still send a referral" in page.words
    assert clinician.send(page, {"go": "send"}).heading == "Referral sent"


def test_places_of_the_week_are_counted_from_monday(browse, people, profile, refer):
    profile(weekly_places=2)
    monday = dt.datetime(2026, 11, 23, 0, 30, tzinfo=clock.LONDON)
    for day in (-1, 0, 1):
        with clock.at(monday + dt.timedelta(days=day)):
            assert "places of this week" not in browse(people.clinician).open(NEW).words
            refer()
    with clock.at(monday + dt.timedelta(days=2)):
        assert "All 2 places of this week are taken" in browse(people.clinician).open(NEW).words


def test_the_services_own_questions_come_first_and_their_answers_are_kept(browse, people, profile):
    profile(pre_checks=(KNOWS, AGREED), reasons_not_taken=(Reason.HOUSING, Reason.LONELINESS))
    clinician = browse(people.clinician)
    page = clinician.send(clinician.open(NEW), {"go": "next", **PERSON}, status=422)
    assert page.errors() == {"pre_checks": "Answer yes or no"}
    answers = {"pre_checks-0a0b0c0d": "no", "pre_checks-1a1b1c1d": "no"}
    page = clinician.send(page, {"go": "next", **answers}, status=422)
    assert page.errors() == {"pre_checks": "You answered no to “Have they agreed to it?” Ask them first."}
    page = clinician.send(page, {"go": "next", "pre_checks-1a1b1c1d": "yes"}, status=200)
    assert "You answered no to “Do they know of this referral?” Tell them first." in page.words
    page = clinician.send(page, {"go": "next", **NEEDS}, status=422)
    assert page.errors()["reasons"].startswith("This service does not take referrals for “Housing or homelessness”")
    page = clinician.send(page, {"go": "next", "reasons": ["housing", "money"]}, status=200)
    page = clinician.send(page, {"go": "next", **AGREEMENT}, status=200)
    assert "Do they know of this referral? No; Have they agreed to it? Yes" in page.words
    clinician.send(page, {"go": "send"})
    kept = db.session.query(Referral).one().pre_checks
    assert [(one.question, one.answer) for one in kept] == [(KNOWS.question, False), (AGREED.question, True)]


def test_of_several_services_each_has_its_line_and_another_can_be_chosen(browse, people, profile):
    crisis = UrgentNumber("The crisis house", "023 9200 0000", "day and night")
    profile(areas=("SO",), pre_checks=(KNOWS,), urgent_numbers=(crisis,), practices=frozenset({people.practice}))
    profile(people.other_service_lead, minimum_age=70)
    clinician = browse(people.clinician)
    page = clinician.open(NEW)
    for words in (KNOWS.question, "people aged 18 and over", "people aged 70 and over"):
        assert words in page.words
    stopped = clinician.send(page, {"go": "next", "urgent_signs": ["suicide"]}, status=200)
    assert "The crisis house Call 023 9200 0000 , day and night" in stopped.words
    page = clinician.send(page, {"go": "next", **PERSON, "service_id": str(people.other_service)}, status=422)
    assert page.errors()["service_id"].startswith("This service is for people aged 70 and over.")
    page = clinician.send(
        page, {"service_id": str(people.service), "pre_checks-0a0b0c0d": "yes", "go": "next"}, status=200
    )
    assert "Harbour Social Prescribing is open to this person" in page.words
