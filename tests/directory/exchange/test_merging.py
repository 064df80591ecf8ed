"""Merging: what only one side changed is taken, what both changed is asked, and nothing else ever happens."""

import copy
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.exchange.merging import Conflict, aligned, merge, value_at, with_value
from tests.directory.listings.examples import CHOIR

words = st.sampled_from(["one", "two", "three"])
ids = st.sampled_from(["a", "b", "c"])
item = st.fixed_dictionaries({"id": ids}, optional={"opens_at": words, "notes": words})
items = st.lists(item, min_size=1, max_size=3, unique_by=lambda one: one["id"])
documents = st.fixed_dictionaries(
    {},
    optional={
        "name": words,
        "alert": words,
        "schedules": items,
        "pc_tags": st.lists(words, min_size=1, max_size=2),
        "organization": st.fixed_dictionaries({"id": ids}, optional={"name": words, "phones": items}),
    },
)


@given(documents, documents)
def test_a_source_that_says_nothing_new_changes_nothing(base, ours):
    assert merge(base, ours, base) == (ours, [])


@given(documents, documents)
def test_what_nobody_changed_here_is_the_sources_to_change(base, theirs):
    assert merge(base, base, theirs) == (theirs, [])


@given(documents, documents)
def test_two_who_say_the_same_agree(base, said):
    assert merge(base, said, said) == (said, [])


@given(documents, documents, documents)
def test_every_conflict_is_one(base, ours, theirs):
    merged, conflicts = merge(base, ours, theirs)
    for path, here, there in conflicts:
        assert here != there
        assert value_at(ours, path) == value_at(merged, path) == here
        assert value_at(theirs, path) == there
        assert value_at(base, path) not in (here, there)


@given(documents, documents, documents)
def test_the_next_time_nothing_is_asked_again(base, ours, theirs):
    merged, _ = merge(base, ours, theirs)
    again, asked = merge(theirs, merged, theirs)
    assert (again, asked) == (merged, [])


@given(documents, documents, documents)
def test_changes_of_different_fields_are_both_kept(base, ours, theirs):
    ours = {**ours, **{name: base[name] for name in ("name", "schedules") if name in base}}
    theirs = {**theirs, **{name: base[name] for name in ("alert", "organization", "pc_tags") if name in base}}
    for changed, kept in ((ours, ("name", "schedules")), (theirs, ("alert", "organization", "pc_tags"))):
        for name in kept:
            if name not in base:
                changed.pop(name, None)
    merged, conflicts = merge(base, ours, theirs)
    assert conflicts == []
    assert {name: merged.get(name) for name in ("name", "schedules")} == {
        name: theirs.get(name) for name in ("name", "schedules")
    }
    assert {name: merged.get(name) for name in ("alert", "organization")} == {
        name: ours.get(name) for name in ("alert", "organization")
    }


@given(documents, documents, documents)
def test_nothing_is_changed_in_place_and_taking_every_answer_of_theirs_ends_the_conflicts(base, ours, theirs):
    before = copy.deepcopy((base, ours, theirs))
    merged, conflicts = merge(base, ours, theirs)
    for conflict in conflicts:
        merged = with_value(merged, conflict.path, conflict.theirs)
    for conflict in conflicts:
        assert value_at(merged, conflict.path) == conflict.theirs
    assert (base, ours, theirs) == before


def test_field_by_field_and_item_by_item():
    base = {"name": "Choir", "schedules": [{"id": "a", "opens_at": "10:00", "notes": "x"}, {"id": "b", "notes": "y"}]}
    ours = {"name": "Tuesday choir", "schedules": [{"id": "a", "opens_at": "10:30", "notes": "x"}, {"id": "b"}]}
    theirs = {"name": "Choir", "schedules": [{"id": "a", "opens_at": "11:00", "notes": "z"}, {"id": "c", "notes": "n"}]}
    merged, conflicts = merge(base, ours, theirs)
    assert merged["name"] == "Tuesday choir"
    assert merged["schedules"] == [
        {"id": "a", "opens_at": "10:30", "notes": "z"},
        {"id": "b"},
        {"id": "c", "notes": "n"},
    ]
    assert conflicts == [
        Conflict("schedules[a].opens_at", "10:30", "11:00"),
        Conflict("schedules[b]", {"id": "b"}, None),
    ]


def test_another_organisation_is_one_question():
    base, ours, theirs = ({"organization": {"id": own_id, "name": own_id * 3}} for own_id in "abc")
    assert [conflict.path for conflict in merge(base, ours, theirs)[1]] == ["organization"]


def test_the_latest_look_counts_and_when_it_was_changed_is_the_sources_word():
    base, ours, theirs = (
        {"assured_date": date, "last_modified": moment}
        for date, moment in (("2026-01-01", "1"), ("2026-09-01", "3"), ("2026-03-01", "2"))
    )
    assert merge(base, ours, theirs) == ({"assured_date": "2026-09-01", "last_modified": "2"}, [])


def test_a_place_that_is_gone_is_no_place_to_write():
    document = {"schedules": [{"id": "a"}]}
    assert with_value(document, "schedules[b].opens_at", "10:00") == document
    assert with_value(document, "organization.name", "x") == document
    assert with_value(document, "schedules[a]", None) == {}
    assert with_value({}, "schedules[a]", {"id": "a"}) == {"schedules": [{"id": "a"}]}


def test_our_ids_for_parts_and_our_terms():
    own, other = "5d0c7d2c-2f0e-4a57-9a53-0000000000aa", "2a53f5f9-4444-5b50-9f0e-0123456789ab"
    theirs = {"id": own, "schedules": [{"id": other, "notes": "x"}], "attributes": [{"id": "t", "taxonomy_term": TERM}]}
    given = str(uuid.uuid5(uuid.UUID(own), other))
    ours = {"id": own, "schedules": [{"id": given}], "attributes": [{"id": "t", "taxonomy_term": OUR_TERM}]}
    found = aligned(theirs, ours)
    assert found["schedules"] == [{"id": given, "notes": "x"}]
    assert found["attributes"] == ours["attributes"]


TERM = {"name": "Singing", "taxonomy": "Topics"}
OUR_TERM = {"id": "9", "name": "singing", "taxonomy": "Topics", "description": "With voices."}


@pytest.mark.parametrize("path", ["name", "organization.name", "service_at_locations"])
def test_of_a_whole_listing(path):
    changed = with_value(CHOIR, path, "Something else")
    assert merge(CHOIR, CHOIR, changed)[0] == changed
    assert aligned(CHOIR, CHOIR) == CHOIR
