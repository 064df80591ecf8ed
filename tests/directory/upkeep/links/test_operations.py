"""Links: what opens them and what no longer does."""

import uuid
from datetime import timedelta

import pytest

from core import clock
from core.db import db, transaction
from directory.listings import operations as listings
from directory.listings.document import to_document
from directory.listings.models import Service
from directory.upkeep.links import operations, queries
from directory.upkeep.links.models import GroupLink
from directory.upkeep.links.words import RULES, LinkRefused, Purpose, Why
from tests.directory.upkeep.links.conftest import EMAIL


def why(purpose: Purpose, token: str) -> Why | None:
    """Why this token is refused; None where it opens something."""
    db.session.expire_all()
    try:
        queries.find(purpose, token)
    except LinkRefused as refusal:
        return refusal.why
    return None


def test_a_link_opens_one_listing_for_one_purpose_and_one_address(listed, linked):
    choir, about = listed(), uuid.uuid4()
    token = linked(Purpose.CHECK, choir, about_id=about)
    link = queries.find(Purpose.CHECK, token)
    assert (link.service_id, link.service.name, link.email, link.about_id) == (choir, "Thursday Choir", EMAIL, about)
    for other in set(Purpose) - {Purpose.CHECK}:
        assert why(other, token) is Why.UNKNOWN


def test_the_token_is_kept_nowhere(listed, linked):
    token = linked(Purpose.CONFIRM, listed())
    kept = db.session.query(GroupLink).one()
    row = " ".join(str(getattr(kept, column.name)) for column in GroupLink.__table__.columns)
    assert not any(part in row for part in (token, *token.split(".")))


@pytest.mark.parametrize("forged", ["", ".", "a.b", "x" * 5_000, "é", "\x00", "../../health", "null"])
def test_a_forged_link_opens_nothing(app, forged):
    assert why(Purpose.CONFIRM, forged) is Why.UNKNOWN


def test_a_token_that_we_signed_and_never_sent_opens_nothing(listed, linked):
    """As from a database that was put back to before it was sent."""
    token = linked(Purpose.CONFIRM, listed())
    with transaction():
        db.session.query(GroupLink).delete()
    assert why(Purpose.CONFIRM, token) is Why.UNKNOWN


def test_an_altered_link_opens_nothing(listed, linked):
    token = linked(Purpose.CONFIRM, listed())
    for at in (0, 10, len(token) - 1):
        for letter in "Aa0":
            changed = token[:at] + letter + token[at + 1 :]
            assert changed == token or why(Purpose.CONFIRM, changed) is Why.UNKNOWN
    assert why(Purpose.CONFIRM, token + "=") is Why.UNKNOWN
    assert why(Purpose.CONFIRM, token) is None


@pytest.mark.parametrize("purpose", Purpose)
def test_a_link_expires(listed, linked, purpose):
    begun, choir = clock.now(), listed()
    with clock.at(begun):
        token = linked(purpose, choir)
    with clock.at(begun + RULES[purpose].lasts - timedelta(seconds=1)):
        assert why(purpose, token) is None
    with clock.at(begun + RULES[purpose].lasts):
        assert why(purpose, token) is Why.EXPIRED


@pytest.mark.parametrize("purpose", Purpose)
def test_a_link_that_works_once_is_refused_when_replayed(listed, linked, purpose):
    token = linked(purpose, listed())
    link = queries.find(purpose, token)
    with transaction():
        operations.use(link)
    assert why(purpose, token) is (Why.USED if RULES[purpose].once else None)
    if RULES[purpose].once:
        with pytest.raises(LinkRefused), transaction():
            operations.use(link)


@pytest.mark.parametrize("purpose", Purpose)
def test_a_newer_link_ends_the_one_before(listed, linked, purpose):
    choir, garden = listed(), listed("Garden")
    first, elsewhere, to_another = (
        linked(purpose, choir),
        linked(purpose, garden),
        linked(purpose, choir, "b@c.example"),
    )
    about = linked(purpose, choir, about_id=uuid.uuid4())
    newer = linked(purpose, choir)
    assert why(purpose, first) is (Why.NEWER if RULES[purpose].newest else None)
    for kept in (newer, elsewhere, to_another, about):
        assert why(purpose, kept) is None


def test_links_of_a_purpose_can_all_be_ended(listed, linked):
    choir = listed()
    token, other = linked(Purpose.CLAIM, choir), linked(Purpose.CONFIRM, choir)
    with transaction():
        assert operations.void(db.session.get(Service, choir), purpose=Purpose.CLAIM) == 1
    assert why(Purpose.CLAIM, token) is Why.NEWER
    assert why(Purpose.CONFIRM, other) is None


@pytest.mark.parametrize("purpose", Purpose)
def test_a_retired_listing_has_nothing_to_answer(listed, linked, people, purpose):
    choir = listed()
    token = linked(purpose, choir)
    with transaction():
        service = db.session.get(Service, choir)
        listings.retire_listing(people.directory_editor, service, version=service.version, reason="Ended")
    assert why(purpose, token) is (None if RULES[purpose].outlives else Why.RETIRED)


def test_only_the_address_on_the_listing_answers_for_it(listed, linked, people):
    """Whoever read the old address may have left the group, and left it in anger."""
    choir = listed()
    token, no_mail = linked(Purpose.CONFIRM, choir), linked(Purpose.NO_MAIL, choir)
    own = linked(Purpose.CLAIM, choir, email="somebody@footbridge.example")
    with transaction():
        service = db.session.get(Service, choir)
        changed = to_document(service) | {"email": "new@footbridge.example"}
        listings.change_listing(people.directory_editor, service, version=service.version, document=changed)
    assert why(Purpose.CONFIRM, token) is Why.MOVED
    assert why(Purpose.NO_MAIL, no_mail) is None, "they may still stop our mail"
    assert why(Purpose.CLAIM, own) is None, "that address never stood on the listing"


def test_links_long_ended_are_forgotten(listed, linked):
    begun, choir = clock.now(), listed()
    token = linked(Purpose.CONFIRM, choir)
    ended = begun + RULES[Purpose.CONFIRM].lasts + timedelta(minutes=1)
    with clock.at(ended), transaction():
        assert operations.forget(clock.now()) == 0
        assert why(Purpose.CONFIRM, token) is Why.EXPIRED
    with clock.at(ended + operations.KEPT), transaction():
        assert operations.forget(clock.now()) == 1


def test_the_published_addresses_are_the_listings_own_its_contacts_and_its_organizations(people):
    with transaction():
        said = {
            "name": "Choir",
            "email": "A@b.example",
            "contacts": [{"email": "a@B.example"}, {"email": "c@b.example"}],
        }
        said |= {"organization": {"name": "Friends", "email": "o@b.example"}, "assurer_email": "checker@b.example"}
        service = listings.add_listing(people.directory_editor, document=said)
    assert queries.published_addresses(service) == ["A@b.example", "c@b.example", "o@b.example"]
    assert queries.is_published(service, " C@B.example ")
    assert not queries.is_published(service, "checker@b.example")
