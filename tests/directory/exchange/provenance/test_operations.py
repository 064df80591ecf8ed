"""An editor's change and the source's are both kept; where they meet somebody is asked, once."""

import copy
import json

import pytest

from accounts.actors import System
from core.db import transaction
from core.refusals import Missing, Refused, Stale
from directory.exchange.merging import aligned
from directory.exchange.operations import Outcome, take_in
from directory.exchange.provenance import operations, queries
from directory.exchange.provenance.told import field_name, origins, questions
from directory.exchange.provenance.words import Choice
from directory.listings import operations as listings
from directory.listings.document import differences, to_document
from directory.listings.queries import find, from_source
from tests.directory.exchange.published import many
from tests.directory.exchange.test_normalise import FEEDS
from tests.directory.listings.examples import CHOIR, EDITOR

EXAMPLES = [FEEDS / "hsds-3.0-examples" / "service_full.json"]


def say(source="Council", **changed):
    """The source speaks; what became of its record."""
    return next(iter(take_in(EDITOR, [copy.deepcopy(CHOIR) | changed], source=source)))


def choir():
    return find(from_source("Council", CHOIR["id"], CHOIR["id"])[0])


def edit(actor=EDITOR, **changed):
    with transaction():
        service = choir()
        document = to_document(service) | changed
        listings.change_listing(actor, service, version=service.version, document=document)


def settle(actor, choice):
    with transaction():
        service = choir()
        choices = {field_name(row): choice for row in queries.open_conflicts(service)}
        operations.settle(actor, service, version=service.version, choices=choices)


def asked():
    return [(row.path, row.ours, row.theirs) for row in queries.open_conflicts(choir())]


def sessions(**changed):
    return [CHOIR["schedules"][0] | changed]


@pytest.fixture
def editor(people):
    return people.directory_editor


@pytest.fixture(autouse=True)
def _there(app):
    say()


def test_both_changes_are_kept_where_they_do_not_meet(editor):
    edit(editor, alert="Ring first")
    report = say(description="A new description", schedules=sessions(opens_at="20:00"))
    assert (report.outcome, report.conflicts) == (Outcome.CHANGED, 0)
    service = choir()
    assert (service.alert, service.description) == ("Ring first", "A new description")
    assert service.schedules[0].opens_at.hour == 20
    assert asked() == []


def test_where_they_meet_ours_stands_and_somebody_is_asked(editor):
    edit(editor, name="Our name", schedules=sessions(notes="Ours"))
    report = say(name="Their name", schedules=sessions(notes="Theirs", opens_at="20:00"))
    assert report.conflicts == 2
    service = choir()
    assert (service.name, service.schedules[0].notes, service.schedules[0].opens_at.hour) == ("Our name", "Ours", 20)
    path = f"schedules[{CHOIR['schedules'][0]['id']}].notes"
    assert asked() == [("name", "Our name", "Their name"), (path, "Ours", "Theirs")]
    assert [(one.name, fields) for one, fields in queries.in_conflict()[0]] == [("Our name", 2)]
    assert queries.in_conflict(source="Another") == ([], 0)


def test_what_is_retired_need_not_be_settled(editor):
    edit(editor, name="Our name")
    say(name="Their name")
    with transaction():
        service = choir()
        listings.retire_listing(editor, service, version=service.version, reason="It ended.")
    assert queries.in_conflict() == ([], 0)


def test_keeping_ours_is_asked_once_until_they_say_something_else(editor):
    edit(editor, name="Our name")
    say(name="Their name")
    settle(editor, Choice.OURS)
    assert choir().name == "Our name" and asked() == []
    for said in ("Their name", CHOIR["name"], "Their name"):
        assert say(name=said, alert=said).conflicts == (1 if said == CHOIR["name"] else 0)
    assert say(name="Another name").conflicts == 0
    assert asked() == [("name", "Our name", "Another name")]


@pytest.mark.parametrize(("choice", "name"), [(Choice.OURS, "Our friends"), (Choice.THEIRS, "Their friends")])
def test_what_is_said_of_an_organisation_is_settled_once_for_all_its_listings(editor, choice, name):
    others = [{"id": f"other-{number}", "name": "Other", "organization": CHOIR["organization"]} for number in (1, 2)]
    list(take_in(EDITOR, others, source="Council"))
    edit(editor, organization=CHOIR["organization"] | {"name": "Our friends"})
    theirs = CHOIR["organization"] | {"name": "Their friends"}
    said = [CHOIR | {"organization": theirs}, *(one | {"organization": theirs} for one in others)]
    assert [one.conflicts for one in take_in(EDITOR, said, source="Council")] == [1, 1, 1]
    settle(editor, choice)
    assert queries.in_conflict() == ([], 0)
    assert find(from_source("Council", "other-1", CHOIR["id"])[0]).organization.name == name


def test_taking_theirs_changes_the_listing_and_the_source_has_it_again(editor):
    edit(editor, name="Our name")
    say(name="Their name")
    settle(editor, Choice.THEIRS)
    assert choir().name == "Their name" and asked() == []
    assert say(name="A third name").outcome is Outcome.CHANGED
    assert choir().name == "A third name"


def test_the_same_again_asks_nothing_new_and_agreeing_ends_the_question(editor):
    edit(editor, name="Our name")
    say(name="Their name")
    assert say(name="Their name").outcome is Outcome.UNCHANGED
    assert say(name="Their name", alert="Closed").conflicts == 0
    assert len(asked()) == 1
    say(name="Our name")
    assert asked() == []


def test_settled_by_nobody_else_and_never_twice(editor, people):
    edit(editor, name="Our name")
    say(name="Their name")
    service = choir()
    name = field_name(queries.open_conflicts(service)[0])
    with pytest.raises(Missing):
        operations.settle(people.clinician, service, version=service.version, choices={name: Choice.OURS})
    with pytest.raises(Stale):
        operations.settle(editor, service, version=service.version + 1, choices={name: Choice.OURS})
    with pytest.raises(Refused, match="Choose"):
        operations.settle(editor, service, version=service.version, choices={})
    settle(editor, Choice.OURS)
    with pytest.raises(Refused, match="Choose"):
        settle(editor, Choice.THEIRS)


def test_a_session_that_the_source_drops_after_it_was_changed_here(editor):
    edit(editor, schedules=sessions(notes="Ours"))
    say(schedules=[])
    assert [row[2] for row in asked()] == [None]
    settle(editor, Choice.THEIRS)
    assert choir().schedules == []


def test_confirming_is_no_conflict(editor):
    with transaction():
        service = choir()
        listings.confirm_listing(editor, service, version=service.version)
    assert say(assured_date="2026-10-15").conflicts == 0
    assert choir().assured_date == choir().confirmed_at.date()


def test_a_listing_that_another_source_has_too(editor):
    report = say(source="A county", name="Another name", fees="£2")
    assert report.conflicts == 1
    service = choir()
    assert (service.name, service.fees) == (CHOIR["name"], "£2")
    assert [row.source for row in queries.sources_of(service)] == ["Council", "A county"]
    assert say(source="A county", name="Another name", fees="£2").outcome is Outcome.UNCHANGED


def test_where_each_field_came_from(editor):
    edit(editor, name="Our name", wait_time="A week")
    say(name="Their name")
    service = choir()
    found = origins(to_document(service), queries.sources_of(service), queries.changes_by_people(service))
    told = {one.heading: one for one in found}
    assert (told["Description"].source, told["Description"].person) == ("Council", None)
    assert told["Description"].since.date() == service.created_at.date()
    assert (told["Name"].source, told["Name"].person.name) == ("", "Edie Page")
    assert [(says.source, says.lines[0].after) for says in told["Name"].otherwise] == [("Council", "Their name")]
    assert told["Wait time"].person.name == "Edie Page" and not told["Wait time"].otherwise
    assert told["Session"].source == "Council"
    assert len({one.heading for one in found if one.source}) > 8


def test_what_is_confidential_is_not_told(editor):
    place = copy.deepcopy(CHOIR["service_at_locations"][0])
    place["location"]["confidential"] = True
    edit(editor, service_at_locations=[place])
    changed = copy.deepcopy(place)
    changed["location"]["addresses"][0]["address_1"] = "A secret street"
    say(service_at_locations=[changed])
    service = choir()
    document = to_document(service)
    people = queries.changes_by_people(service)
    words = str(origins(document, queries.sources_of(service), people))
    words += str(questions(document, queries.open_conflicts(service), people))
    assert "Hall Road" not in words and "secret street" not in words


def test_a_confidential_place_of_the_sources_alone_is_not_told(editor):
    place = copy.deepcopy(CHOIR["service_at_locations"][0])
    place["location"] |= {"confidential": True, "name": "A secret street"}
    edit(editor, service_at_locations=[])
    say(service_at_locations=[place])
    service = choir()
    assert len(asked()) == 1
    words = str(questions(to_document(service), queries.open_conflicts(service), []))
    assert "confidential" in words and "Hall Road" not in words and "secret street" not in words


def test_absent_once_and_twice(app):
    with transaction():
        assert operations.note_absent("Council", []) == 0
        assert operations.note_absent("Council", []) == 1
        flagged = queries.gone_from("Council")[0][1].flagged_at
        assert operations.note_absent("Council", []) == 1
        assert queries.gone_from("Council")[0][1].flagged_at == flagged
        assert operations.note_absent("Another", []) == 0
        assert operations.note_absent("Council", [CHOIR["id"]]) == 0
    assert queries.gone_from("Council") == []


def test_the_system_that_reads_may_not_settle():
    with pytest.raises(Missing):
        operations.settle(System(), choir(), version=1, choices={})


def test_what_a_source_said_stands_here_as_it_was_said(app):
    """A difference made on the way in would look like somebody's change, and end as a conflict nobody understands."""
    records = [*many.listings(60), *(json.loads(path.read_text()) for path in EXAMPLES if path.exists())]
    list(take_in(EDITOR, records, source="Many"))
    for record in records:
        service = find(from_source("Many", record["id"], record["id"])[0])
        ours = to_document(service)
        (row,) = queries.sources_of(service)
        assert differences(aligned(row.document, ours), ours) == {}
