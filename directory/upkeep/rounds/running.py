"""One nightly round: every step, every piece in a transaction of its own, and whatever fails holds up no other."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

from core.db import crowded, db, patiently, release
from core.logs import event
from directory.upkeep.rounds.steps import STEPS, Step

FAILED = "failed"


def run(actor, steps: dict[str, Step] = STEPS) -> Iterator[tuple[str, Counter[str]]]:
    """Do what is due, and tell of each step what came of it: {"asked": 12, "reminded": 3}; nothing due, nothing told.

    A second round on the same day finds nothing to do. One that was killed is begun again and goes on where it was:
    what is kept of a thing is kept with all that belongs to it. Two at once do each thing once.
    """
    for name, step in list(steps.items()):
        yield name, _run(actor, name, step)


def _run(actor, name: str, step: Step) -> Counter[str]:
    done: Counter[str] = Counter()
    try:
        pieces = list(step.find())
    except Exception as problem:
        return _failed(name, problem)
    finally:
        release()
    for piece in pieces:
        done += _do(actor, name, step, piece)
    return done


def _do(actor, name: str, step: Step, piece) -> Counter[str]:
    """Do a piece; where a list goes wrong, one by one: an odd listing must not keep the others from being asked."""
    try:
        return patiently(partial(step.do, actor, piece))
    except Exception as problem:
        if not isinstance(piece, list) or len(piece) < 2 or crowded(problem):
            return _failed(name, problem)
        return sum((_do(actor, name, step, [one]) for one in piece), Counter())


def _failed(name: str, problem: Exception) -> Counter[str]:
    db.session.rollback()
    event("a step of the nightly round failed", step=name, error=problem)
    return Counter([FAILED])
