"""Terms above and below one another: who looks for crafts finds the knitters, whichever came first."""

import uuid

from core.db import db, transaction
from directory.listings.taxonomies import TaxonomyTerm
from directory.search import queries, snapshot
from directory.search.query import SearchQuery
from directory.search.terms import terms, with_those_above, with_those_below

CRAFTS, KNITTING, SOCKS = (str(uuid.uuid5(uuid.NAMESPACE_DNS, name)) for name in ("crafts", "knitting", "socks"))


def term(term_id: str, name: str, above: str | None = None) -> dict:
    return {"taxonomy_term": {"id": term_id, "name": name, "taxonomy": "Topics", "parent_id": above}}


def counts() -> dict[str, int]:
    facets = queries.search(SearchQuery()).facets
    return {option.label: option.count for facet in facets if facet.name == "tag" for option in facet.options}


def test_a_term_that_came_before_the_one_above_it_is_found_under_it(listing):
    listing("Sock club", attributes=[term(SOCKS, "Socks", KNITTING)])
    assert counts() == {"Socks": 1}
    listing("Knitters", attributes=[term(KNITTING, "Knitting", CRAFTS)])
    assert counts() == {"Knitting": 2, "Socks": 1}
    listing("Potters", attributes=[term(CRAFTS, "Crafts")])
    assert counts() == {"Crafts": 3, "Knitting": 2, "Socks": 1}
    for tag, wanted in ((CRAFTS, 3), (KNITTING, 2), (SOCKS, 1)):
        assert queries.search(SearchQuery(tags=(uuid.UUID(tag),))).total == wanted


def test_a_listing_with_a_term_and_the_one_above_it_counts_once(listing):
    listing("Both", attributes=[term(CRAFTS, "Crafts"), term(KNITTING, "Knitting", CRAFTS)])
    assert counts() == {"Crafts": 1, "Knitting": 1}


def test_terms_that_go_in_a_circle_are_each_above_and_below_the_other(listing):
    listing("One", attributes=[term(CRAFTS, "Crafts", KNITTING)])
    listing("Other", attributes=[term(KNITTING, "Knitting", CRAFTS)])
    assert counts() == {"Crafts": 2, "Knitting": 2}
    now = snapshot.current()
    assert with_those_below(now, CRAFTS) == with_those_below(now, KNITTING) == {CRAFTS, KNITTING}


def test_names_are_the_last_parts_of_what_feeds_write(listing):
    listing("Grandparents", attributes=[{"taxonomy_term": {"name": "Parents>Grandparents", "taxonomy": "Audience"}}])
    with transaction():
        db.session.add(
            TaxonomyTerm(name="Unused", taxonomy_id=db.session.query(TaxonomyTerm).one().taxonomy_id, extra={})
        )
    now = snapshot.current()
    assert {one.label for one in terms(now).values()} == {"Grandparents", "Unused"}
    assert len(with_those_above(now).row) == 1
