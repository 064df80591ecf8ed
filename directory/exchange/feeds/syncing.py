"""One run of a feed from beginning to end: read it whole into a snapshot, then take in each of its records."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.exc import SQLAlchemyError

from core.db import patiently
from core.refusals import Refused
from directory.exchange.feeds import operations, queries
from directory.exchange.feeds.fetching import Fetcher, NotFetched
from directory.exchange.feeds.models import Feed, FeedRun
from directory.exchange.feeds.packages import records as records_of
from directory.exchange.feeds.snapshots import Answers, Snapshot
from directory.exchange.feeds.walking import Walk
from directory.exchange.feeds.words import RunState, Tally
from directory.exchange.operations import Outcome, Report, Stopped, take_in
from directory.exchange.provenance import operations as provenance
from directory.exchange.reading import NotReadable

SAY_SO_EVERY = 60  # seconds

# How a stage of the work is watched: everything that it goes through, how much that is if it is known, what it is.
Watch = Callable[[Iterable, int | None, str], Iterable]
PROBLEMS = (NotFetched, NotReadable, Stopped, Refused)


def unwatched(items: Iterable, _total: int | None, _stage: str) -> Iterable:
    """Nobody looks on."""
    return items


def in_turn(work: Callable[[], Any], *, sleep: Callable[[float], object] = time.sleep) -> Any:
    """What `work` answers, kept, after waiting for others that write. Raises Stopped where the database cannot."""
    try:
        return patiently(work, sleep=sleep)
    except SQLAlchemyError as error:
        kind = type(error).__name__
        raise Stopped(f"The database is busy or cannot be written to ({kind}). Run it again later.") from error


class Reading(Protocol):
    """Where records come from.

    When they have ended, `whole` says whether none was missed, and `everything` whether what did not come is gone.
    """

    standard: str
    whole: bool
    everything: bool

    def records(self) -> Iterator[Any]:
        """The records, one at a time."""

    def keep(self) -> None:
        """All went well."""

    def drop(self) -> None:
        """It did not."""


class FromAddress:
    """A feed that is fetched."""

    def __init__(self, url: str, fetcher: Fetcher, folder: Path, feed_id) -> None:
        self._answers = Answers(fetcher, folder, feed_id)
        self._walk = Walk(self._answers.get, url)
        self.records, self.keep, self.drop = self._walk.records, self._answers.keep, self._answers.drop

    @property
    def standard(self) -> str:
        """What the server speaks."""
        return self._walk.standard

    @property
    def whole(self) -> bool:
        """Whether no page is missing."""
        return self._walk.whole

    everything = whole


class FromFile:
    """A feed that is read from a file or a folder, which may hold everything that the feed has, or a part."""

    standard = "A file"
    whole = True

    def __init__(self, path: Path, *, everything: bool) -> None:
        self.path, self.everything = path, everything

    def records(self) -> Iterator[Any]:
        """The records of the file."""
        return records_of(self.path)

    def keep(self) -> None:
        """A file is nobody's to keep."""

    drop = keep


class Run:
    """One run. `carry_out` does all of it, in transactions of its own, and lets go of the feed whatever happens."""

    def __init__(
        self,
        actor,
        feed: Feed,
        reading: Reading,
        folder: Path,
        *,
        watch: Watch = unwatched,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.actor, self.feed_id, self.reading, self.watch = actor, feed.id, reading, watch
        self.snapshot = Snapshot(folder, feed.id)
        self.counts: Counter = Counter(dict.fromkeys(Tally, 0))
        self.refused: list[Report] = []
        self.seen: set[str] = set()
        self._said_so, self._sleep = time.monotonic(), sleep

    def carry_out(self, tell: Callable[[Report], None] = lambda _: None) -> FeedRun:
        """Read the feed and take in what it says; `tell` hears what became of each record.

        A run that fails before everything is read leaves the directory as it was. Raises Refused where somebody else
        is reading the feed; NotFetched, NotReadable or Stopped where it failed, which the run says too.
        """
        self.run_id, self.source = self._keep(self._begin)
        try:
            return self._through(tell)
        except BaseException as problem:
            self._fail(problem)
            raise

    def _begin(self) -> tuple[Any, str]:
        feed = queries.find(self.feed_id)
        return operations.begin_run(self.actor, feed).id, feed.source

    def _keep(self, work: Callable[[], Any]) -> Any:
        return in_turn(work, sleep=self._sleep)

    def _through(self, tell: Callable[[Report], None]) -> FeedRun:
        total = self.snapshot.write(self._alive(self.watch(self.reading.records(), None, "read")))
        self._refuse_empty(total)
        reports = take_in(self.actor, self.snapshot.read(), source=self.source, sleep=self._sleep)
        for report in self._alive(self.watch(reports, total, "taken in")):
            self._count(report)
            tell(report)
        state = RunState.COMPLETE if self.reading.whole else RunState.PARTIAL
        ended = self._keep(lambda: self._finish(state))
        self.snapshot.keep() if self.reading.everything else self.snapshot.drop()
        self.reading.keep()
        return ended

    def _finish(self, state: RunState) -> FeedRun:
        if self.reading.everything:
            self.counts[Tally.FLAGGED] = provenance.note_absent(self.source, self.seen)
        return self._end(state)

    def _refuse_empty(self, total: int) -> None:
        """An empty answer is a server's bad day: no feed loses everything overnight."""
        if total == 0 and self.reading.everything and queries.listings_of(queries.find(self.feed_id)):
            raise NotReadable("The feed is empty, and it was not before.")

    def _count(self, report: Report) -> None:
        self.seen.add(report.source_id)
        self.counts.update({Tally.READ: 1, Tally(report.outcome.value): 1, Tally.CONFLICTS: report.conflicts})
        if report.outcome is Outcome.REFUSED and len(self.refused) < operations.MOST_REFUSALS:
            self.refused.append(report)

    def _alive(self, items: Iterable) -> Iterator:
        """The same items; on the way the feed is held on to."""
        for item in items:
            if time.monotonic() - self._said_so > SAY_SO_EVERY:
                self._said_so = time.monotonic()
                self._keep(lambda: operations.hold_longer(queries.find(self.feed_id)))
            yield item

    def _end(self, state: RunState, problem: str = "", *, interrupted: bool = False) -> FeedRun:
        return operations.end_run(
            queries.find(self.feed_id),
            queries.find_run(self.run_id),
            state,
            everything=self.reading.everything,
            counts={tally.value: self.counts[tally] for tally in Tally},
            standard=self.reading.standard,
            problem=problem,
            refused=self.refused,
            interrupted=interrupted,
        )

    def _fail(self, problem: BaseException) -> None:
        self.snapshot.drop()
        self.reading.drop()
        words = str(problem) if isinstance(problem, PROBLEMS) else f"It was interrupted ({type(problem).__name__})."
        interrupted = not isinstance(problem, Exception)
        self._keep(lambda: self._end(RunState.FAILED, words, interrupted=interrupted))
