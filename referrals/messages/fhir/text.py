"""JSON as it comes over the network, taken strictly: nothing said twice, no number that is none, no endless depth."""

import json
from typing import Any

from referrals.messages.fhir.problems import NotReadable, Problem

DEEPEST = 40  # a Bundle of a referral is some 12 deep


def loads(body: bytes) -> Any:
    """What the body says. Raises NotReadable, status 400."""
    try:
        document = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise _not("This is not JSON in UTF-8") from None
    except RecursionError:
        raise _not(f"This is nested deeper than {DEEPEST} levels") from None
    except ValueError:  # a number of thousands of digits
        raise _not("This has a number that is too long") from None
    _measure(document)
    return document


def _not(words: str) -> NotReadable:
    return NotReadable([Problem("Resource", words, "structure")], 400)


def _once(pairs: list[tuple[str, Any]]) -> dict:
    """An object, in which no name may stand twice: two readers of it would read two different things."""
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(name for number, (name, _) in enumerate(pairs) if name in dict(pairs[:number]))
        raise _not(f"“{twice[:40]}” stands twice in one object")
    return found


def _no_number(word: str):
    raise _not(f"{word} is no number in JSON")


def _measure(document: Any) -> None:
    level = [document]
    for _ in range(DEEPEST):
        level = [inside for one in level for inside in _inside(one)]
        if not level:
            return
    raise _not(f"This is nested deeper than {DEEPEST} levels")


def _inside(one: Any) -> list:
    if isinstance(one, dict):
        return list(one.values())
    return one if isinstance(one, list) else []
