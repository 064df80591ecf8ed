"""Every parameter really filters: it changes the total, and finds what a slow reading of every record finds."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from directory.places import queries as places
from tests.directory.exchange.published import many

TIMES = [f"{hour:02}:{minute}" for hour in range(7, 23) for minute in ("00", "30")]
TERMS = [*many.TOP, *many.BELOW]


def several(values) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(",".join)


PARAMETERS = {
    "search": st.lists(st.sampled_from(many.NAMES), min_size=1, max_size=2).map(" ".join),
    "taxonomy_term_id": several(TERMS),
    "taxonomy_id": st.sampled_from(["Crafts", "Themes"]),
    "organization_id": several(many.ORGANIZATIONS),
    "minimum_age": st.sampled_from([0, 1, 16, 17.5, 50, 66]),
    "maximum_age": st.sampled_from([0, 5, 12.5, 58, 200]),
    "day": several(many.DAYS),
    "start_time": st.sampled_from(TIMES),
    "end_time": st.sampled_from(TIMES),
    "modified_after": st.sampled_from(["2026-03-01T00:00:00Z", "2026-05-01T12:30:00.123+01:00"]),
    "postcode": st.sampled_from(list(many.POSTCODES)),
    "proximity": st.integers(200, 15_000),
}
questions = st.dictionaries(st.sampled_from(list(PARAMETERS)), st.none(), min_size=1, max_size=3).flatmap(
    lambda chosen: st.fixed_dictionaries({name: PARAMETERS[name] for name in chosen})
)


class Everything:
    """Every record, the ids of the taxonomies by name, and where the postcodes are."""

    def __init__(self, reader) -> None:
        self.records = sorted(reader.lines("/services", full="true"), key=lambda one: one["id"])
        self.taxonomies = {one["name"]: one["id"] for one in reader.walk("/taxonomies")}
        with reader.app.app_context():
            self.points = {postcode: places.find_place(postcode).point for postcode in many.POSTCODES}

    def asked(self, question: dict) -> dict:
        """The question so that it makes sense: distances need a postcode, and taxonomies have ids."""
        asked = dict(question)
        if "proximity" in asked:
            asked.setdefault("postcode", "PO1 2DY")
        if "taxonomy_id" in asked:
            asked["taxonomy_id"] = self.taxonomies[asked["taxonomy_id"]]
        return asked

    def meant(self, asked: dict) -> list[dict]:
        """The records that it means; only what is running is in the index of words."""
        point = self.points.get(asked.get("postcode"))
        found = [one for one in self.records if many.means(one, asked, point)]
        return [one for one in found if "search" not in asked or one["status"] == "active"]

    def near(self, asked: dict, place: dict) -> bool:
        """Whether a place is near enough, where that was asked."""
        if "proximity" not in asked:
            return True
        away = many.far(place, self.points[asked["postcode"]])
        # The quick formula is within a thousandth of the geodesic: no question is asked nearer to the line than that.
        assume(abs(away - asked["proximity"]) > 0.005 * asked["proximity"])
        return away <= asked["proximity"]


@pytest.fixture(scope="module")
def everything(random):
    return Everything(random)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=questions)
def test_services_are_what_a_slow_reading_finds(random, everything, question):
    asked = everything.asked(question)
    expected = [one["id"] for one in everything.meant(asked)]
    page = random.json("/services", per_page=1000, **asked)
    assert [one["id"] for one in page["contents"]] == expected
    assert page["total_items"] == len(expected)
    assert [one["id"] for one in random.lines("/services", **asked)] == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=questions)
def test_places_are_what_a_slow_reading_finds(random, everything, question):
    asked = everything.asked(question)
    found = [
        place
        for one in everything.meant(asked)
        for place in many.places(one)
        if everything.near(asked, place) and many.happens(one, place, asked)
    ]
    expected = sorted(place["id"] for place in found)
    page = random.json("/service_at_locations", per_page=1000, **asked)
    assert [one["id"] for one in page["contents"]] == expected
    assert [one["id"] for one in random.lines("/service_at_locations", **asked)] == expected


@pytest.mark.parametrize("path", ["/services", "/service_at_locations"])
@pytest.mark.parametrize(
    "asked",
    [
        {"search": "chess"},
        {"taxonomy_term_id": many.TOP[0]},
        {"organization_id": many.ORGANIZATIONS[0]},
        {"minimum_age": 18},
        {"maximum_age": 30},
        {"day": "MO"},
        {"start_time": "13:00"},
        {"end_time": "11:00"},
        {"modified_after": "2026-05-01"},
        {"postcode": "PO9 1HH"},
        {"postcode": "PO1 2DY", "proximity": 3000},
    ],
    ids=str,
)
def test_each_changes_the_total(random, path, asked):
    everything, some = random.json(path)["total_items"], random.json(path, **asked)["total_items"]
    assert 0 < some < everything


def test_a_word_is_found_in_another_form(random):
    assert {one["id"] for one in random.lines("/services", search="gardens")} == {
        one["id"] for one in random.lines("/services", search="Garden")
    }


@pytest.mark.parametrize("nothing", ["zebra", "the choir zebra", "!!!", "NOT AND OR", '"', "a" * 200])
def test_words_that_nobody_says_find_nothing(random, nothing):
    assert random.json("/services", search=nothing)["total_items"] == 0


def test_organizations_by_words_and_terms(random):
    found = [one["name"] for one in random.walk("/organizations", search="organization 3")]
    assert found == ["Organization 3"]
    records = random.lines("/services", full="true")
    wanted = {one["organization_id"] for one in records if many.means(one, {"taxonomy_term_id": many.TOP[0]})}
    assert wanted
    assert {one["id"] for one in random.walk("/organizations", taxonomy_term_id=many.TOP[0])} == wanted
    crafts = random.json("/taxonomies", search="craft")["contents"][0]["id"]
    wanted = {one["organization_id"] for one in records if many.means(one, {"taxonomy_id": crafts})}
    assert {one["id"] for one in random.walk("/organizations", taxonomy_id=crafts)} == wanted


def test_terms_by_taxonomy_parent_and_words(random):
    crafts = random.json("/taxonomies", search="craft")["contents"][0]
    ids = {one["id"] for one in random.walk("/taxonomy_terms", taxonomy_id=crafts["id"])}
    assert ids == {*many.BELOW, *many.TOP[:2]}
    below = {one["id"] for one in random.walk("/taxonomy_terms", parent_id=many.TOP[1])}
    assert below == {term for term, parent in many.BELOW.items() if parent == many.TOP[1]}
    top = {one["id"] for one in random.walk("/taxonomy_terms", top_only="true")}
    assert top.isdisjoint(many.BELOW) and set(many.TOP) <= top
    assert [one["name"] for one in random.walk("/taxonomy_terms", search="term b3")] == ["Term b3"]
    assert len(random.json(f"/taxonomies/{crafts['id']}")["taxonomy_terms"]) == len(ids)
