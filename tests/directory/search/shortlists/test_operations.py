"""What may be done with a shortlist, at the shell as on a page."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from accounts.actors import System, Visitor
from accounts.roles import GRANTS, Permission, Role
from core import clock
from core.db import db, transaction
from core.refusals import Missing, Refused
from directory.listings import operations as listings
from directory.listings.models import Service
from directory.search.shortlists import operations, queries
from directory.search.shortlists.models import Shortlist, ShortlistItem
from directory.search.shortlists.words import Handed
from tests.directory.listings.examples import CHOIR, EDITOR, add

NOTHING = {"note": "", "notes": {}, "key": "a key"}


@pytest.fixture
def choir(app) -> Service:
    return db.session.get(Service, add(CHOIR))


def share(listings, **said) -> str:
    with transaction():
        return operations.share(Visitor(), listings, network="here", **NOTHING | said)


@pytest.mark.parametrize("role", [role for role in Role if role not in GRANTS[Permission.SEND_SHORTLISTS]])
def test_whoever_is_no_staff_sends_nothing(choir, role):
    with pytest.raises(Refused):
        operations.send(System(role), [choir], email="joan@example.org", **NOTHING)


@pytest.mark.parametrize(
    "act",
    [
        lambda: operations.hand_over(Visitor(), [], how=Handed.LARGE, key="a key"),
        lambda: operations.share(Visitor(), [], network="here", **NOTHING),
        lambda: operations.send(System(Role.CLINICIAN), [], email="joan@example.org", **NOTHING),
    ],
)
def test_nothing_is_not_handed_over(app, act):
    with pytest.raises(Refused, match="empty"):
        act()


def test_each_way_and_each_form_counts_once(choir):
    with transaction():
        for how, key in ((Handed.LARGE, "one"), (Handed.LARGE, "one"), (Handed.PLAIN, "two")):
            operations.hand_over(Visitor(), [choir], how=how, key=key)
    (found,) = queries.counts()
    assert (found.name, found.total, found.by_way) == ("Tide Singers", 2, {Handed.LARGE: 1, Handed.PLAIN: 1})
    assert queries.count_of(choir.id) == 2


def test_a_link_lasts_as_long_as_the_setting_says(app, choir):
    app.config["SHORTLIST_LASTS"] = dt.timedelta(days=2)
    token = share([choir])
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert [item.service_id for item in queries.find_shared(token).items] == [choir.id]
    with clock.at(clock.now() + dt.timedelta(days=3)):
        ended = queries.find_shared(token)
        assert not ended.open
        with pytest.raises(Refused, match="has ended already"):
            operations.withdraw(Visitor(), ended)


def test_a_note_on_a_listing_that_is_not_on_the_list_is_not_kept(choir):
    other = add(CHOIR | {"id": "5d0c7d2c-2f0e-4a57-9a53-0000000000aa", "service_at_locations": []})
    shared = queries.find_shared(share([choir], notes={other: "Elsewhere"}))
    assert [item.note for item in shared.items] == [""]


def test_only_the_maker_or_a_holder_of_the_token_withdraws(choir):
    token = share([choir])
    shared = queries.find_shared(token)
    with pytest.raises(Missing):
        queries.find_for_withdrawal(Visitor(), shared.id, ["another token"])
    with transaction():
        operations.withdraw(Visitor(), queries.find_for_withdrawal(Visitor(), shared.id, [token]))
    assert not queries.find_shared(token).open
    assert queries.shared_by(Visitor(), [token]) == {}
    with pytest.raises(Refused, match="withdrawn already"):
        operations.withdraw(Visitor(), queries.find_for_withdrawal(Visitor(), shared.id, [token]))


def test_what_no_link_opens_any_more_is_thrown_away_with_the_next_one(choir):
    withdrawn, kept = share([choir], key="one", note="Words", notes={choir.id: "Words"}), share([choir], key="two")
    with transaction():
        operations.withdraw(Visitor(), queries.find_shared(withdrawn))
    new = share([choir], key="three")
    notes = dict(db.session.execute(select(Shortlist.token_hash, Shortlist.note)).all())
    assert notes == dict.fromkeys(map(queries.hashed, (withdrawn, kept, new)), "")
    assert db.session.scalar(select(func.count()).select_from(ShortlistItem)) == 2


def test_what_was_handed_over_before_a_merge_counts_for_the_listing_that_was_kept(choir):
    old = db.session.get(Service, add({"name": "Singers of the tide"}))
    with transaction():
        operations.hand_over(Visitor(), [old, choir], how=Handed.LARGE, key="one")
        operations.hand_over(Visitor(), [old], how=Handed.PLAIN, key="two")
        listings.merge_away(EDITOR, old, version=old.version, into=choir)
    (found,) = queries.counts()
    assert (found.service_id, found.name) == (choir.id, "Tide Singers")
    assert (found.total, found.by_way) == (3, {Handed.LARGE: 2, Handed.PLAIN: 1})
    assert (queries.count_of(choir.id), queries.count_of(old.id)) == (3, 0)


def test_that_a_link_has_ended_is_told_for_a_year(app, choir):
    app.config["SHORTLIST_LASTS"] = dt.timedelta(days=2)
    token, start = share([choir], key="one"), clock.now()
    with clock.at(start + dt.timedelta(days=360)):
        share([choir], key="two")
        assert not queries.find_shared(token).open
    with clock.at(start + dt.timedelta(days=368)):
        share([choir], key="three")
        with pytest.raises(Missing):
            queries.find_shared(token)
