"""Which taxonomies there are, a tree of terms, and how many listings have each."""

import uuid

import pytest

from core.db import db, transaction
from core.refusals import Missing
from directory.listings import operations as listings
from directory.listings.taxonomies import TaxonomyTerm
from directory.taxonomies import operations, queries


def test_a_tree_with_the_listings_of_each_term(hobbies, listing, editor):
    listing("Tide", hobbies.singing, hobbies.singing)
    listing("Wave", hobbies.singing, hobbies.games)
    gone = listing("Gone", hobbies.games)
    with transaction():
        listings.retire_listing(editor, gone, version=gone.version, reason="Ended")
    told = [(branch.term.name, branch.depth, branch.listings) for branch in queries.tree(hobbies.taxonomy)]
    assert told == [("Games", 0, 1), ("Music", 0, 0), ("Choirs", 1, 0), ("Singing", 1, 2)]
    (standing,) = queries.standing()
    assert (standing.terms, standing.listings) == (4, 2)
    assert len(queries.listings_of([hobbies.games.id])) == 2  # a retired listing is written anew too
    assert len(queries.listings_in(hobbies.taxonomy)) == 3


def test_a_ring_of_terms_hides_none_of_them():
    first, second, third = (TaxonomyTerm(id=uuid.uuid4(), name=name) for name in "abc")
    first.parent_id, second.parent_id = second.id, first.id
    assert {term.name: depth for term, depth in queries.in_tree_order([first, second, third])} == dict.fromkeys(
        "abc", 0
    )


def test_a_term_may_stand_under_any_but_itself_and_what_is_under_it(hobbies):
    assert list(queries.parents_for(hobbies.taxonomy).values()) == ["Games", "Music", "– Choirs", "– Singing"]
    assert list(queries.parents_for(hobbies.taxonomy, hobbies.music).values()) == ["Games"]


def test_terms_by_code_follow_a_merging_and_come_once(app, editor):
    with transaction():
        operations.install_starter(editor)
        walking, dance = queries.coded(["walking", "dance"])
        operations.merge_terms(editor, walking, version=walking.version, into_id=dance.id)
    assert [term.code for term in queries.coded(["walking", "no such code", "dance", "singing"])] == [
        "dance",
        "singing",
    ]


def test_our_own_come_first_and_offer_themselves_for_merging(hobbies, editor):
    with transaction():
        operations.install_starter(editor)
    assert [one.taxonomy.name for one in queries.standing()] == ["Topics", "For whom", "Audience", "Hobbies"]
    offered = queries.targets_for(hobbies.choirs)
    assert "Topics: Singing" in offered.values() and "Hobbies: Singing" in offered.values()
    assert str(hobbies.choirs.id) not in offered


def test_what_is_not_there_is_missing(app):
    for find in (queries.find_taxonomy, queries.find_term, queries.find_file):
        with pytest.raises(Missing):
            find(uuid.uuid4())
    assert db.session.query(TaxonomyTerm).count() == 0
