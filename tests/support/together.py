"""Which tests one worker runs after each other, because what they stand on takes long to make."""

from xdist.scheduler import LoadScopeScheduling

# Where tests begin, and what they share: one furnished town, all pages there are, the demonstration as it is read.
TOGETHER = {
    "tests/demonstration/": "demonstration",
    "tests/journeys/": "town",
    **{f"tests/security/test_{what}.py": "answers" for what in ("confidential", "every_form", "journeys", "patterns")},
}


class Together(LoadScopeScheduling):
    """The tests of each such place to one worker; every other test to whichever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return next((shared for place, shared in TOGETHER.items() if nodeid.startswith(place)), nodeid)
