"""Both indexes: words are found by stem, beginning and accent, ranked by where they stand, and never an operator."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from core.db import db, transaction
from directory.listings import operations, queries
from directory.listings.models import listing_text
from directory.search import index
from directory.search.index import Asked, Within
from directory.search.query import plain_words


def found(words: str, **how) -> list[str]:
    """Names of the listings with these words, best first."""
    asked = Asked(tuple(((word,),) for word in plain_words(words)), **how)
    matched = index.current().ranked(asked).subquery()
    assert sorted(index.current().numbers(asked, Within.ANYWHERE)) == sorted(
        db.session.scalars(select(matched.c.number))
    )
    rows = select(listing_text.c.name).join(matched, matched.c.number == listing_text.c.number)
    return list(db.session.scalars(rows.order_by(matched.c.rank, listing_text.c.name)))


@pytest.mark.parametrize(
    "words",
    [
        "garden",
        "gardens",
        "gardening",
        "GARDEN",
        "gardener allotments",
        "café",
        "cafe",
        "CAFÉ",
        "arts crafts",
        "arts/crafts",
        "drop-in",
        "drop in",
        "o'neill",
        "o’neill",
        "step free",
        "50",
    ],
)
def test_words_are_found_by_stem_beginning_and_accent(listing, words):
    listing("Gardening at the café", description="Arts/crafts, drop-in, O'Neill’s allotment, step-free. Over 50s: 50")
    listing("Something else")
    assert found(words) == ["Gardening at the café"]


def test_beginnings_are_found_only_where_they_are_asked_for(listing):
    listing("Singing for all")
    listing("Single parents")
    assert found("singing") == ["Singing for all"]
    assert found("parent singl", beginnings=True) == ["Single parents"]
    assert set(found("sing", beginnings=True)) == {"Singing for all", "Single parents"}
    assert found("si", beginnings=True) == []


def test_ranked_by_where_the_word_stands(listing):
    listing("D in its description", description="Once a choir came here")
    listing("C by topic", tags=["choir"])
    listing("B by organisation", organisation="Harbour choir")
    listing("A choir by name")
    assert found("choir") == ["A choir by name", "B by organisation", "C by topic", "D in its description"]


def test_a_phrase_and_words_that_are_alike(listing):
    listing("Healthy living", tags=["Walks"])
    listing("Living well, healthy too", organisation="Walks for all")
    phrase = Asked(((("healthy", "living"),),))
    assert len(index.current().numbers(phrase, Within.ANYWHERE)) == 1
    alike = Asked(((("nothing", "here"), ("walking",)),))
    assert len(index.current().numbers(alike, Within.HEAD)) == 2
    assert len(index.current().numbers(alike, Within.NAME)) == 0
    assert len(index.current().numbers(phrase, Within.NAME)) == 1


def test_all_or_any_of_the_words(listing):
    listing("Sea swimming")
    listing("Sea shanties")
    assert found("sea swimming") == ["Sea swimming"]
    assert set(found("sea swimming", every=False)) == {"Sea swimming", "Sea shanties"}


def test_the_index_follows_every_change(listing, people):
    service_id = listing("Old name")
    with transaction():
        service = queries.find(service_id)
        operations.change_listing(
            people.directory_editor, service, version=service.version, document={"name": "New title"}
        )
    assert found("old") == []
    assert found("title") == ["New title"]
    with transaction():
        service = queries.find(service_id)
        operations.retire_listing(people.directory_editor, service, version=service.version, reason="Closed")
    assert found("title") == []
    index.current().check()


def test_the_index_stays_in_step_with_what_is_undone(listing, people):
    listing("Kept")
    operations.add_listing(people.directory_editor, document={"name": "Undone"})
    db.session.rollback()
    assert found("undone") == []
    index.current().check()


def test_the_check_can_fail_and_rebuilding_mends_it(listing):
    listing("Choir")
    on_sqlite = db.engine.dialect.name == "sqlite"
    with transaction():
        db.session.execute(
            text(
                "insert into listing_fts(listing_fts) values ('delete-all')" if on_sqlite else "delete from listing_fts"
            )
        )
    with pytest.raises(Exception, match=r"malformed|lacks"):
        index.current().check()
    db.session.rollback()
    assert found("choir") == []
    with transaction():
        index.current().rebuild()
    index.current().check()
    assert found("choir") == ["Choir"]


OPERATORS = ["NEAR(a b)", "name:choir", "a AND", "OR", "NOT x", '"', "'", "*", "(((", "a:*", "'' | !"]
ODD_LETTERS = ["²", "ß", "İ", "ก็", "١", "ﬁ"]
NASTY = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="\"'*()-+^:~&|<>!\\ {}ANDORNETEAR$%_;,.?", max_size=40),
    st.sampled_from(OPERATORS + ODD_LETTERS),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=NASTY)
def test_nothing_that_is_typed_is_an_error(app, words):
    if plain_words(words):
        found(words)
        found(words, every=False, beginnings=True)
