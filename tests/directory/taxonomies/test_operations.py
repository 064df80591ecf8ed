"""Terms added, renamed, moved and merged: no listing loses its topic, and every one is found by what it has now."""

import uuid

import pytest
from sqlalchemy import func, select

from core.audit import AuditEntry
from core.db import db, transaction
from core.refusals import Missing, Refused, Stale
from directory.listings import operations as listings
from directory.listings import queries as of_listings
from directory.listings.models import Service, listing_entry, listing_text
from directory.listings.taxonomies import AUDIENCE, FOR_WHOM, OWN, Attribute, Taxonomy, TaxonomyTerm
from directory.listings.terms import find_or_add, kept_ids
from directory.taxonomies import operations, queries
from tests.directory.taxonomies.conftest import names


def merge(editor, term, into) -> int:
    with transaction():
        return operations.merge_terms(editor, term, version=term.version, into_id=into.id)


def searched(service) -> str:
    return db.session.scalar(select(listing_text.c.tags).where(listing_text.c.service_id == service.id))


def audited(action: str) -> list[dict]:
    return list(db.session.scalars(select(AuditEntry.details).where(AuditEntry.action == action)))


def test_merging_moves_every_listing_and_drops_only_doubles(hobbies, listing, editor):
    one = listing("Tide", hobbies.choirs, hobbies.games)
    both = listing("Wave", hobbies.choirs, hobbies.singing)
    other = listing("Chess", hobbies.games)
    modified = one.last_modified
    assert merge(editor, hobbies.choirs, hobbies.singing) == 2
    assert names(one) == ["Singing", "Games"]
    assert names(both) == ["Singing"]
    assert names(other) == ["Games"]
    assert "Choirs" not in searched(one) and "Singing" in searched(one) and "Singing" in searched(both)
    assert one.last_modified > modified
    assert audited("term.merged") == [{"name": "Choirs", "into": str(hobbies.singing.id), "listings": 2}]


def test_each_listing_s_history_tells_of_the_merging(hobbies, listing, editor):
    one, both = listing("Tide", hobbies.choirs), listing("Wave", hobbies.choirs, hobbies.singing)
    merge(editor, hobbies.choirs, hobbies.singing)
    change = of_listings.history(one)[0]
    (path,) = [path for path in change.changes if path.endswith("taxonomy_term.name")]
    assert change.changes[path] == ["Choirs", "Singing"] and change.actor_name == editor.name
    assert change.reason == "“Choirs” was merged into “Singing”"
    dropped = of_listings.history(both)[0].changes
    assert [pair for path, pair in dropped.items() if path.endswith("term.name")] == [["Choirs", None]]


def test_attributes_that_say_more_are_kept_when_terms_are_merged(hobbies, listing, editor):
    tags = [{"value": "Mondays", "taxonomy_term": {"id": str(hobbies.choirs.id)}}]
    service = listing("Wave", attributes=[*tags, {"taxonomy_term": {"id": str(hobbies.singing.id)}}])
    merge(editor, hobbies.choirs, hobbies.singing)
    assert names(service) == ["Singing", "Singing"]
    assert {one.value for one in service.attributes} == {"Mondays", None}


def test_terms_of_organizations_and_places_are_merged_too(hobbies, listing, editor):
    term = {"attributes": [{"taxonomy_term": {"id": str(hobbies.choirs.id)}}]}
    of_group = listing("Tide", organization={"name": "Tidemark", **term})
    at_place = listing("Wave", service_at_locations=[{"location": {"name": "Hall", **term}}])
    assert len(queries.listings_of([hobbies.choirs.id])) == 2
    assert merge(editor, hobbies.choirs, hobbies.singing) == 2
    db.session.expire_all()
    assert [one.taxonomy_term.name for one in of_group.organization.attributes] == ["Singing"]
    assert [one.taxonomy_term.name for one in at_place.service_at_locations[0].location.attributes] == ["Singing"]


def test_the_old_term_means_the_new_one_for_ever(hobbies, listing, editor):
    merge(editor, hobbies.choirs, hobbies.singing)
    merge(editor, hobbies.singing, hobbies.games)
    db.session.expire_all()
    assert queries.find_term(hobbies.choirs.id) is hobbies.games
    assert find_or_add({"id": str(hobbies.choirs.id)}) is hobbies.games
    assert find_or_add({"name": "choirs", "taxonomy": "Hobbies"}) is hobbies.games
    assert names(listing("Later", hobbies.choirs)) == ["Games"]
    assert kept_ids([hobbies.choirs.id, hobbies.games.id, uuid.uuid4()]) == dict.fromkeys(
        [hobbies.choirs.id, hobbies.games.id], hobbies.games.id
    )


def test_an_open_form_that_still_has_the_old_term_saves_the_new_one(hobbies, listing, editor):
    service = listing("Tide", hobbies.choirs)
    document = {"name": "Tide", "attributes": [{"taxonomy_term": {"id": str(hobbies.choirs.id)}}]}
    merge(editor, hobbies.choirs, hobbies.singing)
    with transaction():
        listings.change_listing(editor, service, version=service.version, document=document)
    assert names(service) == ["Singing"]


def test_what_stood_under_a_merged_term_stands_under_the_other(hobbies, editor):
    merge(editor, hobbies.music, hobbies.games)
    db.session.expire_all()
    assert {hobbies.singing.parent_id, hobbies.choirs.parent_id} == {hobbies.games.id}


def test_a_term_merged_into_its_own_child_leaves_the_child_at_its_place(hobbies, editor):
    merge(editor, hobbies.music, hobbies.singing)
    db.session.expire_all()
    assert hobbies.singing.parent_id is None and hobbies.choirs.parent_id == hobbies.singing.id
    assert [branch.term.name for branch in queries.tree(hobbies.taxonomy)] == ["Games", "Singing", "Choirs"]


@pytest.mark.parametrize("into", ["itself", "nothing", "a stale version"])
def test_merging_is_refused(hobbies, editor, into):
    version, target = hobbies.choirs.version, {"itself": hobbies.choirs.id, "nothing": uuid.uuid4()}.get(into)
    with pytest.raises({"itself": Refused, "nothing": Missing}.get(into, Stale)):
        operations.merge_terms(
            editor, hobbies.choirs, version=version + (target is None), into_id=target or hobbies.games.id
        )


def test_a_new_name_reaches_every_listing_and_ids_stay(hobbies, listing, editor):
    service = listing("Tide", hobbies.singing)
    term_id = hobbies.singing.id
    with transaction():
        touched = operations.change_term(
            editor, hobbies.singing, version=hobbies.singing.version, name="Song", parent_id=None, code="S1"
        )
    assert touched == 1 and names(service) == ["Song"] and "Song" in searched(service)
    assert db.session.get(TaxonomyTerm, term_id).parent_id is None
    assert audited("term.changed") == [{"before": "Singing", "name": "Song", "listings": 1}]
    with transaction():
        again = operations.change_term(
            editor, hobbies.singing, version=hobbies.singing.version, name="Song", parent_id=None, code="S1"
        )
    assert again == 0 and len(audited("term.changed")) == 1


def test_a_new_name_above_reaches_what_is_found_by_it_and_changes_no_record(hobbies, listing, editor):
    service = listing("Tide", hobbies.singing)
    modified, stamp = service.last_modified, db.session.scalar(select(func.max(listing_entry.c.stamp)))
    with transaction():
        assert operations.change_term(editor, hobbies.music, version=hobbies.music.version, name="Sound") == 0
    assert db.session.scalar(select(func.max(listing_entry.c.stamp))) > stamp
    assert service.last_modified == modified


def test_names_and_parents_that_cannot_be(hobbies, editor):
    term, version = hobbies.music, hobbies.music.version
    for name, parent, field in (("", None, "name"), ("games", None, "name"), ("Music", hobbies.choirs, "parent_id")):
        with pytest.raises(Refused) as refused:
            operations.change_term(editor, term, version=version, name=name, parent_id=parent and parent.id)
        assert refused.value.field == field
    with pytest.raises(Refused, match="Singing here already"):
        operations.add_term(editor, hobbies.taxonomy, name="SINGING", parent_id=hobbies.music.id)
    assert operations.add_term(editor, hobbies.taxonomy, name="Singing").parent_id is None


def test_a_new_name_of_a_taxonomy_is_refused_where_feeds_know_it(hobbies, listing, editor):
    listing("Tide", hobbies.singing)
    with transaction():
        touched = operations.change_taxonomy(
            editor, hobbies.taxonomy, version=hobbies.taxonomy.revision, name="Pastimes", edition="2", licence="OGL"
        )
    assert touched == 1 and (hobbies.taxonomy.version, hobbies.taxonomy.licence) == ("2", "OGL")
    with pytest.raises(Stale):
        operations.change_taxonomy(editor, hobbies.taxonomy, version=1, name="Pastimes", edition="")
    operations.install_starter(editor)
    topics = queries.called(OWN)
    with pytest.raises(Refused, match="keeps its name"):
        operations.change_taxonomy(editor, topics, version=topics.revision, name="Subjects", edition="")
    with pytest.raises(Refused, match="taxonomy called Topics already"):
        operations.add_taxonomy(editor, name="topics")


def test_only_editors_change_taxonomies(hobbies, people):
    with pytest.raises(Missing):
        operations.add_term(people.link_worker, hobbies.taxonomy, name="Chess")
    with pytest.raises(Missing):
        operations.merge_terms(people.clinician, hobbies.choirs, version=1, into_id=hobbies.games.id)


def test_the_starter_goes_in_once_and_leaves_what_editors_changed(app, editor):
    with transaction():
        first = operations.install_starter(editor)
    (singing,) = queries.coded(["singing"])
    with transaction():
        operations.change_term(editor, singing, version=singing.version, name="Song", parent_id=None, code="singing")
    rows = db.session.scalar(select(func.count(TaxonomyTerm.id)))
    with transaction():
        assert operations.install_starter(editor) == 0
    assert first > 90 and rows == db.session.scalar(select(func.count(TaxonomyTerm.id)))
    assert queries.coded(["singing"])[0].name == "Song"


def test_the_starter_takes_over_what_feeds_brought_before_it(app, editor, listing):
    said = [{"taxonomy_term": {"name": name, "taxonomy": AUDIENCE}} for name in ("LGBTQ+", "Parents>Grandparents")]
    service = listing("Rainbow", attributes=[*said, {"taxonomy_term": {"name": "Singing"}}])
    with transaction():
        operations.install_starter(editor)
    assert names(service) == ["LGBT+ people", "Grandparents", "Singing"]
    assert [one.taxonomy_term.taxonomy for one in service.attributes] == [FOR_WHOM, FOR_WHOM, OWN]
    assert service.attributes[2].taxonomy_term.code == "singing" and service.attributes[2].taxonomy_term.parent_id
    later = listing("Later", attributes=[{"taxonomy_term": {"name": "lgbtq+", "taxonomy": AUDIENCE}}])
    assert names(later) == ["LGBT+ people"]
    assert db.session.scalar(select(func.count(Attribute.id))) == 4
    assert db.session.scalar(select(func.count(Taxonomy.id))) == 3
    assert db.session.scalar(select(func.count(Service.id))) == 2
