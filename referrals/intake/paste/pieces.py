"""Pasted text cut into pieces: what each is labelled, and whether it is about the person or about somebody else."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from referrals.intake.paste import labels, names
from referrals.intake.paste.labels import (
    A_DOCTOR,
    IN_RELATION,
    LABEL,
    POSSESSOR,
    SIGNATURE,
    SOME_ORGANISATION,
    SOME_PRACTICE,
    SOMEBODY_ELSE,
    THE_PERSON,
    THE_WRITER,
    UNKNOWN,
)

CELL = re.compile(r"\t|  +|\|")
LOOKS_LIKE_A_FACT = re.compile(r"@|\d{5}|\d[/.-]\d|^\W*$")
ENDS_IN_POSTCODE = re.compile(r"[A-Z]{1,2}\d[\dA-Z]?[ ]?\d[A-Z]{2}[ .,]*$", re.IGNORECASE)
PHONE_NEXT = re.compile(r"[ \t]*[(+]?[\dO(]")
CELL_BEGINS, CELL_ENDS = re.compile(r"(?:\t|  |\|) ?$"), re.compile(r"\s*$| ?(?:\t|  |\|)")
MOST_LINES, MOST_COLUMNS = 7, 60
NEAR = 12
# After somebody else's name, these are theirs.
THEIRS = frozenset(
    {labels.NAME, labels.FIRST, labels.FAMILY, labels.TITLE, labels.KNOWN_AS, labels.BORN, labels.EMAIL, labels.AGE}
    | {labels.ADDRESS, labels.LINE, labels.POSTCODE, labels.GENDER}
    | labels.PHONES
)
WAYS = labels.PHONES | {labels.EMAIL, labels.ADDRESS, labels.LINE, labels.POSTCODE}
ELSES, PRACTICES, WRITERS, NOBODYS = (
    "somebody else’s",
    "a practice’s or another organisation’s",
    "the writer’s",
    "nobody’s",
)
ANOTHER_COLUMNS = "another column’s, for its row does not fit the headings"
PRACTICES_TOO = frozenset({labels.TELEPHONE, labels.EMAIL, labels.ADDRESS, labels.LINE, labels.POSTCODE, labels.NAME})
# A practice has none of these: one of them is the person's again.
NO_PRACTICE_HAS = frozenset({labels.BORN, labels.MOBILE, labels.HOME, labels.FIRST, labels.FAMILY, labels.GENDER})
FORWARD = frozenset({labels.KIN, labels.ORGANISATION})
ONES_OWN = frozenset({labels.NHS, labels.BORN, labels.POSTCODE, labels.AGE})
NAMED = frozenset({labels.NAME, labels.FIRST, labels.FAMILY})


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


class _Line(NamedTuple):
    """One line with the labels in it: where each begins and its value begins, what for, and whose but the person's.

    `table`: it is a row of cells under headings, or the headings; each cell stands for itself.
    """

    start: int
    end: int
    labels: list[tuple[int, int, str, str]]
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


def _labels_in(text: str, start: int, end: int) -> list[tuple[int, int, str, str]]:
    known = [one for one in LABEL.finditer(text, start, end) if _is_label(text, start, end, one)]
    ends = [start, *(one.end() for one in known)]
    found = []
    for before, behind, one in zip([None, *known], ends, known, strict=False):
        found += _as_label(text, behind, one, before)
    gaps = zip(ends, [*(one.start() for one in known), end], strict=True)
    for begin, stop in gaps:
        found += [(one.start(), one.end(), labels.STRANGE, "") for one in UNKNOWN.finditer(text, begin, stop)]
    return sorted(found)


def _as_label(text: str, start: int, label: re.Match, before: re.Match | None) -> Iterator[tuple[int, int, str, str]]:
    """What this label is, where its line is read from `start`, behind the label `before`.

    “Husband’s” before it belongs to it. “Patient’s” says that all from here on is the person's again.
    """
    kind, words = _kind(label), text[start : label.start()]
    whose = ELSES if before is not None and _is_of(before, words) else _whose(text, start, label)
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
    return not words.strip() and not before["colon"] and _kind(before) in {*FORWARD, labels.OTHER}


def _ends_with_person(words: str) -> bool:
    named = THE_PERSON.search(words, max(0, len(words) - len("service user’s  ")))
    return bool(named) and not words[named.end() :].strip() and not IN_RELATION.search(words[: named.start()])


def _kind(label: re.Match) -> str:
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
    return PRACTICES if SOME_ORGANISATION.search(near) else ""


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
    if kind == labels.LINE:
        return begins and label["words"].lower().startswith("addr")
    return begins and kind in {labels.ADDRESS, labels.OTHER, labels.EMAIL, labels.KNOWN_AS, labels.KIN}


def _is_cell(text: str, start: int, end: int, label: re.Match) -> bool:
    """Whether the label is all that stands in its cell."""
    before = text[max(start, label.start() - NEAR) : label.start()]
    at_start = label.start() - start <= NEAR and not before.strip()
    return (at_start or bool(CELL_BEGINS.search(before))) and bool(CELL_ENDS.match(text, label.end(), end))


def _is_above_a_practice(line: _Line, ahead: str) -> bool:
    """Whether only a practice's name without a label stands below a line of labels."""
    below = ahead[1:].partition("\n")[0]
    return bool(line.labels and SOME_PRACTICE.search(below)) and ":" not in below


class _Whose:
    """Whose facts are being read: the person's until a heading or a name says otherwise, or again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.section = ""
        self.only_ways = False
        self.signed = False
        self.practice_near = self.practice_within = False
        self.begins_part = True
        # A heading of somebody else's details, and that they have begun.
        self.headed = self.detailed = False
        # Somebody else's column: whose, and at which label of its line it begins.
        self.column, self.column_at = "", 0

    def line(self, line: _Line, *, ahead: str) -> None:
        """Before a line is read: an empty one ends what was begun, a practice's name or a signature begins it."""
        words = self.text[line.start : line.end].strip()
        if SIGNATURE.fullmatch(words) and not re.search(r"\b(?:d\.?o\.?b|nhs (?:no|num)|born)", ahead, re.IGNORECASE):
            self.signed = True
        if self.begins_part and _is_above_a_practice(line, ahead):
            self.practice_near = True
        self.begins_part = not words
        if not words:
            self.section, self.practice_near, self.column = "", False, ""
        elif not line.labels and (SOME_ORGANISATION.search(words) or A_DOCTOR.match(words)):
            self._practice(words)
        elif line.labels and line.labels[0][2] in NAMED:
            self.practice_near = False
        elif self._is_own(line):
            self.section = ""

    def _is_own(self, line: _Line) -> bool:
        """Whether a line begins with a name and has an NHS number of its own: nobody else's would be given."""
        numbered = any(kind == labels.NHS and not whose for _, _, kind, whose in line.labels)
        return numbered and names.unlabelled(self.text, line.start, line.labels[0][0]) is not None

    def between(self, start: int, end: int, *, kind: str) -> None:
        """What stands on a line before a label, behind that of `kind`: a practice named there has what follows."""
        words = self.text[start:end].strip()
        if kind not in {*FORWARD, labels.PRACTICE, labels.PRACTICE_CODE} and SOME_ORGANISATION.search(words):
            self.practice_within = bool(kind)
            self._practice(words)

    def _practice(self, words: str) -> None:
        self.practice_near = bool(SOME_PRACTICE.search(words) or A_DOCTOR.match(words)) or self.practice_near
        self._begin(labels.ORGANISATION, only_ways=False)

    def label(self, kind: str, *, elses: str, place: int, empty: bool) -> str:
        """Whose what stands behind this label is, if it is not the person's.

        `place`: how many labels or words are before it on its line. `empty`: nothing is behind it on its line.
        """
        if kind in FORWARD:
            self._begin(kind, only_ways=place > 0 and kind == labels.KIN)
            self._begin_column(kind, place)
            self.headed, self.detailed = empty and kind == labels.KIN, False
            return NOBODYS
        if self.headed and self.section == labels.KIN:
            self.detailed = self.detailed or kind in {*NAMED, labels.BORN}
            if self.detailed and kind == labels.NHS:
                return ELSES
        self._end(kind, elses)
        if kind in {labels.PRACTICE, labels.PRACTICE_CODE}:
            self._begin(labels.ORGANISATION, only_ways=False)
            self._begin_column(kind, place)
            return WRITERS if self.signed else ""
        return self._label(kind, elses, place)

    def _end(self, kind: str, elses: str) -> None:
        """End a section before a label that it cannot have."""
        if kind in {labels.PERSONAL, labels.NHS, labels.ETHNICITY} and not elses:
            self.section = ""
        if self.section == labels.ORGANISATION and kind in NO_PRACTICE_HAS:
            self.section = ""

    def _begin_column(self, kind: str, place: int) -> None:
        if place:
            self.column, self.column_at = (labels.KIN if kind == labels.KIN else labels.ORGANISATION), place

    def _label(self, kind: str, elses: str, place: int) -> str:
        if kind == labels.PERSONAL:
            self.practice_near = False
        if elses or kind in {labels.OTHER, labels.STRANGE}:
            return elses or NOBODYS
        if self.signed:
            return WRITERS
        if self.column and place >= self.column_at and kind in (THEIRS if self.column == labels.KIN else PRACTICES_TOO):
            return ELSES if self.column == labels.KIN else PRACTICES
        if self._is_theirs(kind) or (self.practice_near and kind == labels.TELEPHONE):
            return ELSES if self.section == labels.KIN else PRACTICES
        return ""

    def unlabelled(self, words: str) -> str:
        """Whose text without a label is, if it is not the person's."""
        if SOME_ORGANISATION.search(words):
            return PRACTICES
        others = bool(self.signed or self.section or SOMEBODY_ELSE.search(words))
        return ELSES if others else ""

    def end_of_line(self, line: _Line) -> None:
        """A practice named in the middle of a line is done with at its end, but not for a telephone right below."""
        open_still = not self.practice_within and line.labels and line.labels[0][2] in _OPEN_ORGANISATIONS
        if self.section == labels.ORGANISATION and line.labels and not open_still:
            self.section = ""
        self.practice_within = False

    def _begin(self, section: str, *, only_ways: bool) -> None:
        self.section, self.only_ways = section, only_ways

    def _is_theirs(self, kind: str) -> bool:
        return bool(self.section) and kind in (WAYS if self.only_ways else THEIRS)


_OPEN_ORGANISATIONS = frozenset({labels.ORGANISATION, labels.PRACTICE, labels.PRACTICE_CODE, labels.POSTCODE}) | {
    *(
        labels.TELEPHONE,
        labels.ADDRESS,
        labels.LINE,
        labels.EMAIL,
        labels.NAME,
        labels.OTHER,
        labels.STRANGE,
        labels.KIN,
    )
}


def _take(text: str, lines: list[_Line], number: int, whose: _Whose, found: list[Piece]) -> int:
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
    words = text[following.start : following.end].strip()
    return bool(words) and not following.labels and not SOME_PRACTICE.search(words)


def _with_headings(text: str, lines: list[_Line]) -> list[_Line]:
    """Under a line of headings each cell takes the heading above it as its label."""
    made, headings = [], None
    for line in lines:
        cells = _spans(text, line)
        if headings and len(cells) > 1 and not line.labels:
            line = _row(line, cells, headings)
        elif headings := _headings(text, line, cells):
            line = line._replace(table=True)
        made.append(line)
    return made


def _row(line: _Line, cells: list[tuple[int, int]], headings: list[tuple[str, str]]) -> _Line:
    """A row under headings. One that does not fit them says nothing, where one of them is not about the person."""
    if len(cells) == len(headings):
        under = [(start, start, *heading) for (start, _), heading in zip(cells, headings, strict=True)]
        return _Line(line.start, line.end, under, table=True)
    if any(whose for _, whose in headings):
        return _Line(line.start, line.end, [(line.start, line.start, labels.STRANGE, ANOTHER_COLUMNS)], table=True)
    return line


def _spans(text: str, line: _Line) -> list[tuple[int, int]]:
    """Where the cells of a line begin and end, without their quotation marks, if a sign of tables parts them."""
    words = text[line.start : line.end]
    sign = next((one for one in "\t|;," if one in words), None)
    if sign is None or words.count(sign) > MOST_COLUMNS:
        return []
    ends, quoted = [], False
    for one in re.finditer(rf'["{sign}]', words):
        quoted ^= one[0] == '"'
        ends += [] if quoted or one[0] == '"' else [one.start()]
    cells = zip([0, *(end + 1 for end in ends)], [*ends, len(words)], strict=True)
    return [_unquoted(text, line.start + start, line.start + end) for start, end in cells]


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    quoted = end - start > 1 and text[start] == text[end - 1] == '"'
    return (start + 1, end - 1) if quoted else (start, end)


def _headings(text: str, line: _Line, cells: list[tuple[int, int]]) -> list[tuple[str, str]] | None:
    """What each cell of a line of headings is for, and whose but the person's; None if it is no such line."""
    found, known = [], 0
    for start, end in cells:
        words = text[start:end].strip().replace("_", " ")
        kind, whose = _heading(words)
        if re.search(r"[\d@:]", words) and kind == labels.STRANGE:
            return None
        known += kind != labels.STRANGE
        found.append((kind, whose or _column_of(found, kind)))
    own = sum(not whose for _, whose in found)
    return found if own >= 2 and known * 2 > len(found) else None


def _heading(words: str) -> tuple[str, str]:
    person = THE_PERSON.match(words)
    label = LABEL.fullmatch(words) or (LABEL.fullmatch(words[person.end() :].strip()) if person else None)
    if label:
        return _kind(label), NOBODYS if _kind(label) in {labels.OTHER, *FORWARD} else ""
    if SOMEBODY_ELSE.match(words) or SOME_ORGANISATION.match(words):
        return labels.OTHER, NOBODYS
    return labels.STRANGE, NOBODYS


def _column_of(before: list[tuple[str, str]], kind: str) -> str:
    """Whose a column may be that stands behind one of a practice's or of somebody else's."""
    sections = [one for one, _ in before if one in {labels.PRACTICE, labels.PRACTICE_CODE, *FORWARD}]
    if labels.KIN in sections and kind in THEIRS:
        return ELSES
    return PRACTICES if sections and kind in PRACTICES_TOO else ""
