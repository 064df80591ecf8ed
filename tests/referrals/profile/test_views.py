"""A lead's pages: one subject each, saved as a whole, wrong answers told beside their field, and nobody else's."""

import pytest

from referrals.profile.parts import PARTS
from referrals.profile.queries import profile_of
from referrals.profile.words import Ground, Taking
from referrals.words import Reason

INDEX = "/referrals/profile"


@pytest.fixture
def lead(browse, people):
    people.practice, people.other_practice  # noqa: B018
    return browse(people.service_lead)


def change(lead, part, answers, *, wrong=None):
    page = lead.send(lead.open(f"{INDEX}/{part}"), answers, status=422 if wrong else 302)
    assert page.errors() == (wrong or {})
    return page


def test_every_part_is_shown_and_changed_and_one_that_is_saved_untouched_changes_nothing(lead, people):
    before = profile_of(people.service)
    for key, part in PARTS.items():
        assert part.heading in lead.open(INDEX).words
        assert change(lead, key, {}).heading == "What your service takes"
    after = profile_of(people.service)
    assert {**vars(after), "version": 0} == {**vars(before), "version": 0}


def test_what_is_answered_is_what_is_kept_and_shown(lead, people):
    change(
        lead, "people", {"minimum_age": "16", "maximum_age": "25", "reasons_not_taken": ["money"], "reason_stops": "no"}
    )
    change(lead, "area", {"areas": "po1, so", "practices": [str(people.practice)], "area_stops": "no"})
    change(lead, "clocks", {"first_contact_days": "8", "draft_days": "3"})
    change(lead, "room", {"state": "paused", "state_words": "Away", "weekly_places": "12"})
    change(lead, "numbers", {"label_2": "The crisis house", "number_2": "023 9200 0000", "words_2": "day and night"})
    change(lead, "words", {"too_young": "ring the youth service."})
    page = change(lead, "public", {"public_form": "yes"})
    kept = profile_of(people.service)
    assert (kept.minimum_age, kept.maximum_age, kept.reasons_not_taken, kept.reason_stops) == (
        16,
        25,
        (Reason.MONEY,),
        False,
    )
    assert (kept.areas, kept.practices, kept.area_stops) == (("PO1", "SO"), frozenset({people.practice}), False)
    assert (kept.first_contact_days, kept.urgent_contact_days, kept.draft_days) == (8, 3, 3)
    assert (kept.state, kept.state_words, kept.weekly_places, kept.public_form) == (Taking.PAUSED, "Away", 12, True)
    assert [tuple(one) for one in kept.urgent_numbers] == [("The crisis house", "023 9200 0000", "day and night")]
    assert kept.alternatives == {Ground.TOO_YOUNG: "ring the youth service."}
    for words in (
        "16 to 25",
        "Seaview Surgery",
        "PO1, SO",
        "8 working days",
        "Paused: Away",
        "12 places",
        "crisis house",
    ):
        assert words in page.words
    assert lead.open(f"{INDEX}/numbers").fields()["label_1"] == ["The crisis house"]
    assert lead.open(f"{INDEX}/area").fields()["practices"] == [str(people.practice)]
    for part in PARTS:
        change(lead, part, {})
    assert {**vars(profile_of(people.service)), "version": 0} == {**vars(kept), "version": 0}


@pytest.mark.parametrize(
    ("part", "answers", "field", "words"),
    [
        ("people", {"minimum_age": ""}, "minimum_age", "Enter the youngest age"),
        ("people", {"maximum_age": "old"}, "maximum_age", "Enter a whole number"),
        ("people", {"maximum_age": "17"}, "maximum_age", "between the youngest age"),
        ("area", {"areas": "PO1, Portsmouth"}, "areas", "“PORTSMOUTH” is not the first part of a postcode"),
        ("clocks", {"urgent_contact_days": "30"}, "urgent_contact_days", "must not wait longer"),
        ("room", {"state": "urgent_only", "state_words": ""}, "state_words", "Say why"),
        ("room", {"paused_until-day": "1", "paused_until-month": "x"}, "paused_until", "must be a real date"),
        ("numbers", {"number_1": "111"}, "label_1", "Enter what it is for"),
        ("numbers", {"label_1": "Crisis", "number_1": "ring us"}, "number_1", "Enter the number"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field_and_kept(lead, people, part, answers, field, words):
    page = lead.send(lead.open(f"{INDEX}/{part}"), answers, status=None)
    assert page.status >= 400 and words in page.errors()[field]
    assert {name: page.fields()[name] for name in answers} == {name: [said] for name, said in answers.items()}
    assert profile_of(people.service).version == 0


def test_questions_are_added_changed_and_taken_away_at_most_five(lead, people):
    asked = {"question": "Do they know?", "if_no": "Tell them first.", "stops": "no"}
    for number in range(5):
        page = lead.send(lead.open(f"{INDEX}/questions/new"), asked | {"question": f"Do they know {number}?"})
    assert "Add a question" not in page.words
    page = lead.send(lead.open(f"{INDEX}/questions/new"), asked, status=None)
    assert "at most 5" in page.errors()["question"]
    first, second, *_ = profile_of(people.service).pre_checks
    lead.send(lead.open(f"{INDEX}/questions/{first.key}"), {"question": "Have they agreed?", "stops": "yes"})
    lead.send(lead.open(f"{INDEX}/questions/{second.key}/remove"))
    kept = profile_of(people.service).pre_checks
    assert [one.question for one in kept] == ["Have they agreed?", *(f"Do they know {number}?" for number in (2, 3, 4))]
    assert (kept[0].key, kept[0].stops) == (first.key, True)
    lead.open(f"{INDEX}/questions/{second.key}", status=404)
    lead.open(f"{INDEX}/weather", status=404)


def test_two_leads_at_once_are_told(lead, people):
    page = lead.open(f"{INDEX}/room")
    change(lead, "room", {"weekly_places": "4"})
    page = lead.send(page, {"weekly_places": "9"}, status=None)
    assert "Someone else changed this" in page.words and "Saved now: 4" in page.words
    lead.send(page)
    assert profile_of(people.service).weekly_places == 9


def test_other_services_are_not_touched(lead, browse, people):
    change(lead, "room", {"weekly_places": "4"})
    assert "No limit" in browse(people.other_service_lead).open(INDEX).words
    browse(people.link_worker).open(INDEX, status=403)
