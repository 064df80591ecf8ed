"""The prepared entry of each listing: its public record, its card and its search facts, kept in step with its rows."""

import json
import re
import unicodedata
import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, select, update

from core import clock
from core.db import db, insert_missing
from directory.listings import trust_facts
from directory.listings.cards import card_of
from directory.listings.facts import facts_of
from directory.listings.models import Service, listing_clock, listing_entry, listing_text, listing_word
from directory.listings.record import record_of
from directory.listings.searchable import words_of

THE_CLOCK = 1
TOGETHER = 100
WORD = re.compile(r"[^\W\d_]{3,40}")


def rewrite(*services: Service) -> None:
    """Bring the entries of these listings up to date; what reads them sees it when this transaction is kept.

    A listing that is retired leaves an empty entry behind, so that copies held elsewhere learn of it.
    """
    if not services:
        return
    db.session.flush()
    stamp = _tick()
    for service in services:
        number = _put(service, stamp)
        _put_words(service, number)


def rebuild() -> int:
    """Make every entry again, from the listings; returns how many there are. For a database mended by hand."""
    db.session.execute(delete(listing_word))
    ids = list(db.session.scalars(select(Service.id).order_by(Service.id)))
    for start in range(0, len(ids), TOGETHER):
        some = ids[start : start + TOGETHER]
        rewrite(*db.session.scalars(select(Service).where(Service.id.in_(some))))
        db.session.flush()
        db.session.expunge_all()
    return len(ids)


def _tick() -> int:
    """The number of this change. Whoever else changes entries waits here until this transaction ends."""
    ticked = (
        update(listing_clock)
        .where(listing_clock.c.id == THE_CLOCK)
        .values(tick=listing_clock.c.tick + 1, mark=uuid.uuid4())
        .returning(listing_clock.c.tick)
    )
    tick = db.session.scalar(ticked)
    if tick is None:
        db.session.execute(insert(listing_clock).values(id=THE_CLOCK, tick=1, mark=uuid.uuid4()))
        return 1
    return tick


def _put(service: Service, stamp: int) -> int:
    """Write the entry of one listing; returns its number, which it keeps for ever."""
    here = listing_entry.c.service_id == service.id
    values = {"stamp": stamp, **prepared(service)}
    number = db.session.scalar(update(listing_entry).where(here).values(**values).returning(listing_entry.c.number))
    if number is None:
        added = insert(listing_entry).values(service_id=service.id, **values).returning(listing_entry.c.number)
        number = db.session.scalar(added)
    return number


def prepared(service: Service) -> dict[str, Any]:
    """The columns of a listing's entry but its number and stamp."""
    if service.retired_at:
        return {"listed": False, "facts": "{}", "card": "{}", "record": "{}"}
    record = record_of(service)
    # What is known of it goes with both; how far it can be trusted depends on the day, and is reckoned when it is read.
    known = {"trust": trust_facts.written(trust_facts.of(service, clock.today()))}
    facts, card = facts_of(record, _terms(service)) | known, card_of(record) | known
    return {"listed": True, "facts": written(facts), "card": written(card), "record": written(record)}


def written(value: Any) -> str:
    """JSON as short as it can be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _terms(service: Service) -> list[str]:
    """The ids of its terms; those above them are found where it is searched, for they may come later."""
    return [str(one.taxonomy_term.id) for one in service.attributes if one.taxonomy_term]


def _put_words(service: Service, number: int) -> None:
    """The words that the full-text index stands on, under the entry's number; a listing that is not public has none."""
    here = listing_text.c.number == number
    if not service.public:
        db.session.execute(delete(listing_text).where(here))
        return
    words = words_of(service)
    if db.session.execute(update(listing_text).where(here).values(**words)).rowcount == 0:
        db.session.execute(insert(listing_text).values(number=number, service_id=service.id, **words))
    learn(words.values())


def learn(texts: Iterable[str]) -> None:
    """Remember the words of these texts, small and without accents, for the spelling of what people type."""
    plain = unicodedata.normalize("NFKD", " ".join(texts).casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    # In one order everywhere: two transactions that add the same new words do not wait for each other in a circle.
    insert_missing(listing_word, [{"word": word} for word in sorted(set(WORD.findall(bare)))])
