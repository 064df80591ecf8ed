"""What one run measures, as plain figures: times of many questions, memory, seconds."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Timing(NamedTuple):
    """Milliseconds of many questions: the half, the 95 in a hundred that took no longer, and the longest."""

    p50: float
    p95: float
    worst: float

    def __str__(self) -> str:
        return " / ".join(f"{one:.2f}" if one < 10 else f"{one:,.0f}" for one in self)

    def ahead_of(self, other: "Timing") -> bool:
        """Whether it is shorter in all three."""
        return all(one < another for one, another in zip(self, other, strict=True))


def timed(ask: Callable[[Any], Any], questions: Iterable) -> Timing:
    """How long each of these took."""
    took = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        took.append((time.perf_counter() - started) * 1000)
    took.sort()
    return Timing(statistics.median(took), took[int(len(took) * 0.95)], took[-1])


@dataclass
class Figures:
    """What was measured of a directory of one size; `times` by (who answers, what is asked)."""

    size: int
    times: dict[tuple[str, str], Timing] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    mebibytes: dict[str, float] = field(default_factory=dict)
    profiles: dict[str, str] = field(default_factory=dict)
