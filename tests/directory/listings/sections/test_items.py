"""Answers about things of which a listing has several, put back into its document."""

import copy

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.listings import shape
from directory.listings.sections.items import lay_out, named, put_back
from directory.listings.sections.outline import SECTIONS, for_whom
from directory.listings.shape import SERVICE
from tests.directory.listings.examples import CHOIR, REFUGE
from tests.directory.listings.test_document import part as documents

EVERY_PART = [part for section in SECTIONS for part in section.parts]
quick = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def laid_out(document, posted=None, editor=True):
    return [lay_out(part, SERVICE, document, editor, posted or {}) for part in EVERY_PART]


def back(document, answers, posted=None, editor=True):
    after = copy.deepcopy(document)
    for items in laid_out(document, posted, editor):
        put_back(items, after, answers)
    return after


@quick
@given(documents(shape.SERVICE), st.booleans())
def test_no_answer_changes_nothing(document, editor):
    assert back(document, {}, editor=editor) == document


def test_an_answer_changes_what_it_is_about():
    answers = {"contacts-1-phones-1-number": "01632 960002", "cost_options-1-amount": 3}
    after = back(CHOIR, answers)
    assert after["contacts"][0]["phones"][0]["number"] == "01632 960002"
    assert after["cost_options"][0]["amount"] == 3
    after["contacts"], after["cost_options"] = CHOIR["contacts"], CHOIR["cost_options"]
    assert after == CHOIR


def test_a_new_postcode_forgets_the_position_and_a_typed_one_stays():
    place = "service_at_locations-1-location"
    moved = back(CHOIR, {f"{place}-addresses-1-postal_code": "PO1 2DY"})
    assert "latitude" not in moved["service_at_locations"][0]["location"]
    typed = back(CHOIR, {f"{place}-addresses-1-postal_code": "PO1 2DY", f"{place}-latitude": 50.8})
    assert typed["service_at_locations"][0]["location"]["latitude"] == 50.8


def test_what_somebody_else_added_meanwhile_is_not_lost():
    posted = {"contacts-count": "1", "contacts-1-id": ""}
    [contacts] = [items for items in laid_out(CHOIR, posted) if items.prefix == "contacts"]
    assert [item.known for item in contacts.items] == [False, True]


@given(
    st.dictionaries(st.sampled_from(["contacts-count", "contacts-1-id", "contacts-2-id", "go"]), st.text(max_size=9))
)
def test_anything_posted_is_laid_out(posted):
    assert back(CHOIR, {}, posted) == CHOIR


def test_nobody_is_shown_a_confidential_place():
    for editor in (True, False):
        [places] = [items for items in laid_out(REFUGE, editor=editor) if items.prefix == "service_at_locations"]
        assert "Secret" not in str(places)
        assert places.items[0].secret


def test_a_name_tells_the_way():
    assert named("contacts-1", "phones") == "contacts-1-phones"
    assert named("location.name") == "location-name"
    assert for_whom(SECTIONS, editor=False) and named("status") == "running"
