"""The lines of a pasted text with the labels in each, and whose the words just before a label make it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from referrals.intake.paste import labels
from referrals.intake.paste.labels import (
    IN_RELATION,
    LABEL,
    POSSESSOR,
    SOME_ORGANISATION,
    SOMEBODY_ELSE,
    THE_PERSON,
    THE_WRITER,
    UNKNOWN,
)
from referrals.intake.paste.owners import ELSES, FORWARD, PEOPLES_ALONE, PRACTICES, WRITERS

PHONE_NEXT = re.compile(r"[ \t]*[(+]?[\dO(]")
CELL_BEGINS, CELL_ENDS = re.compile(r"(?:\t|  |\|) ?$"), re.compile(r"\s*$| ?(?:\t|  |\|)")
# With which a line may end, since all below is theirs.
HEADING_AT_END = re.compile(r"(?:next of kin|nok|emergency contacts?|carer details|gp details)[ \t.]*", re.IGNORECASE)
NEAR, LONGEST_BRACKET = 12, 160


class Line(NamedTuple):
    """One line with the labels in it: where each begins and its value begins, what for, and whose but the person's.

    `table`: it is a row of cells under headings, or the headings; each cell stands for itself.
    """

    start: int
    end: int
    labels: list[tuple[int, int, str, str]]
    table: bool = False


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a cleaned text, in order; places count from its beginning."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        yield Line(start, end, _labels_in(text, start, end))
        start = end + 1


def _labels_in(text: str, start: int, end: int) -> list[tuple[int, int, str, str]]:
    known = [one for one in LABEL.finditer(text, start, end) if _is_label(text, start, end, one)]
    ends = [start, *(one.end() for one in known)]
    found = []
    for before, behind, one in zip([None, *known], ends, known, strict=False):
        found += _as_label(text, behind, one, before, bracket=_in_brackets(text, start, one.start()))
    gaps = zip(ends, [*(one.start() for one in known), end], strict=True)
    for begin, stop in gaps:
        found += [(one.start(), one.end(), labels.STRANGE, "") for one in UNKNOWN.finditer(text, begin, stop)]
    return sorted(found)


def _in_brackets(text: str, start: int, end: int) -> bool:
    """Whether a place of a line is in brackets behind somebody else: “his wife (dob 01/01/1990, NHS …)”."""
    before = text[max(start, end - LONGEST_BRACKET) : end]
    opened = before.rfind("(")
    return opened > before.rfind(")") and bool(SOMEBODY_ELSE.search(before[max(0, opened - 40) :]))


def _as_label(
    text: str, start: int, label: re.Match, before: re.Match | None, *, bracket: bool
) -> Iterator[tuple[int, int, str, str]]:
    """What this label is, where its line is read from `start`, behind the label `before`.

    “Husband’s” before it belongs to it. “Patient’s” says that all from here on is the person's again.
    """
    kind, words = kind_of(label), text[start : label.start()]
    of_another = bracket or (before is not None and _is_of(before, words))
    whose = ELSES if of_another else _whose(text, start, label)
    possessor = POSSESSOR.search(words)
    begins = start + possessor.start() if possessor and whose else label.start()
    named = THE_PERSON.match(label["words"])
    if named and IN_RELATION.search(words):
        whose = ELSES
    elif (named and kind == labels.NAME) or _ends_with_person(words):
        yield begins, begins, labels.PERSONAL, ""
        whose = ""
    yield begins, label.end(), kind, whose


def _is_of(before: re.Match, words: str) -> bool:
    """Whether a label belongs to the one right before it: “next of kin NHS number”, “interpreter tel”."""
    return not words.strip() and not before["colon"] and kind_of(before) in {*FORWARD, labels.OTHER}


def _ends_with_person(words: str) -> bool:
    named = THE_PERSON.search(words, max(0, len(words) - len("service user’s  ")))
    return bool(named) and not words[named.end() :].strip() and not IN_RELATION.search(words[: named.start()])


def kind_of(label: re.Match) -> str:
    """What a label is for; one whose next word makes it something else (“address type”) is for nothing."""
    return labels.OTHER if label["other"] else labels.kind_of(label["words"])


def _whose(text: str, start: int, label: re.Match) -> str:
    """Whose the words just before a label make it, if not the person's: “daughter’s mobile”, “practice postcode”.

    Of a telephone all that stands before it counts: “her daughter Anna Maria Smith can be rung, tel”.
    """
    before = text[start : label.start()]
    near = " ".join(re.findall(r"[\w'’&-]+", before[-40:])[-3:])
    if labels.kind_of(label["words"]) in labels.PHONES:
        if THE_WRITER.search(before):
            return WRITERS
        near = before
    if SOMEBODY_ELSE.search(near):
        return ELSES
    theirs = labels.kind_of(label["words"]) not in PEOPLES_ALONE and SOME_ORGANISATION.search(near)
    return PRACTICES if theirs else ""


def _is_label(text: str, start: int, end: int, label: re.Match) -> bool:
    kind = labels.kind_of(label["words"])
    if label["colon"] and not label["colon"].isspace():
        return True
    if needed := labels.followed(label["words"]):
        return bool(needed.match(text, label.end(), end))
    if kind in labels.PHONES:
        return bool(PHONE_NEXT.match(text, label.end(), end)) or _is_cell(text, start, end, label)
    if kind in labels.ANYWHERE or HEADING_AT_END.fullmatch(text, label.start(), end):
        return True
    return _is_cell(text, start, end, label) or _begins_line(text, start, kind, label)


def _begins_line(text: str, start: int, kind: str, label: re.Match) -> bool:
    """Whether this is a label only because a line begins with it."""
    begins = label.start() - start < NEAR and not text[start : label.start()].strip(" *-•>|")
    if kind == labels.LINE:
        return begins and label["words"].lower().startswith("addr")
    return begins and kind in {labels.ADDRESS, labels.OTHER, labels.EMAIL, labels.KNOWN_AS, labels.KIN}


def _is_cell(text: str, start: int, end: int, label: re.Match) -> bool:
    """Whether the label is all that stands in its cell."""
    before = text[max(start, label.start() - NEAR) : label.start()]
    at_start = label.start() - start <= NEAR and not before.strip()
    return (at_start or bool(CELL_BEGINS.search(before))) and bool(CELL_ENDS.match(text, label.end(), end))
