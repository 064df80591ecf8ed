"""Pages of the checks on groups: what is typed comes back, what is kept is shown to those who may know it."""

import pytest

from core import clock
from core.db import db, transaction
from core.outbox.models import Message
from directory.upkeep.checks import operations, queries
from directory.upkeep.checks.states import State
from directory.upkeep.checks.words import Kind
from tests.directory.upkeep.checks.conftest import INSURED, NOON, SEEN

UNTIL = {"until-day": "3", "until-month": "5", "until-year": "2027"}
SEEN_ON = {"seen_on-day": "20", "seen_on-month": "11", "seen_on-year": "2026"}
ANSWERS = {"insurer": "Harbour Mutual", "pounds": "5 million", **UNTIL}
OURS = "Public liability insurance seen, to 3 May 2027"


@pytest.fixture(autouse=True)
def today(app):
    with clock.at(NOON):
        yield


def state(group, kind=Kind.INSURANCE):
    return queries.check(group, kind).state


def test_an_editor_records_and_everybody_reads_it(browse, people, choir, group):
    editor = browse(people.directory_editor)
    page = editor.open(f"/directory/listings/{choir}")
    assert "None has been seen yet" in page.words
    assert "Checks on this group" not in browse().open(f"/directory/listings/{choir}").words
    page = editor.open(f"/directory/checks/{group}/insurance/record")
    page = editor.send(page, {**ANSWERS, **SEEN_ON, "what_was_seen": "The certificate"})
    assert OURS in page.words
    assert "£5,000,000" in page.words
    assert OURS in browse().open(f"/directory/listings/{choir}").words
    staff = browse(people.link_worker).open(f"/directory/listings/{choir}/checks").words
    assert "Seen on 20 November 2026, by Edie Page" in staff
    assert "DBS checks Not seen" in staff and "not seen" not in staff
    assert OURS in editor.open("/directory/checks?state=valid").words
    assert "No group has a check like this" in editor.open("/directory/checks?state=expired").words


def test_what_is_not_for_everybody_stays_with_staff(browse, people, do, choir):
    do("record", kind=Kind.DBS, version=0, level="enhanced", leaders=2, until=INSURED["until"], **SEEN)
    named = {"name": "Ann Lee", "contact": "01632 960 001"}
    do("record", kind=Kind.LEAD, version=0, **named, **SEEN)
    path = f"/directory/listings/{choir}"
    public, staff = browse().open(path).words, browse(people.clinician).open(path).words
    assert "Safeguarding lead named" in public
    assert "DBS" not in public
    assert "Ann Lee" not in public + browse(people.other_group_representative).open(path).words
    assert "DBS checks seen, to be looked at again by 3 May 2027" in staff
    assert "Ann Lee" in browse(people.clinician).open(f"{path}/checks").words
    do("record", kind=Kind.LEAD, version=1, **named, public=True, **SEEN)
    assert "Safeguarding lead: Ann Lee, 01632 960 001" in browse().open(path).words


@pytest.mark.parametrize(
    ("kind", "answers", "errors"),
    [
        ("insurance", {"insurer": "Harbour Mutual", "pounds": "lots"}, {"pounds", "until", "what_was_seen"}),
        ("insurance", {**ANSWERS, "until-year": "2025", "what_was_seen": "It"}, {"until"}),
        ("dbs", {"leaders": "many", **UNTIL}, {"level", "leaders", "what_was_seen"}),
        ("safeguarding-lead", {"name": "Chair", "what_was_seen": "It"}, {"contact"}),
        ("registration", {"register": "GB-CHC", "number": "12", "what_was_seen": "It"}, {"number"}),
        ("data-agreement", {"until-day": "31", "until-month": "2", "until-year": "2027"}, {"until", "what_was_seen"}),
    ],
)
def test_bad_answers_come_back_as_they_were_typed(browse, people, group, kind, answers, errors):
    editor = browse(people.directory_editor)
    page = editor.open(f"/directory/checks/{group}/{kind}/record")
    again = editor.send(page, answers, status=None)
    assert again.status in {409, 422}
    assert set(again.errors()) == errors
    sent = again.fields()
    assert {name: sent[name] for name in answers} == {name: [value] for name, value in answers.items()}
    assert state(group, Kind(kind)) is State.MISSING


def test_a_group_offers_and_an_editor_turns_it_down_and_then_accepts(browse, people, choir, group):
    ours = browse(people.group_representative)
    assert "Insurance, safeguarding and other checks" in ours.open("/directory/my-listings").words
    page = ours.send(ours.open(f"/directory/my-listings/checks/{group}/insurance"), ANSWERS)
    assert "waits for an editor’s look" in page.words
    editor = browse(people.directory_editor)
    assert "Thursday Choir: public liability insurance" in editor.open("/directory/checks").words
    look = editor.open(f"/directory/checks/line/{queries.for_editors()[0].id}")
    assert "Harbour Mutual" in look.words
    shown = editor.send(look, {"decision": "turn_down", "reason": "We cannot read it"}, status=None)
    assert "This is why: We cannot read it" in shown.words
    assert state(group) is State.OFFERED
    editor.send(shown)
    (letter,) = db.session.query(Message).filter_by(recipient="choir@footbridge.example")
    assert "public liability insurance" in letter.text
    assert "We cannot read it" in letter.text
    assert "We cannot read it" in ours.open("/directory/my-listings/checks").words
    assert "Public liability insurance: not seen" in ours.open("/directory/my-listings").words
    ours.send(ours.open(f"/directory/my-listings/checks/{group}/insurance"), ANSWERS)
    look = editor.open(f"/directory/checks/{group}/insurance/settle")
    again = editor.send(look, {"decision": "accept", "tell": None}, status=409)
    assert set(again.errors()) == {"what_was_seen"}
    editor.send(again, {"what_was_seen": "The certificate, by email"})
    assert state(group) is State.VALID
    assert "Nothing waits here" in editor.open(f"/directory/checks/{group}/insurance/settle").words


def test_of_two_editors_the_second_is_shown_what_the_first_wrote(browse, people, do, group):
    editor = browse(people.directory_editor)
    page = editor.open(f"/directory/checks/{group}/insurance/record")
    do("record", version=0, **INSURED | {"insurer": "Valley Mutual"}, **SEEN)
    again = editor.send(page, {**ANSWERS, **SEEN_ON, "what_was_seen": "The certificate"}, status=409)
    assert "Saved now: Valley Mutual" in again.words
    assert again.fields()["insurer"] == ["Harbour Mutual"]
    editor.send(again)
    assert queries.check(group, Kind.INSURANCE).turn == 2


def test_it_no_longer_holds(browse, people, do, group):
    do("record", version=0, **INSURED, **SEEN)
    editor = browse(people.directory_editor)
    page = editor.open(f"/directory/checks/{group}/insurance/end")
    assert set(editor.send(page, status=422).errors()) == {"reason"}
    editor.send(page, {"reason": "Cancelled"})
    assert state(group) is State.MISSING


def test_what_is_not_a_group_or_a_check_is_not_there(browse, people, group):
    editor, stranger = browse(people.directory_editor), browse(people.other_group_representative)
    editor.open(f"/directory/checks/{group}/horoscope/record", status=404)
    editor.open(f"/directory/checks/{people.group}", status=404)
    stranger.open(f"/directory/my-listings/checks/{group}/insurance", status=404)


def test_a_lead_says_what_the_service_asks_for(browse, people, group):
    lead = browse(people.service_lead)
    page = lead.open("/directory/checks/asked-for")
    page = lead.send(page, {"needed": ["insurance", "dbs"], "needed_at_home": ["data-agreement"]})
    assert queries.rule_of(people.service).needed == ["insurance", "dbs"]
    with transaction():
        rule = {"needed": [Kind.DBS], "needed_at_home": [], "warn_only": True}
        operations.set_rule(people.service_lead, version=1, **rule)
    again = lead.send(page, {"if_missing": "stop"}, status=409)
    assert "Someone else changed this" in again.words
    lead.send(again, {"needed": "horoscope"}, status=422)
    lead.send(again)
    rule = queries.rule_of(people.service)
    assert (rule.needed, rule.needed_at_home, rule.warn_only) == (["insurance", "dbs"], ["data-agreement"], False)
