"""The demonstration's room: every answer is there to be seen, one that is over, one pause."""

from collections import Counter

from core import clock
from directory.listings.room import Room
from directory.search import queries
from directory.search.query import SearchQuery
from tests.demonstration.conftest import A_TUESDAY


def test_every_answer_is_there_to_be_seen(demonstration):
    with clock.at(A_TUESDAY):
        results = queries.search(SearchQuery())
        counts = Counter(
            {one.value: one.count for facet in results.facets if facet.name == "room" for one in facet.options}
        )
        assert set(counts) == {*Room, "not-known"} and counts["waitlist"] == 2
        bands = {one.value: one.count for facet in results.facets if facet.name == "trust" for one in facet.options}
        assert bands["confirmed"] > bands["unconfirmed"] >= 1 and bands["hidden"] >= 1
        assert queries.count(SearchQuery(introductions=True)) <= results.total - 3
