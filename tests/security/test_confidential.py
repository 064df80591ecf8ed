"""What is confidential never leaves the database: not on a page, in JSON, a table, a feed, a distance or a word.

A confidential address is shown to nobody, a worker's note to their own service only, a reporter's address to nobody.
"""

import pytest
from sqlalchemy import String, Text, cast, func, select

from core.audit import AuditEntry
from core.db import db
from core.outbox.models import Message
from directory.listings.models import ListingChange, listing_entry, listing_text
from directory.listings.parts import Location
from tests.support.world import HIDDEN, NOTE, REPORTER
from tests.test_access import addresses, holds

# Whoever knows something of the place already must not find it, or learn that it is there.
ASKED = (
    "",
    "?words=Zanary+Hidden",
    "?near=SO51+0QX&sort=distance&within_miles=1",
    "?near=SO51+0QX&sort=distance",
    "?search=Hidden&full=true&per_page=100",
    "?postcode=SO51+0QX&proximity=2000&full=true",
    "?format=ndjson&full=true",
)

# The only pages that show a note, and to whom of those who look here.
NOTES_ARE_ON = {"link_worker": {"directory.listings.show", "directory.notes.change", "directory.notes.remove"}}


def read(answer) -> str:
    """What stands in an answer as it was sent; what is no text, as in a document, is passed over byte by byte."""
    return answer.get_data().decode(errors="ignore")


def told(answer, asked: str) -> list[str]:
    """The canaries in an answer, but for those of the question, which a page shows again."""
    text = read(answer) + str(answer.headers)
    canaries = [one for one in HIDDEN if not ("SO51" in one and "SO51" in asked) and one not in asked.replace("+", " ")]
    return [canary for canary in canaries if canary in text]


@pytest.mark.parametrize("who", ["visitor", "link_worker", "group_representative", "directory_editor", "commissioner"])
def test_is_in_no_answer(answers, who):
    opened, house = 0, answers.house
    for rule in house.rules("GET"):
        if not holds(house, who, rule) or not rule.endpoint.startswith(("directory", "oruk", "referrals")):
            continue
        for path in addresses(house.world, rule):
            for asked in ASKED if not rule.arguments or rule.endpoint.startswith("oruk") else ASKED[:1]:
                answer = answers.of(who, path + asked)
                assert told(answer, asked) == [], f"{path}{asked} as {who}"
                page = read(answer)
                assert REPORTER not in page, f"{path}{asked} as {who}"
                assert NOTE not in page or rule.endpoint in NOTES_ARE_ON.get(who, ()), f"{path}{asked} as {who}"
                opened += 1
    assert opened > 40


def test_a_search_near_it_measures_no_distance_to_it(house):
    for asked in ("?near=SO51+0QX", "?near=SO51+0QX&within_miles=1", "?near=SO51+0QX&sort=distance"):
        page = house.ask("visitor", f"/directory/{asked}").get_data(as_text=True)
        card = page[page.find("Safe House") :][:1500] if "Safe House" in page else ""
        assert "mile" not in card.split("</li>")[0]
    found = house.ask("visitor", "/directory/?near=SO51+0QX&within_miles=1").get_data(as_text=True)
    assert "Safe House" not in found


def test_a_note_is_read_by_its_own_service_and_no_other(house):
    page = f"/directory/listings/{house.world.records['service_id'][0]}"
    for who in ("link_worker", "second_link_worker", "service_lead"):
        assert NOTE in house.ask(who, page).get_data(as_text=True), "its absence elsewhere means something"
    for who in ("clinician", "other_link_worker", "other_service_lead", "other_clinician", "administrator"):
        assert NOTE not in house.ask(who, page).get_data(as_text=True), who


def test_is_in_nothing_that_is_prepared_or_remembered(house):
    with house.app.app_context():
        hidden = db.session.scalar(select(func.count()).where(Location.confidential))
        assert hidden, "the place is there, so that its absence elsewhere means something"
        texts = [
            *db.session.execute(select(listing_entry.c.facts, listing_entry.c.card, listing_entry.c.record)),
            *db.session.execute(select(*(column for column in listing_text.c if isinstance(column.type, Text)))),
            *db.session.execute(select(cast(ListingChange.changes, String))),
            *db.session.execute(select(cast(AuditEntry.details, String))),
            *db.session.execute(select(Message.recipient, Message.subject, Message.text, Message.html)),
        ]
        db.session.remove()
    assert len(texts) > 10
    assert [canary for canary in (*HIDDEN, NOTE, REPORTER) if any(canary in str(row) for row in texts)] == []
