"""Every question asked of the feeds: which there are, what their runs did, what was refused."""

import datetime as dt
import uuid

from sqlalchemy import func, select

from core.db import db
from core.refusals import Missing
from directory.exchange.feeds.models import Feed, FeedRefusal, FeedRun
from directory.exchange.feeds.words import FeedKind, Licence
from directory.exchange.provenance.models import ListingSource

RUNS = 10
REFUSALS = 200


def index() -> list[tuple[Feed, FeedRun | None]]:
    """Every feed by name, each with its last run."""
    feeds = db.session.scalars(select(Feed).order_by(func.lower(Feed.name), Feed.id))
    return [(feed, next(iter(runs(feed, most=1)), None)) for feed in feeds]


def acknowledged() -> list[Feed]:
    """The feeds whose publishers somebody must be told of: those with a licence that is known, or an attribution."""
    known = (Feed.licence != Licence.UNKNOWN) | (Feed.attribution != "")
    return list(db.session.scalars(select(Feed).where(known).order_by(func.lower(Feed.name), Feed.id)))


def find(feed_id: uuid.UUID) -> Feed:
    """One feed. Raises Missing."""
    found = db.session.get(Feed, feed_id)
    if found is None:
        raise Missing
    return found


def of_source(source: str) -> Feed | None:
    """The feed whose listings carry `source`."""
    return db.session.scalar(select(Feed).where(Feed.source == source))


def called(words: str) -> Feed:
    """The feed with this name, or this id. Raises Missing."""
    found = db.session.scalar(select(Feed).where(func.lower(Feed.name) == words.lower()))
    if found:
        return found
    try:
        return find(uuid.UUID(words))
    except ValueError:
        raise Missing from None


def to_read(*, due_only: bool = False) -> list[Feed]:
    """The feeds that somebody asked for, in that order, and then the others that have an address."""
    asked_for = Feed.due_at.is_not(None)
    question = select(Feed).where(asked_for if due_only else asked_for | (Feed.kind == FeedKind.ADDRESS))
    return list(db.session.scalars(question.order_by(Feed.due_at.is_(None), Feed.due_at, Feed.name, Feed.id)))


def runs(feed: Feed, *, most: int = RUNS) -> list[FeedRun]:
    """The last runs of a feed, the newest first."""
    question = select(FeedRun).where(FeedRun.feed_id == feed.id)
    return list(db.session.scalars(question.order_by(FeedRun.created_at.desc(), FeedRun.id).limit(most)))


def find_run(run_id: uuid.UUID) -> FeedRun:
    """One run. Raises Missing."""
    found = db.session.get(FeedRun, run_id)
    if found is None:
        raise Missing
    return found


def refusals(run: FeedRun | None) -> list[FeedRefusal]:
    """What a run refused, in the order of the feed; the first of them, if there are many."""
    if run is None:
        return []
    question = select(FeedRefusal).where(FeedRefusal.run_id == run.id)
    return list(db.session.scalars(question.order_by(FeedRefusal.number, FeedRefusal.id).limit(REFUSALS)))


def listings_of(feed: Feed) -> int:
    """How many listings came from a feed."""
    return db.session.scalar(select(func.count()).select_from(ListingSource).where(ListingSource.source == feed.source))


def busy(feed: Feed, now: dt.datetime) -> bool:
    """Whether somebody is reading the feed at this moment."""
    return feed.held_until is not None and feed.held_until > now
