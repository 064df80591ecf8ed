"""What waits for editors in the exchange with others, told to their queue: conflicts with sources, and duplicates."""

from directory.exchange.duplicates import queries as duplicates
from directory.exchange.provenance import queries as provenance
from directory.upkeep.queue.kinds import Kind
from directory.upkeep.queue.parts import plainly
from directory.upkeep.queue.sources import Source

SOURCES: dict[str, Source] = {
    "conflicts": Source(plainly(Kind.CONFLICT, provenance.for_editors)),
    "duplicates": Source(plainly(Kind.DUPLICATE, duplicates.for_editors)),
}
