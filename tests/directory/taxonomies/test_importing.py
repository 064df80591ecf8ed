"""Lists of terms taken in: once, twice, renamed; the publishers' own with their attribution."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from core import clock
from core.db import db, transaction
from core.refusals import Missing, Refused
from directory.listings.models import listing_entry
from directory.listings.taxonomies import TaxonomyFile, TaxonomyTerm
from directory.search.queries import search
from directory.search.query import SearchQuery
from directory.taxonomies import importing, operations, queries
from tests.directory.taxonomies.conftest import names
from tests.directory.taxonomies.test_sheet import published


def take(editor, content: bytes, name: str = ""):
    with transaction():
        return importing.import_list(editor, content=content, name=name)


def rows() -> list[tuple]:
    columns = (TaxonomyTerm.id, TaxonomyTerm.name, TaxonomyTerm.code, TaxonomyTerm.parent_id, TaxonomyTerm.version)
    return [tuple(row) for row in db.session.execute(select(*columns).order_by(TaxonomyTerm.id))]


@pytest.mark.parametrize(
    ("file", "name", "count", "words"),
    [
        ("open_eligibility_2014_services.csv", "Open Eligibility: services", 291, "ShareAlike 3.0"),
        ("open_eligibility_2014_human_situations.csv", "Open Eligibility: human situations", 94, "ShareAlike 3.0"),
        ("lga_esd_service_types_v4_2013.csv", "LGA services", 1519, "LG Inform Plus"),
    ],
)
def test_a_published_list_goes_in_whole_and_a_second_time_changes_nothing(app, editor, file, name, count, words):
    taxonomy, first = take(editor, published(file))
    before = rows()
    assert len(before) == count == len(first.added) and not first.refused
    assert taxonomy.name == name and words in taxonomy.attribution and taxonomy.licence and taxonomy.source
    assert [one.name for one in queries.acknowledged()] == [name]
    _, second = take(editor, published(file))
    assert not second.writes and len(second.unchanged) == count and rows() == before


def test_the_tree_of_open_eligibility_has_its_levels(app, editor):
    taxonomy, _ = take(editor, published("open_eligibility_2014_services.csv"))
    depths = [branch.depth for branch in queries.tree(taxonomy)]
    assert len(depths) == 291 and set(depths) == {0, 1, 2, 3}


def test_renamed_and_moved_terms_reach_the_listings_that_have_them(hobbies, listing, editor):
    service = listing("Tide", hobbies.singing)
    stamp = db.session.scalar(select(func.max(listing_entry.c.stamp)))
    _, taken = take(editor, b"code,name,parent\nS1,Song,Games\n,Chess,Games\n", "hobbies")
    assert importing.told(taken) == "1 added, 1 renamed, 0 changed, 0 unchanged, 0 refused"
    assert names(service) == ["Song"] and hobbies.singing.parent_id == hobbies.games.id
    assert db.session.scalar(select(func.max(listing_entry.c.stamp))) > stamp
    record = db.session.scalar(select(listing_entry.c.record))
    assert "Song" in record and "Singing" not in record


def test_a_parent_that_moves_takes_listings_of_what_is_under_it_along(hobbies, listing, editor):
    listing("Tide", hobbies.choirs)
    under_games = SearchQuery(tags=(hobbies.games.id,))
    assert search(under_games).total == 0
    take(editor, b"name,parent\nMusic,Games\n", "Hobbies")
    assert search(under_games).total == 1


def test_a_file_waits_is_shown_and_goes(hobbies, listing, editor):
    listing("Tide", hobbies.singing)
    with transaction():
        file = importing.keep_file(editor, content=b"code,name\nS1,Song\n", name="Hobbies")
    shown = importing.preview(file)
    assert shown.listings == 1 and shown.taxonomy is hobbies.taxonomy and hobbies.singing.name == "Singing"
    with transaction():
        importing.import_file(editor, file)
    assert hobbies.singing.name == "Song" and db.session.query(TaxonomyFile).count() == 0


def test_files_are_forgotten_after_a_day(app, editor):
    with clock.at(clock.now() - dt.timedelta(days=2)), transaction():
        importing.keep_file(editor, content=b"name\nOld\n", name="Old")
    with transaction():
        importing.discard_file(editor, importing.keep_file(editor, content=b"name\nA\n", name="New"))
    assert db.session.query(TaxonomyFile).count() == 0


def test_what_cannot_be_taken(app, editor, people):
    with pytest.raises(Refused) as nameless:
        importing.keep_file(editor, content=b"name\nA\n")
    assert nameless.value.field == "name"
    with pytest.raises(Refused) as unreadable:
        importing.keep_file(editor, content=b"colour\nred\n", name="Colours")
    assert unreadable.value.field == "file"
    with pytest.raises(Missing):
        importing.import_list(people.link_worker, content=b"name\nA\n", name="Mine")
    assert operations.add_taxonomy(editor, name="Mine").name == "Mine"
