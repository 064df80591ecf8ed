"""Pasted text cut into pieces: what each is labelled, and whether it is about the person or about somebody else."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from referrals.intake.paste import labels
from referrals.intake.paste.labels import SOME_PRACTICE, SOMEBODY_ELSE
from referrals.intake.paste.lines import CELL_BEGINS, Line, lines_of
from referrals.intake.paste.owners import ELSES, FORWARD, NOBODYS, ONES_OWN
from referrals.intake.paste.tables import with_headings
from referrals.intake.paste.whose import Whose

CELL = re.compile(r"\t|  +|\|")
ENDS_IN_POSTCODE = re.compile(r"[A-Z]{1,2}\d[\dA-Z]?[ ]?\d[A-Z]{2}[ .,]*$", re.IGNORECASE)
MOST_LINES = 7


class Piece(NamedTuple):
    """A label with what stands behind it, or text without a label (`kind` is empty); places count from 0.

    `start` is where the label begins, `at` and `end` hold the value between them. `theirs` says whose it may be
    where that is not the person, and is empty where it is theirs. `practice_near`: a practice without a label was
    named on this line or on those above it, so that what says by nothing whose it is may be the practice's.
    """

    kind: str
    start: int
    at: int
    end: int
    theirs: str
    practice_near: bool = False


def clean(text: str) -> str:
    """The text with one kind of line end and of space, and long runs of either made short."""
    text = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c]", "\n", text)
    text = re.sub(r"[\u00a0\u2000-\u200a\u202f\u3000]", " ", text)
    text = re.sub(r"[\x00-\x08\x0e-\x1f\u200b-\u200f\u202a-\u202e\u2060\ufeff]", "", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" {3,}", "  ", text)).strip("\n")


def cut(text: str) -> list[Piece]:
    """The pieces of a cleaned text, in order; together with the gaps between them they are all of it."""
    lines = with_headings(text, list(lines_of(text)))
    found: list[Piece] = []
    whose = Whose(text)
    number = 0
    while number < len(lines):
        number += _take(text, lines, number, whose, found)
    return found


def _take(text: str, lines: list[Line], number: int, whose: Whose, found: list[Piece]) -> int:
    """Add the pieces of one line, and of those that go on with it; how many lines those were."""
    line = lines[number]
    whose.line(line, ahead=text[line.end : line.end + 400])
    first = line.labels[0][0] if line.labels else line.end
    found += _cells(text, line.start, first, whose)
    used, behind, before = 1, line.start, ""
    before_it = int(bool(text[line.start : first].strip(" \t|*•>-")))
    for place, (start, at, kind, elses) in enumerate(line.labels):
        last = place == len(line.labels) - 1
        end = line.end if last else line.labels[place + 1][0]
        if line.table:
            theirs = elses or (NOBODYS if kind in {labels.OTHER, *FORWARD} else "")
        else:
            whose.between(behind, start, kind=before)
            elses = elses or _inside(text, kind, at, end) or _behind_a_stranger(text[behind:start], before, kind)
            theirs = whose.label(kind, elses=elses, place=before_it, empty=not text[at:end].strip())
            before_it += start < at
        if last and not line.table:
            far = kind == labels.OTHER and "address" in text[start:at].lower()
            used, end = _onward(text, lines, number, labels.ADDRESS if far else kind, at)
            whose.between(at, line.end, kind=kind)
        found.append(Piece(kind, start, at, end, theirs, whose.practice_near))
        behind, before = at, kind
    whose.end_of_line(line)
    return used


def _behind_a_stranger(words: str, before: str, kind: str) -> str:
    """Whose a telephone is in “Key person: Kim, tel”; one in the next cell has nothing to do with it."""
    stranger = before == labels.STRANGE and kind in labels.PHONES and words.strip()
    return ELSES if stranger and not CELL_BEGINS.search(words) else ""


def _inside(text: str, kind: str, at: int, end: int) -> str:
    """Whose a value says by itself to be: “NHS number of next of kin 999…”, “DOB 01/02/1960 (wife)”."""
    if kind not in ONES_OWN:
        return ""
    said = re.match(r"[^\d\n]*", text[at:end])[0] + " ".join(re.findall(r"\(([^)\n]*)", text[at : min(end, at + 60)]))
    return ELSES if SOMEBODY_ELSE.search(said) else ""


def _cells(text: str, start: int, end: int, whose: Whose) -> Iterator[Piece]:
    """Text without a label, one piece for each cell of it."""
    theirs = whose.unlabelled(text[start:end])
    for separator in [*CELL.finditer(text, start, end), None]:
        stop = separator.start() if separator else end
        if text[start:stop].strip():
            yield Piece("", start, start, stop, theirs)
        start = separator.end() if separator else end


def _onward(text: str, lines: list[Line], number: int, kind: str, at: int) -> tuple[int, int]:
    """How many lines the value behind a line's last label takes, and where it ends.

    A label with nothing behind it has its value on the next line; an address has several lines.
    """
    most = MOST_LINES if kind == labels.ADDRESS else 2
    last, empty = number, not text[at : lines[number].end].strip()
    while _goes_on(text, lines, last, most + number) and (kind == labels.ADDRESS or empty):
        if kind == labels.ADDRESS and ENDS_IN_POSTCODE.search(text[max(at, lines[last].start) : lines[last].end]):
            break
        last, empty = last + 1, False
    return last - number + 1, lines[last].end


def _goes_on(text: str, lines: list[Line], last: int, most: int) -> bool:
    """Whether the line after this one may belong to the same value."""
    if last + 1 >= min(len(lines), most):
        return False
    following = lines[last + 1]
    words = text[following.start : following.end].strip()
    return bool(words) and not following.labels and not SOME_PRACTICE.search(words)
