"""The short form and the whole document: what is not asked is not lost."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.listings import shape
from directory.listings.answers import answers_of, with_answers
from tests.directory.listings.examples import CHOIR, REFUGE
from tests.directory.listings.test_document import part


@settings(max_examples=80, deadline=None)
@given(part(shape.SERVICE))
def test_a_form_sent_back_untouched_changes_nothing(document):
    before = copy.deepcopy(document)
    assert with_answers(document, answers_of(document)) == before
    assert document == before


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"name": "Sea"}, {"name": "Sea"}),
        ({"description": ""}, {"description": ""}),
        ({"minimum_age": None, "maximum_age": 90}, {"minimum_age": None, "maximum_age": 90}),
        ({"running": "inactive"}, {"running": "inactive"}),
        ({"postcode": "PO1 2DY", "town": ""}, {"postcode": "PO1 2DY", "town": ""}),
        ({"access": "Lift\nParking"}, {"access": "Lift\nParking"}),
        (
            {"days_1": ["MO", "FR"], "repeats_1": "last of the month"},
            {"days_1": ["MO", "FR"], "repeats_1": "last of the month"},
        ),
        ({"days_2": ["SA"], "opens_2": "14:00"}, {"days_1": ["TU"], "days_2": ["SA"], "opens_2": "14:00"}),
        ({"days_1": []}, {"days_1": []}),
        ({"cost": "paid", "amount": 2.5, "amount_description": "a week"}, {"cost": "paid", "amount": 2.5}),
        ({"cost": "as it is"}, {"cost": "as it is"}),
        ({"telephone": ""}, {"telephone": "", "contact_name": "Marian"}),
        ({"telephone": "01632 960002", "contact_name": ""}, {"telephone": "01632 960002", "contact_name": ""}),
        ({"languages": "english, Polish"}, {"languages": "English, Polish"}),
        ({"topics": []}, {"topics": []}),
    ],
)
def test_an_answer_is_taken_over(answers, says):
    found = answers_of(with_answers(CHOIR, answers_of(CHOIR) | answers))
    assert {name: found[name] for name in says} == says


def test_what_is_not_asked_stays():
    document = with_answers(CHOIR, answers_of(CHOIR) | {"opens_1": "11:00", "languages": "English", "name": "Sea"})
    assert document["schedules"][0] == CHOIR["schedules"][0] | {"opens_at": "11:00"}
    assert document["languages"] == CHOIR["languages"]
    assert document["vendor_code"] == CHOIR["vendor_code"]
    assert document["organization"] == CHOIR["organization"]


def test_a_new_postcode_is_a_new_position():
    location = with_answers(CHOIR, answers_of(CHOIR) | {"postcode": "PO1 2DY"})["service_at_locations"][0]["location"]
    assert "latitude" not in location and "longitude" not in location
    assert location["addresses"][0]["state_province"] == "Hampshire"


def test_topics_of_ours_and_of_others_are_asked_apart():
    ours, theirs = {"id": "t-1", "taxonomy": "Topics"}, {"id": "t-2", "taxonomy": "Audience"}
    document = {"attributes": [{"taxonomy_term": ours}, {"taxonomy_term": theirs}]}
    answers = answers_of(document)
    assert (answers["topics"], answers["imported_terms"]) == (["t-1"], ["t-2"])
    assert with_answers(document, answers | {"topics": []})["attributes"] == [{"taxonomy_term": theirs}]
    assert with_answers(document, answers | {"imported_terms": []})["attributes"] == [{"taxonomy_term": ours}]


def test_new_topics_and_topics_taken_away():
    document = with_answers(CHOIR, answers_of(CHOIR) | {"topics": ["t-1"], "new_topics": " Chess ,, Go, Chess"})
    terms = [one["taxonomy_term"] for one in document["attributes"]]
    assert terms == [{"id": "t-1"}, {"name": "Chess"}, {"name": "Go"}]


def test_a_confidential_address_is_not_told_and_stays_when_the_boxes_are_empty():
    answers = answers_of(REFUGE)
    assert answers["where"] == "secret"
    assert not any(answers[name] for name in ("place_name", "address", "town", "postcode"))
    kept = with_answers(REFUGE, answers | {"access": "Lift"})["service_at_locations"][0]["location"]
    assert kept["addresses"] == REFUGE["service_at_locations"][0]["location"]["addresses"]
    moved = with_answers(REFUGE, answers | {"postcode": "PO5 3HN", "address": "9 New Lane"})
    address = moved["service_at_locations"][0]["location"]["addresses"][0]
    assert (address["address_1"], address["postal_code"]) == ("9 New Lane", "PO5 3HN")
    opened = with_answers(REFUGE, answers | {"where": "place", "address": "Town Hall"})["service_at_locations"][0]
    assert "confidential" not in opened["location"] and "Secret" not in str(opened)


def test_going_online_leaves_no_place_behind():
    document = with_answers(CHOIR, answers_of(CHOIR) | {"where": "remote"})
    assert "service_at_locations" not in document
    assert "service_at_location_id" not in document["schedules"][0]


def test_sessions_that_the_form_has_no_words_for_stay():
    odd = {"id": "s-2", "freq": "MONTHLY", "bymonthday": "15"}
    document = CHOIR | {"schedules": [odd, *CHOIR["schedules"]]}
    changed = with_answers(document, answers_of(document) | {"opens_1": "11:00"})
    assert odd in changed["schedules"]
    assert len(changed["schedules"]) == 2


@given(st.dictionaries(st.sampled_from(sorted(answers_of(CHOIR))), st.just(""), max_size=3))
def test_leaving_answers_out_is_no_answer(missing):
    answers = {name: value for name, value in answers_of(CHOIR).items() if name not in missing}
    assert with_answers(CHOIR, answers) == CHOIR
