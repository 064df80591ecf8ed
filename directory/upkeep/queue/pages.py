"""On which page each kind of thing is settled: its endpoint, and what the address calls the thing."""

from directory.upkeep.queue.kinds import Kind

REPORTS = (Kind.DEAD_NUMBER, Kind.MOVED, Kind.CLOSED, Kind.FULL, Kind.WRONG_TIME, Kind.OTHER_REPORT)
PAGES: dict[Kind, tuple[str, str]] = {
    Kind.STOPPED: ("directory.answers.ending", "ending_id"),
    **dict.fromkeys(REPORTS, ("directory.reports.settle", "report_id")),
    Kind.CHANGE: ("directory.waiting.show", "waiting_id"),
    Kind.CHECK: ("directory.checks.line", "check_id"),
    Kind.CHECK_EXPIRED: ("directory.checks.line", "check_id"),
    Kind.CLAIM: ("directory.claims.show", "claim_id"),
    Kind.SIGN_UP: ("directory.signups.show", "sign_up_id"),
    Kind.STALE: ("directory.queue.doubt", "service_id"),
    Kind.SILENT: ("directory.queue.doubt", "service_id"),
    Kind.TOPICS: ("directory.suggestions.show", "suggestion_id"),
    Kind.CONFLICT: ("directory.provenance.conflicts", "service_id"),
    Kind.DUPLICATE: ("directory.duplicates.show", "pair_id"),
}
