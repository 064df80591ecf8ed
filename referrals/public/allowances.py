"""How much the public form takes from one network, about one service and in all: counted in the database."""

import ipaddress
from datetime import timedelta
from typing import NamedTuple

from core import limits
from referrals.public.words import Proof

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BUSY = "Too many requests have come from here today. Ring the service instead, or try again tomorrow."
FULL = "The service has more requests than it can take in for now. Ring it instead, or try again later."


class Allowance(NamedTuple):
    """At most `most` within `within` of each `by`; `words` say so."""

    scope: str
    by: str
    most: int
    within: timedelta
    words: str


# A library, a hostel or a housing office shares one network address.
SENT = (
    Allowance("public form network hour", "network", 10, HOUR, BUSY),
    Allowance("public form network day", "network", 30, DAY, BUSY),
    Allowance("public form service", "service", 100, DAY, FULL),
    Allowance("public form", "everybody", 500, DAY, FULL),
)
# Nothing shows that these are real before somebody has rung, so they are few.
TO_RING = (
    Allowance("public form ring network", "network", 3, DAY, BUSY),
    Allowance("public form ring service", "service", 20, DAY, FULL),
)
TRIED = (Allowance("public form code network", "network", 60, HOUR, BUSY),)
# Beyond this nothing is written to an address, and nobody is told so: that would tell who has asked before.
MOST_CODES_TO_ONE_ADDRESS = 5


def spend(allowances: tuple[Allowance, ...], **who: str) -> None:
    """Count one more of each, in the transaction of what is done; raises TooMany where one is used up."""
    for one in allowances:
        limits.hold(one.scope, who[one.by], most=one.most, within=one.within, words=one.words)
    for one in allowances:
        limits.count_here(one.scope, who[one.by])


def of(proof: Proof) -> tuple[Allowance, ...]:
    """What sending a request with this proof uses up."""
    return (*SENT, *TO_RING) if proof is Proof.CALL else SENT


def network(address: str) -> str:
    """Whoever an address belongs to: an IPv6 line has 2^64 of them, so they count as one."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    return str(ipaddress.ip_network((read, 64), strict=False)) if read.version == 6 else str(read)
