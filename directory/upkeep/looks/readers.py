"""Who counts as somebody who looked: a person's browser, not a robot, not a page fetched ahead, not its own people."""

import re

from accounts.roles import Permission, may

# What robots and programs call themselves; a browser's name has none of these words in it.
_ROBOT = re.compile(
    r"bot\b|crawl|spider|slurp|scan|monitor|preview|fetch|headless|lighthouse|validator|archive"
    r"|^(curl|wget|python|java|go-http|okhttp|axios|node|ruby|perl|php|libwww|apache)",
    re.IGNORECASE,
)
LONGEST_NAME = 1_000  # characters that are looked at


def is_reader(actor, *, agent: str, purpose: str = "") -> bool:
    """Whether a look by this actor counts; `agent` and `purpose` are what the browser says of itself and of the call.

    Groups and editors look at listings to keep them, so that theirs would only blur the number.
    """
    if may(actor, Permission.KEEP_OWN_LISTINGS) or may(actor, Permission.EDIT_DIRECTORY):
        return False
    return bool(agent) and not purpose.startswith("prefetch") and not _ROBOT.search(agent[:LONGEST_NAME])
