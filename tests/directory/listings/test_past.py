"""What a listing said before its last changes, found by undoing them."""

import copy
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.listings import past
from directory.listings.document import differences, without_secrets

WORDS = st.sampled_from(["a", "b", "c"])
ITEM = st.fixed_dictionaries({}, optional={"name": WORDS, "note": WORDS})
PHONES = st.dictionaries(st.sampled_from(["p1", "p2"]), ITEM)
CONTACT = st.tuples(ITEM, PHONES)
SHALLOW = st.fixed_dictionaries({"name": WORDS}, optional={"alert": WORDS, "vendor": st.just({"colour": ["red", 1]})})


def listed(items: dict[str, dict]) -> list[dict]:
    return [{"id": key} | item for key, item in items.items()]


def contact(key: str, found: tuple[dict, dict]) -> dict:
    item, phones = found
    return {"id": key} | item | ({"phones": listed(phones)} if phones else {})


@st.composite
def documents(draw):
    """A listing with contacts that have telephones: lists inside lists, that come and go."""
    contacts = draw(st.dictionaries(st.sampled_from(["c1", "c2", "c3"]), CONTACT))
    found = [contact(key, one) for key, one in contacts.items()]
    return draw(SHALLOW) | ({"contacts": found} if found else {})


@settings(max_examples=60)
@given(st.lists(documents(), min_size=2, max_size=5))
def test_every_moment_comes_back(moments):
    changes = [differences(one, other) for one, other in pairwise(moments)]
    for number, moment in enumerate(moments):
        then = past.before(moments[-1], reversed(changes[number:])).document
        assert differences(then, moment) == {}
        assert differences(past.put(moments[-1], differences(moments[-1], moment)), moment) == {}


def tagged(**terms: str) -> dict:
    """A listing with the terms named, each by the id of its attribute."""
    tags = [{"id": key, "taxonomy_term": {"id": term, "name": term.title()}} for key, term in terms.items()]
    return {"attributes": tags} if tags else {}


def test_a_merged_term_comes_back_as_the_other_and_one_that_is_gone_not_at_all():
    today = {term: {"id": term, "name": term.title()} for term in ("music", "chess")}
    today |= {"singing": today["music"]}
    merged, lost = past.Gone("Singing", "Music"), past.Gone("Lost", None)
    for then, now, found, gone in (
        (tagged(a="singing"), tagged(a="music"), tagged(a="music"), [merged]),
        (tagged(a="singing"), tagged(b="music"), tagged(b="music"), [merged]),
        (tagged(a="singing", b="music"), tagged(b="music"), tagged(b="music"), [merged]),
        (tagged(a="singing"), tagged(), tagged(a="music"), [merged]),
        (tagged(a="lost", b="chess"), tagged(), tagged(b="chess"), [lost]),
        (tagged(a="lost"), tagged(a="chess"), tagged(a="chess"), [lost]),
    ):
        assert past.with_terms_of_today(then, now, today) == (found, gone)


def test_a_confirmation_cannot_be_put_back():
    changes = {"assured_date": ["2026-11-25", None], "assurer_email": ["ann@choir.example", None], "name": ["a", "b"]}
    assert past.restorable(changes) == {"name": ["a", "b"]}


def place(**location) -> dict:
    return {"service_at_locations": [{"id": "x", "location": {"id": "l", "name": "Hall"} | location}]}


def change(old: dict, new: dict) -> dict:
    return without_secrets(differences(old, new), old, new)


def test_a_place_that_is_confidential_now_stays_as_it_is():
    old, now = place(), place(confidential=True, name="7 Secret Lane")
    then = past.before(now, [change(old, now)])
    assert then == past.Past(now, frozenset({"x"}))


def test_a_place_that_was_confidential_and_is_gone_stays_away():
    old = place(confidential=True)
    assert past.before({"name": "a"}, [change(old, {"name": "a"})]) == past.Past({}, frozenset({"x"}))


def test_a_confidential_place_of_today_is_not_taken_away():
    now = place(confidential=True)
    assert past.before(now, [change({}, now)]).document == now


def test_words_that_look_like_a_secret_are_words():
    assert past.before({"name": "b"}, [{"name": ["(confidential)", "b"]}]).document == {"name": "(confidential)"}


def test_the_document_given_is_left_alone():
    now = place()
    kept = copy.deepcopy(now)
    past.before(now, [change(place(name="Barn"), now)])
    assert now == kept


def test_a_move_to_another_organisation_is_put_back_as_a_whole():
    pairs = {"organization.id": ["1", "2"], "organization.name": ["a", "b"], "name": ["a", "b"]}
    assert list(past.groups(pairs)) == ["organization", "name"]
    del pairs["organization.id"]
    assert list(past.groups(pairs)) == ["organization.name", "name"]
