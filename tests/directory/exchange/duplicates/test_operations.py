"""Pairs are found once, decided once, and a merge leads everything that was there to what stays."""

import copy
import uuid

import pytest

from accounts.actors import System
from accounts.roles import Role
from core.db import transaction
from core.refusals import Missing, Refused, Stale
from directory.exchange.duplicates import operations, queries
from directory.exchange.operations import Outcome, take_in
from directory.listings import operations as listings
from directory.listings import queries as listing_queries
from directory.listings.document import to_document
from tests.directory.listings.examples import CHOIR, EDITOR, REFUGE, add


def twin(number: int = 1, **more) -> dict:
    """The choir as another feed writes it, with ids of its own throughout."""

    def renumbered(value):
        if isinstance(value, dict):
            return {name: renumbered(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [renumbered(inner) for inner in value]
        known = isinstance(value, str) and value.startswith("5d0c7d2c-")
        return str(uuid.uuid5(uuid.UUID(value), str(number))) if known else value

    return renumbered(copy.deepcopy(CHOIR)) | more


def find() -> operations.Found:
    with transaction():
        return operations.note_pairs(EDITOR, queries.alike())


@pytest.fixture
def pair(app):
    """The choir of our own, and the same from a feed with a notice of its own; waiting for an editor."""
    add(CHOIR)
    list(take_in(EDITOR, [twin(alert="New hall!")], source="feed"))
    assert find() == (1, 1)
    return only()


def only() -> queries.Pair:
    (found,), _ = queries.index(EDITOR)
    return found


def merge(found: queries.Pair, **choices):
    versions = {"version": found.pair.version, "left_version": found.left.version, "right_version": found.right.version}
    keep = "left" if str(found.left.id) == CHOIR["id"] else "right"
    with transaction():
        return operations.merge(EDITOR, found, keep=keep, choices=choices, **versions).id


def test_found_once_with_reasons_and_again_nothing_new(pair):
    assert pair.pair.points >= 90 and "The names are the same" in pair.pair.reasons
    assert find() == (1, 0)
    assert queries.index(EDITOR)[1] == 1


def test_kept_apart_for_ever(pair):
    with transaction():
        operations.keep_apart(EDITOR, pair, version=pair.pair.version)
    assert find() == (0, 0)
    with pytest.raises(Refused, match="decided already"):
        operations.keep_apart(EDITOR, pair, version=pair.pair.version)


def test_a_pair_that_is_alike_no_more_waits_no_more_and_may_come_back(pair):
    for name, expected in (("Walking football", (0, 0)), ("Tide Singers", (1, 1))):
        with transaction():
            service = listing_queries.find(uuid.UUID(CHOIR["id"]))
            document = to_document(service) | {"name": name}
            listings.change_listing(EDITOR, service, version=service.version, document=document)
        assert find() == expected


def test_merged_field_by_field_and_the_next_sync_does_not_bring_it_back(pair):
    old = uuid.UUID(twin()["id"])
    kept = merge(pair, alert="left" if str(pair.left.id) == str(old) else "right")
    assert kept == uuid.UUID(CHOIR["id"])
    document = to_document(listing_queries.find(kept))
    assert document["alert"] == "New hall!" and document["name"] == "Tide Singers"
    assert len(document["schedules"]) == len(document["service_at_locations"]) == 1
    assert listing_queries.find(old).retired_at and listing_queries.moved_to(old) == kept
    assert (
        listing_queries.history(listing_queries.find(old))
        and len(listing_queries.history(listing_queries.find(kept))) == 2
    )
    again = [report.outcome for report in take_in(EDITOR, [twin(alert="Newer still")], source="feed")]
    assert again == [Outcome.CHANGED]
    assert to_document(listing_queries.find(kept))["alert"] == "Newer still"
    assert listing_queries.find(old).retired_at
    assert listing_queries.index(System(Role.VISITOR))[1] == 1
    assert find() == (0, 0)


def test_a_chain_of_merges_leads_to_its_end_and_never_in_a_circle(pair):
    first = uuid.UUID(twin()["id"])
    middle = merge(pair)
    add(twin(2))
    find()
    found = only()
    with transaction():
        keep = "right" if found.left.id == middle else "left"
        versions = {"left_version": found.left.version, "right_version": found.right.version}
        last = operations.merge(EDITOR, found, version=found.pair.version, keep=keep, choices={}, **versions).id
    assert listing_queries.moved_to(first) == listing_queries.moved_to(middle) == last
    assert listing_queries.kept_ids([first, last, middle]) == dict.fromkeys([first, last, middle], last)
    with transaction():
        service = listing_queries.find(middle)
        listings.reopen_listing(EDITOR, service, version=service.version)
    assert listing_queries.moved_to(middle) is None and listing_queries.moved_to(first) == last
    with transaction():
        service = listing_queries.find(last)
        listings.merge_away(EDITOR, service, version=service.version, into=listing_queries.find(middle))
    assert listing_queries.moved_to(first) == listing_queries.moved_to(last) == middle


def test_what_was_not_shown_is_not_merged(pair):
    with pytest.raises(Stale):
        operations.merge(
            EDITOR, pair, version=pair.pair.version, left_version=99, right_version=1, keep="left", choices={}
        )
    with pytest.raises(Refused) as refusal:
        merge(pair, alert="both")
    assert refusal.value.field == "field_alert"
    with pytest.raises(Missing):
        operations.keep_apart(System(Role.CLINICIAN), pair, version=pair.pair.version)


def test_an_editor_may_pair_two_that_were_not_found(app):
    one, other = add(CHOIR), add(REFUGE)
    with transaction():
        made = operations.pair_up(EDITOR, one=one, other=other)
        assert operations.pair_up(EDITOR, one=other, other=one).id == made.id
        for wrong in (one, uuid.uuid4()):
            with pytest.raises(Refused) as refusal:
                operations.pair_up(EDITOR, one=one, other=wrong)
            assert refusal.value.field == "other"
