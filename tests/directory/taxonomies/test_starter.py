"""The taxonomies that come along: whole, two levels deep, and with the names that the demonstration uses."""

import uuid

import pytest

from demonstration.content import read
from directory.listings.taxonomies import FOR_WHOM, OWN
from directory.taxonomies import starter


@pytest.mark.parametrize("taxonomy", starter.taxonomies(), ids=lambda one: one["name"])
def test_terms_are_whole_and_stand_two_levels_deep(taxonomy):
    terms = {term["code"]: term for term in taxonomy["terms"]}
    assert len(terms) == len(taxonomy["terms"]) == len({term["name"].lower() for term in taxonomy["terms"]})
    assert 35 <= len(terms) <= 65
    for term in taxonomy["terms"]:
        assert uuid.UUID(term["id"]) and term["name"] == term["name"].strip()
        assert "parent" not in term or "parent" not in terms[term["parent"]]
    assert {taxonomy["name"] for taxonomy in starter.taxonomies()} == {OWN, FOR_WHOM}


def test_every_id_is_one_term_and_every_other_name_leads_to_one():
    terms = [term for one in starter.taxonomies() for term in one["terms"]]
    also = [name.lower() for term in terms for name in term.get("also", ())]
    assert len({term["id"] for term in terms}) == len(terms) and len(set(also)) == len(also)


def test_the_topics_of_the_demonstration_are_among_them():
    ours = {term["id"]: (term["name"], term["code"]) for term in starter.taxonomies()[0]["terms"]}
    for listing in read("listings")["contents"]:
        for attribute in listing["attributes"]:
            term = attribute["taxonomy_term"]
            if term["taxonomy"] == OWN:
                assert ours[term["id"]] == (term["name"], term["code"])
