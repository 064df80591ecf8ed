"""Rows of a table: each cell takes the heading above it as its label, and a column may be somebody else's."""

import re

from referrals.intake.paste import labels
from referrals.intake.paste.labels import LABEL, SOME_ORGANISATION, SOMEBODY_ELSE, THE_PERSON
from referrals.intake.paste.lines import Line, kind_of
from referrals.intake.paste.owners import ANOTHER_COLUMNS, ELSES, FORWARD, NOBODYS, PRACTICES, PRACTICES_TOO, THEIRS

MOST_COLUMNS = 60


def with_headings(text: str, lines: list[Line]) -> list[Line]:
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


def _row(line: Line, cells: list[tuple[int, int]], headings: list[tuple[str, str]]) -> Line:
    """A row under headings. One that does not fit them says nothing, where one of them is not about the person."""
    if len(cells) == len(headings):
        under = [(start, start, *heading) for (start, _), heading in zip(cells, headings, strict=True)]
        return Line(line.start, line.end, under, table=True)
    if any(whose for _, whose in headings):
        return Line(line.start, line.end, [(line.start, line.start, labels.STRANGE, ANOTHER_COLUMNS)], table=True)
    return line


def _spans(text: str, line: Line) -> list[tuple[int, int]]:
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


def _headings(text: str, line: Line, cells: list[tuple[int, int]]) -> list[tuple[str, str]] | None:
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
        return kind_of(label), NOBODYS if kind_of(label) in {labels.OTHER, *FORWARD} else ""
    if SOMEBODY_ELSE.match(words) or SOME_ORGANISATION.match(words):
        return labels.OTHER, NOBODYS
    return labels.STRANGE, NOBODYS


def _column_of(before: list[tuple[str, str]], kind: str) -> str:
    """Whose a column may be that stands behind one of a practice's or of somebody else's."""
    sections = [one for one, _ in before if one in {labels.PRACTICE, labels.PRACTICE_CODE, *FORWARD}]
    if labels.KIN in sections and kind in THEIRS:
        return ELSES
    return PRACTICES if sections and kind in PRACTICES_TOO else ""
