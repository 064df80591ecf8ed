"""What a group changes goes live or waits; what an editor decides of it; and nobody's words are lost in between."""

import copy
import uuid

import pytest
from sqlalchemy import select

from accounts.actors import Correspondent
from core.audit import AuditEntry
from core.db import db, transaction
from core.outbox.models import Message
from core.refusals import Missing, Refused, Stale
from directory.exchange.operations import take_in
from directory.exchange.provenance import queries as provenance
from directory.listings import operations as listings
from directory.listings import queries as listing_queries
from directory.listings.document import to_document
from directory.listings.taxonomies import TaxonomyTerm
from directory.upkeep import letters
from directory.upkeep.waiting import operations, queries
from directory.upkeep.waiting.operations import Offered, decide, offer_change, set_rules, take_back
from directory.upkeep.waiting.rules import WAIT_AT_FIRST
from directory.upkeep.waiting.words import Outcome, Part
from directory.upkeep.wordings import Wording
from tests.directory.listings.examples import CHOIR, EDITOR, REFUGE, add

PLACES = "service_at_locations"
PLACE = f"{PLACES}[{CHOIR[PLACES][0]['id']}]"


class Desk:
    """One listing, and what its group and editors do with it, each in a transaction of its own."""

    def __init__(self, people, document: dict) -> None:
        self.group, self.editor, self.other_editor = people.group_representative, people.directory_editor, EDITOR
        self.id = add(document, keeper_id=people.group)

    @property
    def service(self):
        return listing_queries.find(self.id)

    @property
    def document(self) -> dict:
        return copy.deepcopy(to_document(self.service))

    @property
    def waiting(self) -> list:
        return queries.waiting_of(self.id)

    def offer(self, actor=None, *, version=None, why="", **facts) -> Offered:
        with transaction():
            known = {"version": version or self.service.version, "document": self.document | facts, "why": why}
            return offer_change(actor or self.group, self.service, **known)

    def edit(self, **facts) -> None:
        with transaction():
            version = self.service.version
            listings.change_listing(self.editor, self.service, version=version, document=self.document | facts)

    def decide(self, change, *groups, actor=None, version=None, **said):
        with transaction():
            version = version or self.service.version
            return decide(actor or self.editor, change, version=version, groups=groups, **said)

    def moved(self, **facts) -> list:
        """Its places, the first with these facts in its location."""
        places = self.document[PLACES]
        places[0]["location"] |= facts
        return places


@pytest.fixture
def choir(app, people):
    return Desk(people, CHOIR)


def test_times_go_live_and_the_name_waits(choir):
    sessions = [choir.document["schedules"][0] | {"opens_at": "11:00"}]
    offered = choir.offer(name="Sea Singers", schedules=sessions, why="A new name")
    assert offered == Offered(live=True, waits=["Name"])
    assert (choir.document["name"], choir.document["schedules"]) == ("Tide Singers", sessions)
    [change] = choir.waiting
    assert change.wanted == {"name": ["Tide Singers", "Sea Singers"]}
    assert (change.by_id, change.by_email, change.why) == (choir.group.id, choir.group.email, "A new name")
    newest = listing_queries.history(choir.service)[0]
    assert set(newest.changes) == {f"schedules[{sessions[0]['id']}].opens_at"} and newest.actor_id == choir.group.id


def test_what_an_editor_changes_never_waits(choir):
    assert choir.offer(choir.editor, name="Sea Singers") == Offered(live=True, waits=[])
    assert choir.document["name"] == "Sea Singers" and not choir.waiting
    assert choir.offer(choir.editor) == choir.offer() == Offered(live=False, waits=[])


def test_what_may_not_be_offered(choir, people):
    with pytest.raises(Missing):
        choir.offer(people.other_group_representative, name="Ours now")
    with pytest.raises(Stale):
        choir.offer(version=choir.service.version + 1, name="Late")
    with pytest.raises(Refused, match="name of the listing"):
        choir.offer(name=" ")
    with pytest.raises(Refused, match="another organisation"):
        choir.offer(organization={"name": "Somebody else"})
    assert not choir.waiting and choir.document["name"] == "Tide Singers"


def test_several_wait_side_by_side_and_a_later_one_replaces_only_the_same_field(choir):
    choir.offer(name="Sea Singers", minimum_age=16)
    choir.offer(service_at_locations=choir.moved(name="The Barn"))
    assert choir.offer(name="Harbour Singers", why="Better").instead_of == [], "they replaced their own"
    first, second, third = choir.waiting
    assert first.open == {"minimum_age": [18, 16]} and first.outcomes == {"name": Outcome.REPLACED}
    assert set(second.open) == {f"{PLACE}.location.name"} and third.open == {
        "name": ["Tide Singers", "Harbour Singers"]
    }
    choir.decide(first, "minimum_age")
    assert (first.state, first.outcome_of("name")) == (Outcome.ACCEPTED, Outcome.REPLACED)
    assert first.wanted["name"] == ["Tide Singers", "Sea Singers"], "it stays on record"
    choir.offer(name="Sea Singers again")
    assert third.state is Outcome.REPLACED and len(choir.waiting) == 2


def test_the_very_same_twice_waits_once(choir):
    barn = {"location": {"name": "The Barn", "addresses": [{"city": "Havant"}]}}
    wanted = {"service_at_locations": [*choir.document[PLACES], barn], "name": "Sea Singers"}
    assert choir.offer(**wanted) == choir.offer(**wanted) == Offered(live=False, waits=["Name", "Place"])
    assert len(queries.of(choir.id)) == 1


def test_nobody_asks_for_more_than_an_editor_can_read(choir, monkeypatch):
    monkeypatch.setattr(operations, "MOST", 2)
    choir.offer(name="Sea Singers")
    choir.offer(minimum_age=16)
    with pytest.raises(Refused, match="2 changes of this listing wait"):
        choir.offer(maximum_age=90, alert="Lost")
    choir.offer(name="Harbour Singers")
    assert len(choir.waiting) == 2 and "alert" not in choir.document


def test_what_is_live_now_ends_what_waited_of_the_same(choir):
    choir.offer(name="Sea Singers")
    with transaction():
        set_rules(choir.editor, parts=[Part.PLACES], version=None)
    assert choir.offer(name="Harbour Singers") == Offered(live=True, waits=[])
    assert not choir.waiting and choir.document["name"] == "Harbour Singers"


def test_whoever_comes_by_a_link_speaks_for_the_group_too(choir):
    somebody = Correspondent(choir.id, "hello@choir.example", "hello@choir.example")
    choir.offer(name="Sea Singers")
    offered = choir.offer(somebody, name="Harbour Singers", alert="Not in August")
    assert offered == Offered(live=True, waits=["Name"], instead_of=["Nell Hart"])
    [change] = choir.waiting
    assert (change.by_id, change.by_name, change.by_email) == (None, somebody.name, somebody.email)
    newest = provenance.changes_by_people(choir.service)[0]
    assert newest.changes == {"alert": [None, "Not in August"]} and newest.actor_name == somebody.name
    with transaction():
        take_back(somebody, choir.service, change)
    with pytest.raises(Missing):
        choir.offer(Correspondent(uuid.uuid4(), "other", "other@choir.example"), name="Another")


def test_all_is_accepted_and_the_group_is_told(choir):
    choir.offer(name="Sea Singers", why="The sea")
    [change] = choir.waiting
    letter = letters.begin(Wording.CHANGE_ACCEPTED, listing="Tide Singers", about="Name")
    choir.decide(change, "name", letter=letter)
    assert choir.document["name"] == "Sea Singers" and not choir.waiting
    assert (change.state, change.ended_by_name) == (Outcome.ACCEPTED, choir.editor.name)
    newest = listing_queries.history(choir.service)[0]
    assert newest.actor_id == choir.editor.id and newest.reason == "Nell Hart asked for this. The sea"
    [message] = db.session.scalars(select(Message).where(Message.about_id == change.id))
    assert message.recipient == choir.group.email and "You changed: Name" in message.text
    actions = list(db.session.scalars(select(AuditEntry.action).where(AuditEntry.subject_id == change.id)))
    assert sorted(actions) == ["waiting_change.accepted", "waiting_change.offered"]


def test_some_is_accepted_and_the_rest_needs_a_reason(choir):
    choir.offer(name="Sea Singers", minimum_age=10)
    [change] = choir.waiting
    with pytest.raises(Refused) as refused:
        choir.decide(change, "name")
    assert refused.value.field == "reason" and choir.document["name"] == "Tide Singers"
    choir.decide(change, "name", reason="The hall is for adults")
    assert (choir.document["name"], choir.document["minimum_age"]) == ("Sea Singers", 18)
    assert (change.state, change.reason) == (Outcome.PARTLY, "The hall is for adults")
    assert [change.outcome_of(key) for key in ("name", "minimum_age")] == [Outcome.ACCEPTED, Outcome.REFUSED]


def test_an_editor_accepts_it_in_other_words(choir):
    choir.offer(name="SEA SINGERS!!!", minimum_age=16)
    [change] = choir.waiting
    choir.decide(change, "name", "minimum_age", words={"name": "Sea Singers", "minimum_age": 16, "alert": "Not asked"})
    assert (choir.document["name"], choir.document["minimum_age"]) == ("Sea Singers", 16)
    assert "alert" not in choir.document and change.wanted["name"] == ["Tide Singers", "SEA SINGERS!!!"]
    assert (change.state, change.outcome_of("minimum_age")) == (Outcome.CHANGED, Outcome.ACCEPTED)


def test_none_is_accepted(choir):
    choir.offer(name="Sea Singers")
    [change] = choir.waiting
    version = choir.service.version
    choir.decide(change, reason="Another group is called so")
    assert (change.state, choir.service.version) == (Outcome.REFUSED, version)


def test_the_group_takes_it_back(choir, people):
    choir.offer(name="Sea Singers")
    [change] = choir.waiting
    with pytest.raises(Missing), transaction():
        take_back(people.other_group_representative, choir.service, change)
    with transaction():
        take_back(choir.group, choir.service, change)
    assert (change.state, change.ended_by_name) == (Outcome.TAKEN_BACK, choir.group.name)
    for late in (lambda: choir.decide(change, "name"), lambda: take_back(choir.group, choir.service, change)):
        with pytest.raises(Refused, match="taken back"):
            late()
    assert choir.document["name"] == "Tide Singers"


def test_only_editors_decide_and_set_the_table(choir):
    choir.offer(name="Sea Singers")
    [change] = choir.waiting
    with pytest.raises(Missing):
        choir.decide(change, "name", actor=choir.group)
    with pytest.raises(Missing):
        set_rules(choir.group, parts=[], version=None)
    with pytest.raises(Missing):
        queries.find(choir.group, change.id)


def test_the_table_is_the_editors_and_two_who_set_it_are_told(choir):
    assert queries.parts_that_wait() == WAIT_AT_FIRST
    with transaction():
        table = set_rules(choir.editor, parts=["cost", "name"], version=None)
    assert queries.parts_that_wait() == {Part.COST, Part.NAME, Part.TOPICS}, "a group never tags itself"
    with pytest.raises(Stale), transaction():
        set_rules(choir.editor, parts=[], version=None)
    table.waits = {"cost": True}
    assert queries.parts_that_wait() == WAIT_AT_FIRST | {Part.COST}, "a part that the table does not know yet"


def test_what_an_editor_changed_meanwhile_is_shown_beside_it_and_neither_is_lost(choir):
    choir.offer(name="Sea Singers", minimum_age=16)
    seen = choir.service.version
    choir.edit(name="Tidemark Singers")
    [change] = choir.waiting
    by_key = {one.key: one for one in queries.asked(change, choir.service)}
    assert by_key["name"].lines[0][1:] == ("Tide Singers", "Tidemark Singers", "Sea Singers")
    assert by_key["name"].moved and not by_key["minimum_age"].moved
    with pytest.raises(Stale):
        choir.decide(change, "name", "minimum_age", version=seen)
    assert choir.waiting == [change]
    choir.decide(change, "name", "minimum_age")
    assert choir.document["name"] == "Sea Singers"
    assert listing_queries.history(choir.service)[0].changes["name"] == ["Tidemark Singers", "Sea Singers"]


def test_the_second_editor_is_told_what_the_first_decided(choir):
    choir.offer(name="Sea Singers")
    [change] = choir.waiting
    seen = choir.service.version
    choir.decide(change, "name")
    with pytest.raises(Refused, match=f"accepted, by {choir.editor.name}"):
        choir.decide(change, actor=choir.other_editor, version=seen, reason="No")
    assert change.state is Outcome.ACCEPTED


def test_a_place_that_is_gone_cannot_be_changed_but_the_wish_stays_readable(choir):
    choir.offer(service_at_locations=choir.moved(name="The Barn"))
    choir.edit(service_at_locations=[])
    [change] = choir.waiting
    [one] = queries.asked(change, choir.service)
    assert one.gone and one.lines[0].wanted == "The Barn"
    with pytest.raises(Refused, match="no longer in the listing"):
        choir.decide(change, one.key)
    choir.decide(change, reason="You have no place now")
    assert PLACES not in choir.document


def test_a_new_place_and_its_removal_are_accepted_whole(choir):
    barn = {"location": {"name": "The Barn", "addresses": [{"address_1": "2 Mill Lane", "city": "Havant"}]}}
    choir.offer(service_at_locations=[*choir.document[PLACES], barn])
    [change] = choir.waiting
    [one] = queries.asked(change, choir.service)
    assert ("Place, address: town or city", "", "", "Havant") in one.lines
    choir.decide(change, one.key)
    hall, found = choir.document[PLACES]
    assert found["location"]["addresses"][0]["city"] == "Havant" and hall["id"] == CHOIR[PLACES][0]["id"]
    choir.offer(service_at_locations=[hall])
    [change] = choir.waiting
    choir.decide(change, *[one.key for one in queries.asked(change, choir.service)])
    assert choir.document[PLACES] == [hall]


def test_a_topic_chosen_by_its_id_waits_under_its_name(choir):
    with transaction():
        own = db.session.scalar(select(TaxonomyTerm).where(TaxonomyTerm.name == "Singing"))
        bowls = TaxonomyTerm(taxonomy_id=own.taxonomy_id, name="Bowls", extra={})
        db.session.add(bowls)
    term = {"link_type": "topic", "taxonomy_term": {"id": str(bowls.id)}}
    choir.offer(attributes=[*choir.document["attributes"], term])
    [change] = choir.waiting
    [one] = queries.asked(change, choir.service)
    assert [line.wanted for line in one.lines if line.field.endswith("name")] == ["Bowls"]
    choir.decide(change, one.key)
    assert [found["taxonomy_term"]["name"] for found in choir.document["attributes"]] == ["Singing", "Bowls"]


def test_what_no_page_can_show_goes_with_the_rest(choir):
    attributes = choir.document["attributes"]
    attributes[0]["link_type"] = "audience"
    choir.offer(attributes=attributes, minimum_age=16)
    [change] = choir.waiting
    assert [one.key for one in queries.asked(change, choir.service)] == ["minimum_age"]
    choir.decide(change, "minimum_age")
    assert choir.document["attributes"] == attributes and change.state is Outcome.ACCEPTED


def test_what_is_confidential_is_shown_to_nobody_and_not_kept(app, people):
    refuge = Desk(people, REFUGE)
    places = refuge.document[PLACES]
    places[0]["location"]["addresses"][0]["address_1"] = "9 Quiet Street"
    refuge.offer(service_at_locations=places)
    [change] = refuge.waiting
    shown = str(queries.asked(change, refuge.service)) + str(queries.for_editors())
    assert "Quiet Street" not in shown and "Secret Lane" not in shown
    refuge.decide(change, *[one.key for one in queries.asked(change, refuge.service)])
    assert refuge.document[PLACES][0]["location"]["addresses"][0]["address_1"] == "9 Quiet Street"
    assert "Quiet Street" not in str(change.wanted) and "Secret Lane" not in str(change.wanted)


def test_a_place_becomes_confidential_at_once(choir):
    offered = choir.offer(service_at_locations=choir.moved(confidential=True))
    assert offered.live and choir.document[PLACES][0]["location"]["confidential"]


def test_what_editors_have_to_decide_comes_oldest_first(choir, people):
    choir.offer(minimum_age=16)
    other = Desk(people, REFUGE)
    other.offer(name="A safer house")
    rows = queries.for_editors()
    assert [row.words for row in rows] == ["Tide Singers: Who it is for", "A safe house: Its name"]
    assert [row.service_id for row in rows] == [choir.id, other.id]
    choir.decide(choir.waiting[0], "minimum_age")
    assert len(queries.for_editors()) == queries.how_many() == 1


def say(**changed):
    """The source speaks; how many conflicts that made."""
    return next(iter(take_in(EDITOR, [copy.deepcopy(CHOIR) | changed], source="Council"))).conflicts


def test_a_source_is_not_confused_by_what_waits_or_was_accepted(app, people):
    """What is accepted is a change made here; a source that says something new of it meanwhile is settled as ever."""
    say()
    with transaction():
        service = listing_queries.find(listing_queries.from_source("Council", CHOIR["id"], CHOIR["id"])[0])
        listings.entrust_listing(EDITOR, service, keeper_id=people.group)
    desk = Desk.__new__(Desk)
    desk.group, desk.editor, desk.id = people.group_representative, people.directory_editor, service.id
    desk.offer(name="Sea Singers", minimum_age=16)
    assert say(minimum_age=21) == 0, "nothing is changed here yet"
    assert desk.document["minimum_age"] == 21
    [change] = desk.waiting
    assert {one.key: one.moved for one in queries.asked(change, desk.service)} == {"name": False, "minimum_age": True}
    desk.decide(change, "name", reason="The council says 21")
    assert say(minimum_age=21) == 0 and desk.document["name"] == "Sea Singers", "it stands until the source changes it"
    assert say(minimum_age=21, name="Council Singers") == 1
    assert desk.document["name"] == "Sea Singers"
    assert "name" in provenance.changes_by_people(desk.service)[0].changes
