"""What was read out of pasted text, set into the fields of the form that are still empty."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from referrals.intake.paste.reading import Read
from referrals.people.words import Ethnicity, Gender

BOX = "pasted"
EMPTY = "The box is empty: paste the person’s details into it first"
NOT_RECOGNISED = "Nothing in the text was recognised: type the details yourself"
Items = tuple[tuple[str, str], ...]
GENDERS = {"male": Gender.MALE, "female": Gender.FEMALE, "non-binary": Gender.NON_BINARY, "other": Gender.OTHER}


class Filled(NamedTuple):
    """The form's answers with what was filled in, and what is to be said of it.

    `filled` names the fields; `differing` names fields that had been typed otherwise and stayed, with what the text
    says; `doubts` are sentences.
    """

    items: Items
    filled: tuple[str, ...]
    differing: Items
    doubts: tuple[str, ...]


def fill(items: Iterable[tuple[str, str]], read: Read, *, offered: Mapping[str, str]) -> Filled:
    """Set what was found into the form's answers, as if it had been typed; what was typed by hand stays.

    `offered` are answers that the form itself put there: they give way. What no field takes goes back into the box.
    """
    typed = {name: value for name, value in items if value.strip() and value != offered.get(name)}
    filled, differing, left, set_now = [], [], [read.left], {}
    for name, found in _whole_practice(read.found).items():
        answers = _as_typed(name, found)
        if answers is None:
            left.append(f"{name.capitalize()}: {found}")
        elif any(typed.get(part) for part, _ in answers):
            if found and not all(_same(typed.get(part, ""), value) for part, value in answers):
                differing.append((name, _words(found)))
        else:
            set_now |= dict(answers)
            filled.append(name)
    set_now[BOX] = "\n".join(filter(None, left))
    kept = [(name, value) for name, value in items if name not in set_now]
    shown = [name for name in filled if name in read.found]
    return Filled((*kept, *set_now.items()), tuple(shown), tuple(differing), _doubts(read))


def _doubts(read: Read) -> tuple[str, ...]:
    """What is not certain; that nothing at all came of it is said too."""
    if read.found or read.doubts:
        return tuple(read.doubts)
    return (NOT_RECOGNISED if read.left.strip() else EMPTY,)


def _whole_practice(found: dict[str, Any]) -> dict[str, Any]:
    """A practice's name never stands beside the code of another."""
    if "gp_practice_name" in found or "gp_practice_code" in found:
        return found | {name: found.get(name, "") for name in ("gp_practice_name", "gp_practice_code")}
    return found


def _as_typed(name: str, found: Any) -> list[tuple[str, str]] | None:
    """What somebody would have entered, by the names in which the form sends it; None if it has no such answer."""
    if write := WRITERS.get(name):
        return write(found)
    return [(name, found)]


def _gender(found: str) -> list[tuple[str, str]] | None:
    return [("gender", GENDERS[found].value)] if found in GENDERS else None


def _ethnicity(found: str) -> list[tuple[str, str]] | None:
    """One of the categories, by its words or its code; anything else is for a person to place."""
    wanted = _letters(found)
    for one in Ethnicity:
        if wanted in {_letters(one.words), _letters(one.words.replace("background", "ethnic background"))}:
            return [("ethnicity", one.value)]
    return None


def _letters(words: str) -> str:
    return re.sub(r"[^a-z]", "", words.lower())


WRITERS: dict[str, Callable[[Any], list[tuple[str, str]] | None]] = {
    "date_of_birth": lambda day: [
        (f"date_of_birth-{part}", str(getattr(day, part))) for part in ("day", "month", "year")
    ],
    "address": lambda lines: [("address", "\n".join(lines))],
    "no_fixed_abode": lambda _: [("no_fixed_abode", "y")],
    "gender": _gender,
    "ethnicity": _ethnicity,
}


def _same(typed: str, found: str) -> bool:
    return re.sub(r"\W", "", typed).casefold() == re.sub(r"\W", "", found).casefold()


def _words(found: Any) -> str:
    if isinstance(found, list):
        return ", ".join(found)
    return found if isinstance(found, str) else "yes" if found is True else f"{found.day} {found:%B %Y}"
