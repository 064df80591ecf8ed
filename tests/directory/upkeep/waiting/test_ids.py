"""What is new in a document has an id before it is saved."""

import copy

from directory.upkeep.waiting.ids import with_ids
from tests.directory.listings.examples import CHOIR, REFUGE


def test_what_has_ids_stays_as_it_is():
    for document in (CHOIR, REFUGE):
        assert with_ids(copy.deepcopy(document)) == document


def test_everything_new_gets_one_inside_too():
    new = {"location": {"name": "Barn", "addresses": [{"city": "Havant"}]}}
    attribute = {"taxonomy_term": {"name": "Bowls"}}
    document = {
        "id": CHOIR["id"],
        "name": "Choir",
        "service_at_locations": [new],
        "attributes": [attribute],
        "phones": [],
    }
    found = with_ids(document)
    [place] = found["service_at_locations"]
    ids = [place["id"], place["location"]["id"], place["location"]["addresses"][0]["id"], found["attributes"][0]["id"]]
    assert len({*ids}) == 4
    assert found["attributes"][0]["taxonomy_term"] == {"name": "Bowls"}, "a term is found by its name"
    assert "id" not in new and with_ids(document) == found, "sent twice, it is the same thing"


def test_two_that_say_the_same_are_two():
    found = with_ids({"id": CHOIR["id"], "phones": [{"number": "01632 960001"}] * 2})
    assert len({one["id"] for one in found["phones"]}) == 2
