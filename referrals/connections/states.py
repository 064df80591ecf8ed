"""What may become of a connection after what: one small table."""

from core.refusals import Refused
from referrals.words import ConnectionKind, ConnectionState, DidNotStart

S = ConnectionState

# Whoever did not start may be introduced to the same group once more; whoever stopped may go back.
NEXT: dict[ConnectionState, tuple[ConnectionState, ...]] = {
    S.WAITING: (S.STARTED, S.ATTENDING, S.DID_NOT_START),
    S.SIGNPOSTED: (S.STARTED, S.ATTENDING, S.DID_NOT_START),
    S.STARTED: (S.ATTENDING, S.ENDED, S.DID_NOT_START),
    S.ATTENDING: (S.ENDED,),
    S.ENDED: (S.ATTENDING,),
    S.DID_NOT_START: (S.WAITING, S.STARTED),
}

FIRST = {ConnectionKind.INTRODUCTION: S.WAITING, ConnectionKind.SIGNPOST: S.SIGNPOSTED}

# The NHS tag's colour of each state.
COLOURS = {
    S.WAITING: "yellow",
    S.SIGNPOSTED: "blue",
    S.STARTED: "aqua-green",
    S.ATTENDING: "green",
    S.ENDED: "grey",
    S.DID_NOT_START: "red",
}


def check(now: ConnectionState, state: ConnectionState, reason: DidNotStart | None) -> None:
    """Raise Refused unless `state` may follow `now`; that it did not start needs a reason, and nothing else has one."""
    if state not in NEXT[now]:
        raise Refused(f"“{state.words}” cannot follow “{now.words}”.", field="state")
    if state is S.DID_NOT_START and reason is None:
        raise Refused("Choose why it did not start", field="did_not_start")
    if state is not S.DID_NOT_START and reason is not None:
        raise Refused("Give a reason only if it did not start", field="did_not_start")
