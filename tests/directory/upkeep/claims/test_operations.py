"""Claims: what proves enough, what an editor must see first, and what becomes of the listing and its people."""

import pytest
from sqlalchemy import select

from accounts import queries as accounts
from accounts import sessions
from accounts.actors import Visitor
from accounts.models import Membership, Organisation
from core.db import db, transaction
from core.refusals import Missing, Refused, Stale, TooMany
from directory.listings import operations as listings
from directory.listings import queries as listed_queries
from directory.listings.models import Service
from directory.upkeep.claims import operations, queries
from directory.upkeep.claims.models import ListingClaim
from directory.upkeep.claims.words import Proof, State
from directory.upkeep.links import queries as links
from directory.upkeep.links.words import LinkRefused, Purpose, Why

VISITOR = Visitor()
OWN = "choir@choir.example"
ASKED = {"name": "Gail Green", "email": "gail@footbridge.example", "part": "Secretary", "words": "Ring us"}
WHO = {"name": "Gail Green", "email": "gail@footbridge.example"}


def service(service_id) -> Service:
    return db.session.get(Service, service_id)


def send(service_id, network="here") -> None:
    with transaction():
        operations.send_link(VISITOR, service(service_id), network=network)


def take_up(token: str, **facts) -> State:
    with transaction():
        return operations.take_up(VISITOR, links.find(Purpose.CLAIM, token), **WHO | facts).state


def ask(service_id, **facts) -> list:
    """Ask an editor; returns the ids of the claims that wait."""
    with transaction():
        operations.ask_editor(VISITOR, service(service_id), network="here", **ASKED | facts)
    return [one.id for one in queries.waiting()]


def decide(act, actor, claim_id, **facts) -> None:
    with transaction():
        claim = db.session.get(ListingClaim, claim_id)
        act(actor, claim, **{"version": claim.version, "letter": None} | facts)


def keeper_of(service_id) -> str | None:
    keeper_id = service(service_id).organization.keeper_id
    return keeper_id and db.session.get(Organisation, keeper_id).name


def keepers_of(service_id) -> list[str]:
    keeper_id = service(service_id).organization.keeper_id
    found = [user for user in map(accounts.by_email, (WHO["email"], "other@footbridge.example")) if user]
    return [user.email for user in found if keeper_id in [one.organisation_id for one in user.memberships]]


@pytest.fixture
def token(link_sent):
    return lambda email=OWN: link_sent(email).rpartition("/")[2]


def test_the_link_goes_to_the_published_address_only(listed, letters, token):
    service_id = listed(email=OWN, assurer_email="editor@council.example")
    send(service_id)
    assert [(to, kind) for to, kind, *_ in letters()] == [(OWN, "claim")]
    assert take_up(token()) is State.APPROVED
    assert keeper_of(service_id) == "Organisation of Choir"
    assert keepers_of(service_id) == [WHO["email"]]
    assert [kind for _, kind, *_ in letters(WHO["email"])] == ["invitation"]


def test_a_contacts_address_serves_where_the_listing_has_none_that_works(listed, letters):
    service_id = listed(email="ring us", contacts=[{"email": "mail@choir.example"}])
    send(service_id)
    assert [to for to, *_ in letters()] == ["mail@choir.example"]


def test_without_an_address_nothing_is_sent(listed, letters):
    with pytest.raises(Refused, match="shows no email address"):
        send(listed())
    assert letters() == []


def test_a_link_works_once(listed, token):
    send(listed(email=OWN))
    used = token()
    take_up(used)
    with pytest.raises(LinkRefused) as refused:
        take_up(used)
    assert refused.value.why is Why.USED


def test_a_link_opens_nothing_once_the_address_is_another(people, listed, token):
    service_id = listed(email=OWN)
    send(service_id)
    with transaction():
        known = service(service_id)
        document = {"name": "Choir", "email": "new@choir.example", "organization": {"name": "Organisation of Choir"}}
        listings.change_listing(people.directory_editor, known, version=known.version, document=document)
    with pytest.raises(LinkRefused):
        take_up(token())


def test_listings_of_one_organisation_with_one_address_come_along(listed, token):
    ids = [listed(name, email=OWN, organisation="Hall") for name in ("Choir", "Band")]
    with transaction():
        service(ids[1]).organization = service(ids[0]).organization
    send(ids[0])
    assert take_up(token()) is State.APPROVED
    assert {keeper_of(one) for one in ids} == {"Hall"}


def test_one_listing_of_a_council_does_not_give_away_the_others(listed, token):
    ids = [
        listed(name, email=email, organisation="Council") for name, email in (("Choir", OWN), ("Baths", "b@b.example"))
    ]
    with transaction():
        service(ids[1]).organization = service(ids[0]).organization
    send(ids[0])
    assert take_up(token()) is State.WAITING
    assert [keeper_of(one) for one in ids] == [None, None]
    (claim,) = queries.waiting()
    assert (claim.proof, claim.email) == (Proof.MAIL, WHO["email"])


def test_whoever_keeps_it_already_is_not_joined_by_a_link_alone(people, listed, token):
    service_id = listed(email=OWN, keeper_id=people.group)
    send(service_id)
    assert take_up(token()) is State.WAITING
    assert keepers_of(service_id) == []


def test_a_listing_without_an_organisation_gets_one_of_its_own(people, listed):
    service_id = listed()
    with transaction():
        service(service_id).organization = None
    (claim_id,) = ask(service_id)
    decide(operations.approve, people.directory_editor, claim_id)
    assert keeper_of(service_id) == "Choir"
    assert listed_queries.history(service(service_id))[0].reason == "It has a keeper now"


def test_an_editor_approves(people, listed, letters):
    service_id = listed()
    (claim_id,) = ask(service_id)
    decide(operations.approve, people.directory_editor, claim_id)
    assert keepers_of(service_id) == [WHO["email"]]
    assert [kind for _, kind, *_ in letters(WHO["email"])] == ["invitation"]
    assert queries.for_editors() == []


def test_an_approved_claim_of_a_kept_listing_joins_the_group_which_is_told(people, listed, letters):
    service_id = listed(keeper_id=people.group)
    with transaction():
        sessions.begin(db.session.get(Membership, people.group_representative.membership_id))
    (claim_id,) = ask(service_id)
    decide(operations.approve, people.directory_editor, claim_id)
    assert keeper_of(service_id) == "Thursday Choir"
    assert keepers_of(service_id) == [WHO["email"]]
    ((_, _, subject, text),) = letters(people.group_representative.email)
    assert subject == "Somebody else keeps your listings too"
    assert "Gail" not in text


def test_two_claims_of_one_listing_make_one_group(people, listed):
    service_id = listed()
    ask(service_id)
    for claim_id in ask(service_id, email="other@footbridge.example"):
        decide(operations.approve, people.directory_editor, claim_id)
    assert len(keepers_of(service_id)) == 2
    assert len(db.session.scalars(select(Organisation).where(Organisation.name == "Organisation of Choir")).all()) == 1


def test_an_editor_refuses_with_a_reason(people, listed):
    service_id = listed()
    (claim_id,) = ask(service_id)
    with pytest.raises(Refused, match="Say why"):
        decide(operations.refuse, people.directory_editor, claim_id, reason=" ")
    decide(operations.refuse, people.directory_editor, claim_id, reason="Nobody knew them")
    claim = db.session.get(ListingClaim, claim_id)
    assert (claim.state, claim.reason, claim.decided_by_id) == (
        State.REFUSED,
        "Nobody knew them",
        people.directory_editor.id,
    )
    assert keeper_of(service_id) is None


def test_a_claim_is_decided_once_and_by_editors(people, listed):
    (claim_id,) = ask(listed())
    for actor in (people.group_representative, people.link_worker, VISITOR):
        with pytest.raises(Missing):
            decide(operations.approve, actor, claim_id)
        with pytest.raises(Missing):
            queries.find(actor, claim_id)
    with pytest.raises(Stale):
        decide(operations.approve, people.directory_editor, claim_id, version=7)
    decide(operations.approve, people.directory_editor, claim_id)
    with pytest.raises(Refused, match="decided already"):
        decide(operations.refuse, people.directory_editor, claim_id, reason="No")


def test_the_same_claim_twice_is_one(listed):
    service_id = listed()
    assert ask(service_id) == ask(service_id)
    assert [(row.service_id, row.words) for row in queries.for_editors()] == [(service_id, Proof.EDITOR.words)]


def test_a_retired_listing_is_nobodys(people, listed):
    service_id = listed(email=OWN)
    with transaction():
        listings.retire_listing(people.directory_editor, service(service_id), version=1, reason="Over")
    with pytest.raises(Refused):
        send(service_id)
    with pytest.raises(Refused):
        ask(service_id)


def test_letters_to_one_group_and_claims_from_one_place_are_limited(listed):
    service_id = listed(email=OWN)
    for number in range(operations.MOST_LETTERS):
        send(service_id, network=f"place {number}")
    with pytest.raises(TooMany):
        send(service_id, network="another place")
    other = listed("Band")
    for number in range(operations.MOST_FROM_ONE_ADDRESS):
        ask(other, email=f"somebody.{number}@footbridge.example")
    with pytest.raises(TooMany):
        ask(other)
