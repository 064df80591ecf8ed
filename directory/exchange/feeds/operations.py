"""What is done with feeds: add, change, ask for a run; and what a run leaves behind as it goes."""

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy import delete, select, update

from accounts.roles import Permission, may
from core import audit, clock
from core.constraints import explain
from core.db import check_version, db, hold
from core.refusals import Missing, Refused
from core.text import printable
from directory.exchange.feeds import queries
from directory.exchange.feeds.models import Feed, FeedRefusal, FeedRun
from directory.exchange.feeds.words import FeedKind, Licence, RunState
from directory.exchange.operations import Report

# A run that died holds its feed no longer than this; one that lives says so more often.
HELD = dt.timedelta(minutes=15)
MOST_REFUSALS = 1000
RUNS_WITH_REFUSALS = 5
TAKEN = "Another feed has this name, or had it once"

explain("uq_feed_name", TAKEN, field="name")
explain("uq_feed_source", TAKEN, field="name")


def add_feed(
    actor,
    *,
    name: str,
    url: str = "",
    licence: Licence = Licence.UNKNOWN,
    licence_words: str = "",
    attribution: str = "",
) -> Feed:
    """Add a feed that is fetched from `url`, first with the next sync, or is read from files. Raises Refused."""
    _must_edit(actor)
    feed = Feed(name=name, source=name, kind=FeedKind.FILE)
    _write(feed, name=name, url=url, licence=licence, licence_words=licence_words, attribution=attribution)
    db.session.add(feed)
    db.session.flush()
    audit.record(actor, "feed.added", feed, name=name, url=url)
    return feed


def change_feed(actor, feed: Feed, *, version: int, **facts) -> Feed:
    """Change what is known of a feed; where its listings came from stays what it was. Raises Stale, Refused.

    A new address is read with the next sync.
    """
    _must_edit(actor)
    check_version(feed, version)
    _write(feed, **facts)
    db.session.flush()
    audit.record(actor, "feed.changed", feed, name=feed.name, url=feed.url or "")
    return feed


def ask_for_run(actor, feed: Feed, *, version: int, uploaded: str = "") -> Feed:
    """Let the next sync read this feed, and first: from its address, or the file called `uploaded`.

    Raises Stale, Refused.
    """
    _must_edit(actor)
    check_version(feed, version)
    if not feed.url and not uploaded:
        raise Refused("This feed has no address to fetch it from. Send its file")
    feed.due_at = clock.now()
    db.session.flush()
    audit.record(actor, "feed.asked_for", feed, file=uploaded)
    return feed


def feed_of_file(actor, *, source: str) -> Feed:
    """The feed whose listings carry `source`; a new one, read from files, where there is none."""
    return queries.of_source(source) or add_feed(actor, name=source)


def begin_run(actor, feed: Feed) -> FeedRun:
    """Begin to read a feed, unless somebody else is at it. Raises Refused."""
    _must_edit(actor)
    hold(feed)
    if queries.busy(feed, clock.now()):
        raise Refused(f"{feed.name} is being read already")
    _abandon(feed)
    run = FeedRun(feed_id=feed.id, actor_name=actor.name, state=RunState.RUNNING)
    db.session.add(run)
    hold_longer(feed)
    audit.record(actor, "feed.run", feed)
    db.session.flush()
    return run


def hold_longer(feed: Feed) -> None:
    """Say that the run lives."""
    _set(feed, held_until=clock.now() + HELD)


def end_run(
    feed: Feed,
    run: FeedRun,
    state: RunState,
    *,
    counts: Mapping[str, int],
    everything: bool = False,
    standard: str = "",
    problem: str = "",
    refused: Iterable[Report] = (),
    interrupted: bool = False,
) -> FeedRun:
    """Write down how a run ended, and let go of the feed. `counts` is by the words of Tally.

    `everything` says that all of the feed was read, and not a part. Whoever asked for the feed has had it now, unless
    they asked after the run began, or it was `interrupted` by somebody who stopped the program.
    """
    run.state, run.finished_at = state, clock.now()
    run.problem, run.standard = printable(problem)[:1000], printable(standard)[:40]  # both repeat what a server said
    for name, count in counts.items():
        setattr(run, name, count)
    db.session.add_all(
        FeedRefusal(run_id=run.id, number=one.number, source_id=one.source_id, name=one.name, reason=one.reason)
        for one, _ in zip(refused, range(MOST_REFUSALS), strict=False)
    )
    _set(feed, held_until=None)
    if feed.due_at and feed.due_at <= run.created_at and not interrupted:
        _set(feed, due_at=None)
    if everything and state is RunState.COMPLETE:
        _set(feed, fetched_at=clock.now())
    _forget_old_refusals(feed)
    db.session.flush()
    return run


def _set(feed: Feed, **columns) -> None:
    """What runs write is no change of the feed: an editor who has its form open is not told of it."""
    db.session.execute(update(Feed).where(Feed.id == feed.id).values(**columns))


def _abandon(feed: Feed) -> None:
    """A run that said nothing more for so long has died."""
    died = update(FeedRun).where(FeedRun.feed_id == feed.id, FeedRun.state == RunState.RUNNING)
    db.session.execute(died.values(state=RunState.FAILED, problem="It was interrupted.", finished_at=clock.now()))


def _forget_old_refusals(feed: Feed) -> None:
    recent = [run.id for run in queries.runs(feed, most=RUNS_WITH_REFUSALS)]
    older = select(FeedRun.id).where(FeedRun.feed_id == feed.id, FeedRun.id.not_in(recent))
    db.session.execute(delete(FeedRefusal).where(FeedRefusal.run_id.in_(older)))


def _write(feed: Feed, *, name: str, url: str, licence: Licence, licence_words: str, attribution: str) -> None:
    if not name.strip():
        raise Refused("Enter a name for the feed", field="name")
    before = feed.url
    feed.name, feed.url = name.strip(), url.strip() or None
    if feed.url != before:  # nobody should have to ask for what a new address says
        feed.due_at = clock.now() if feed.url else None
    feed.kind = FeedKind.ADDRESS if feed.url else FeedKind.FILE
    feed.licence, feed.licence_words, feed.attribution = Licence(licence), licence_words, attribution


def _must_edit(actor) -> None:
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing
