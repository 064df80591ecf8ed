"""What is kept of searches that found nothing: counted together, by the month, and no table that a robot can fill."""

import datetime as dt

import pytest
from sqlalchemy import select

from accounts.actors import Visitor
from core import clock
from core.db import db, transaction
from core.refusals import Refused, TooMany
from directory.search.unmet import operations, queries
from directory.search.unmet.asked import Asked, Kept
from directory.search.unmet.models import ToldNeed, UnmetNeed

NOVEMBER = dt.datetime(2026, 11, 25, 23, 30, tzinfo=dt.UTC)


def test_the_same_search_is_one_row_with_a_count_for_each_month(app):
    with clock.at(NOVEMBER):
        for words in ("kabaddi", "Kabaddi 01632 960001", "chess"):
            assert operations.record_empty(Asked(words, ["Free"], "PO1 2DY"), network="here")
    with clock.at(NOVEMBER + dt.timedelta(days=30)):
        operations.record_empty(Asked("kabaddi", ["Free"], "PO1 2DY"), network="here")
    assert queries.counted() == [(Kept("kabaddi", "Free", "PO1"), 3), (Kept("chess", "Free", "PO1"), 1)]
    assert queries.counted(dt.date(2026, 12, 1)) == [(Kept("kabaddi", "Free", "PO1"), 1)]
    assert queries.months() == [dt.date(2026, 12, 1), dt.date(2026, 11, 1)]


def test_no_row_knows_a_moment(app):
    assert {column.type.python_type for table in (UnmetNeed, ToldNeed) for column in table.__table__.columns} == {
        *(str, int, dt.date),
        UnmetNeed.__table__.c.id.type.python_type,
    }


def test_a_search_for_nothing_but_numbers_is_not_kept(app):
    assert not operations.record_empty(Asked("07700 900982", (), "PO1 2DY"), network="here")
    assert queries.counted() == []


def test_one_network_is_counted_so_often_and_others_go_on(app, monkeypatch):
    monkeypatch.setattr(operations, "MOST_SEARCHES", 2)
    counted = [operations.record_empty(Asked(word), network="robot") for word in ("ludo", "chess", "darts")]
    assert counted == [True, True, False]
    assert operations.record_empty(Asked("darts"), network="here")


def test_a_full_month_takes_nothing_new_but_counts_what_it_knows(app, monkeypatch):
    monkeypatch.setattr(operations, "MOST_A_MONTH", 1)
    assert operations.record_empty(Asked("ludo"), network="here")
    assert not operations.record_empty(Asked("chess"), network="here")
    assert operations.record_empty(Asked("ludo"), network="here")
    assert queries.counted() == [(Kept("ludo", "", ""), 2)]


def tell(**said):
    with transaction():
        return operations.tell(Visitor(), Asked("chess"), **{"need": "", "would_help": "", "network": "here"} | said)


@pytest.mark.parametrize("field", ["need", "would_help"])
def test_words_that_tell_who_somebody_is_are_refused_beside_their_box(app, field):
    with pytest.raises(Refused) as refused:
        tell(**{field: "Ring me on 07700 900982"})
    assert refused.value.field == field
    assert db.session.scalar(select(ToldNeed)) is None


def test_much_told_from_one_network_is_held_up(app, monkeypatch):
    monkeypatch.setattr(operations, "MOST_TOLD", 1)
    tell(need="A club")
    with pytest.raises(TooMany):
        tell(need="Another club")
    tell(need="A third club", network="elsewhere")
    assert sorted(one.need for one in queries.told()) == ["A club", "A third club"]
