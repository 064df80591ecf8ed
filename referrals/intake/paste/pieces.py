"""Pasted text cut into pieces: what each is labelled, and whether it is about the person or about somebody else."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from referrals.intake.paste import labels
from referrals.intake.paste.labels import LABEL, SIGNATURE, SOME_ORGANISATION, SOMEBODY_ELSE, UNKNOWN

CELL = re.compile(r"\t|  +|\|")
LOOKS_LIKE_A_FACT = re.compile(r"@|\d{5}|\d[/.-]\d|^\W*$")
ENDS_IN_POSTCODE = re.compile(r"[A-Z]{1,2}\d[\dA-Z]?[ ]?\d[A-Z]{2}[ .,]*$", re.IGNORECASE)
PHONE_NEXT = re.compile(r"[ \t]*[(+]?[\dO(]")
CELL_BEGINS, CELL_ENDS = re.compile(r"(?:\t|  |\|) ?$"), re.compile(r"\s*$| ?(?:\t|  |\|)")
MOST_LINES = 7
NEAR = 12
# After somebody else's name, these are theirs.
THEIRS = frozenset(
    {labels.NAME, labels.FIRST, labels.FAMILY, labels.TITLE, labels.KNOWN_AS, labels.BORN, labels.EMAIL, labels.AGE}
    | {labels.ADDRESS, labels.POSTCODE, labels.GENDER}
    | labels.PHONES
)
# A practice has none of these: one of them is the person's again.
NO_PRACTICE_HAS = frozenset({labels.BORN, labels.MOBILE, labels.HOME, labels.FIRST, labels.FAMILY, labels.GENDER})
FORWARD = frozenset({labels.KIN, labels.ORGANISATION})


class Piece(NamedTuple):
    """A label with what stands behind it, or text without a label (`kind` is empty); places count from 0.

    `start` is where the label begins, `at` and `end` hold the value between them. `theirs` says that it is about
    somebody else, or about nobody.
    """

    kind: str
    start: int
    at: int
    end: int
    theirs: bool


class _Line(NamedTuple):
    """One line with the labels in it: where each begins and its value begins, what it is for, whether it is another's.

    `table`: it is a row of cells under headings, or the headings; each cell stands for itself.
    """

    start: int
    end: int
    labels: list[tuple[int, int, str, bool]]
    table: bool = False


def clean(text: str) -> str:
    """The text with one kind of line end and of space, and long runs of either made short."""
    text = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c]", "\n", text)
    text = re.sub(r"[\u00a0\u2000-\u200a\u202f\u3000]", " ", text)
    text = re.sub(r"[\x00-\x08\x0e-\x1f\u200b-\u200f\u202a-\u202e\u2060\ufeff]", "", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" {3,}", "  ", text)).strip("\n")


def cut(text: str) -> list[Piece]:
    """The pieces of a cleaned text, in order; together with the gaps between them they are all of it."""
    lines = _with_headings(text, list(_lines(text)))
    found: list[Piece] = []
    whose = _Whose(text)
    number = 0
    while number < len(lines):
        number += _take(text, lines, number, whose, found)
    return found


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        yield _Line(start, end, _labels_in(text, start, end))
        start = end + 1


def _labels_in(text: str, start: int, end: int) -> list[tuple[int, int, str, bool]]:
    known = [one for one in LABEL.finditer(text, start, end) if _is_label(text, start, end, one)]
    found = [(one.start(), one.end(), _kind(one), _is_elses(text, start, one)) for one in known]
    gaps = zip([start, *(one.end() for one in known)], [*(one.start() for one in known), end], strict=True)
    for begin, stop in gaps:
        found += [(one.start(), one.end(), labels.OTHER, True) for one in UNKNOWN.finditer(text, begin, stop)]
    return sorted(found)


def _kind(label: re.Match) -> str:
    return labels.OTHER if label["other"] else labels.kind_of(label["words"])


def _is_elses(text: str, start: int, label: re.Match) -> bool:
    """Whether the words just before a label make it somebody else's: “daughter’s mobile”, “practice postcode”."""
    before = re.findall(r"[\w'’&-]+", text[max(start, label.start() - 40) : label.start()])[-3:]
    joined = " ".join(before)
    return bool(SOMEBODY_ELSE.search(joined) or SOME_ORGANISATION.search(joined))


def _is_label(text: str, start: int, end: int, label: re.Match) -> bool:
    kind = labels.kind_of(label["words"])
    if label["colon"] and not label["colon"].isspace():
        return True
    if needed := labels.followed(label["words"]):
        return bool(needed.match(text, label.end(), end))
    if kind in labels.PHONES:
        return bool(PHONE_NEXT.match(text, label.end(), end)) or _is_cell(text, start, end, label)
    if kind in labels.ANYWHERE:
        return True
    return _is_cell(text, start, end, label) or _begins_line(text, start, kind, label)


def _begins_line(text: str, start: int, kind: str, label: re.Match) -> bool:
    """Whether this is a label only because a line begins with it."""
    begins = label.start() - start < NEAR and not text[start : label.start()].strip(" *-•>|")
    return begins and kind in {labels.ADDRESS, labels.OTHER, labels.EMAIL, labels.KNOWN_AS, labels.KIN}


def _is_cell(text: str, start: int, end: int, label: re.Match) -> bool:
    """Whether the label is all that stands in its cell."""
    before = text[max(start, label.start() - NEAR) : label.start()]
    at_start = label.start() - start <= NEAR and not before.strip()
    return (at_start or bool(CELL_BEGINS.search(before))) and bool(CELL_ENDS.match(text, label.end(), end))


class _Whose:
    """Whose facts are being read: the person's until a heading or a name says otherwise, or again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.section = ""
        self.only_ways = False
        self.signed = False

    def line(self, line: _Line, *, ahead: str) -> None:
        """Before a line is read: an empty one ends what was begun, a practice's name or a signature begins it."""
        words = self.text[line.start : line.end].strip()
        if SIGNATURE.fullmatch(words) and not re.search(r"\b(?:d\.?o\.?b|nhs (?:no|num)|born)", ahead, re.IGNORECASE):
            self.signed = True
        if not words:
            self.section = ""
        elif not line.labels and SOME_ORGANISATION.search(words):
            self._begin(labels.ORGANISATION, only_ways=False)

    def label(self, kind: str, *, elses: bool, first: bool) -> bool:
        """Whether what stands behind this label is somebody else's."""
        if kind in FORWARD:
            self._begin(kind, only_ways=not first and kind == labels.KIN)
            return True
        if kind in {labels.PERSONAL, labels.NHS, labels.ETHNICITY} and not elses:
            self.section = ""
        if self.section == labels.ORGANISATION and kind in NO_PRACTICE_HAS:
            self.section = ""
        if kind in {labels.PRACTICE, labels.PRACTICE_CODE}:
            self._begin(labels.ORGANISATION, only_ways=False)
            return self.signed
        return elses or self.signed or kind == labels.OTHER or self._is_theirs(kind)

    def unlabelled(self, words: str) -> bool:
        """Whether text without a label is somebody else's."""
        return bool(self.signed or self.section or SOMEBODY_ELSE.search(words) or SOME_ORGANISATION.search(words))

    def end_of_line(self, line: _Line) -> None:
        """A practice named in the middle of a line is done with at its end."""
        if self.section == labels.ORGANISATION and line.labels and line.labels[0][2] not in _OPEN_ORGANISATIONS:
            self.section = ""

    def _begin(self, section: str, *, only_ways: bool) -> None:
        self.section, self.only_ways = section, only_ways

    def _is_theirs(self, kind: str) -> bool:
        ways = labels.PHONES | {labels.EMAIL, labels.ADDRESS, labels.POSTCODE}
        return bool(self.section) and kind in (ways if self.only_ways else THEIRS)


_OPEN_ORGANISATIONS = frozenset({labels.ORGANISATION, labels.PRACTICE, labels.PRACTICE_CODE, labels.POSTCODE}) | {
    *(labels.TELEPHONE, labels.ADDRESS, labels.EMAIL, labels.NAME, labels.OTHER, labels.KIN)
}


def _take(text: str, lines: list[_Line], number: int, whose: _Whose, found: list[Piece]) -> int:
    """Add the pieces of one line, and of those that go on with it; how many lines those were."""
    line = lines[number]
    whose.line(line, ahead=text[line.end : line.end + 400])
    first = line.labels[0][0] if line.labels else line.end
    found += _cells(text, line.start, first, whose)
    used = 1
    for place, (start, at, kind, elses) in enumerate(line.labels):
        last = place == len(line.labels) - 1
        end = line.end if last else line.labels[place + 1][0]
        if line.table:
            theirs = elses or kind in {labels.OTHER, *FORWARD}
        else:
            theirs = whose.label(kind, elses=elses, first=place == 0 and not text[line.start : start].strip())
        if last:
            used, end = _onward(text, lines, number, kind, at)
        found.append(Piece(kind, start, at, end, theirs))
    whose.end_of_line(line)
    return used


def _cells(text: str, start: int, end: int, whose: _Whose) -> Iterator[Piece]:
    """Text without a label, one piece for each cell of it."""
    theirs = whose.unlabelled(text[start:end])
    for separator in [*CELL.finditer(text, start, end), None]:
        stop = separator.start() if separator else end
        if text[start:stop].strip():
            yield Piece("", start, start, stop, theirs)
        start = separator.end() if separator else end


def _onward(text: str, lines: list[_Line], number: int, kind: str, at: int) -> tuple[int, int]:
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


def _goes_on(text: str, lines: list[_Line], last: int, most: int) -> bool:
    """Whether the line after this one may belong to the same value."""
    if last + 1 >= min(len(lines), most):
        return False
    following = lines[last + 1]
    return bool(text[following.start : following.end].strip()) and not following.labels


def _with_headings(text: str, lines: list[_Line]) -> list[_Line]:
    """Under a line of headings each cell takes the heading above it as its label."""
    made, headings = [], None
    for line in lines:
        cells = _spans(text, line)
        if headings and len(cells) == len(headings) and not line.labels:
            under = [(start, start, *heading) for (start, _), heading in zip(cells, headings, strict=True)]
            line = _Line(line.start, line.end, under, table=True)
        elif headings := _headings(text, line, cells):
            line = line._replace(table=True)
        made.append(line)
    return made


def _spans(text: str, line: _Line) -> list[tuple[int, int]]:
    """Where the cells of a line begin and end, if tabs or bars part them."""
    words = text[line.start : line.end]
    sign = "\t" if "\t" in words else "|"
    spans, start = [], line.start
    for cell in words.split(sign):
        spans.append((start, start + len(cell)))
        start += len(cell) + 1
    return spans if len(spans) > 1 else []


def _headings(text: str, line: _Line, cells: list[tuple[int, int]]) -> list[tuple[str, bool]] | None:
    """What each cell of a line of headings is for; None if it is no such line."""
    found = []
    for start, end in cells:
        words = text[start:end].strip()
        label = LABEL.fullmatch(words)
        if re.search(r"[\d@:]", words) and not label:
            return None
        found.append((_kind(label), False) if label else (labels.OTHER, True))
    known = [kind for kind, _ in found if kind != labels.OTHER]
    return found if len(known) >= 2 and len(known) * 2 > len(found) else None
