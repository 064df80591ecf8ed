"""What waits in the parts of keeping listings true, each told to the queue as rows of its kinds."""

from collections.abc import Callable, Iterable

from directory.upkeep.answers import queries as answers
from directory.upkeep.asking import queries as asking
from directory.upkeep.checks import queries as checks
from directory.upkeep.claims import queries as claims
from directory.upkeep.queue import doubtful
from directory.upkeep.queue.kinds import Kind
from directory.upkeep.queue.sources import Row, Source
from directory.upkeep.reports import queries as reports
from directory.upkeep.reports.words import Reason
from directory.upkeep.signups import queries as sign_ups
from directory.upkeep.suggestions import queries as suggestions
from directory.upkeep.waiting import queries as waiting


def plainly(kind: Kind, rows: Callable[[], Iterable]) -> Callable[[], list[Row]]:
    """Rows that are all of one kind."""
    return lambda: [Row(kind, row.id, row.service_id, row.since, row.words) for row in rows()]


def _checks() -> list[Row]:
    return [*plainly(Kind.CHECK, checks.for_editors)(), *plainly(Kind.CHECK_EXPIRED, checks.ran_out)()]


def _silent() -> list[Row]:
    """Groups that do not answer, each by its listing."""
    return [Row(Kind.SILENT, one.service_id, one.service_id, one.since, one.words) for one in asking.for_editors()]


REPORTED = {
    Reason.NUMBER_DEAD: Kind.DEAD_NUMBER,
    Reason.MOVED: Kind.MOVED,
    Reason.CLOSED: Kind.CLOSED,
    Reason.FULL: Kind.FULL,
    Reason.WRONG_TIME: Kind.WRONG_TIME,
    Reason.OTHER: Kind.OTHER_REPORT,
}


def _reports() -> list[Row]:
    """The reports of problems, each of the kind of what is said to be wrong."""
    rows = reports.for_editors()
    return [Row(REPORTED[one.reason], one.id, one.service_id, one.since, one.words, one.times) for one in rows]


PARTS: dict[str, Source] = {
    "groups that stopped": Source(plainly(Kind.STOPPED, answers.for_editors), answers.how_many),
    "reports": Source(_reports, reports.how_many),
    "changes": Source(plainly(Kind.CHANGE, waiting.for_editors), waiting.how_many),
    "checks": Source(_checks, checks.how_many),
    "claims": Source(plainly(Kind.CLAIM, claims.for_editors), claims.how_many),
    "sign-ups": Source(plainly(Kind.SIGN_UP, sign_ups.for_editors), sign_ups.how_many),
    "used and not confirmed": Source(plainly(Kind.STALE, doubtful.for_editors)),
    "groups that do not answer": Source(_silent),
    "topics": Source(plainly(Kind.TOPICS, suggestions.for_editors), suggestions.how_many),
}
