"""Whose facts are being read, line by line and label by label."""

import re

from referrals.intake.paste import labels, names
from referrals.intake.paste.labels import A_DOCTOR, SIGNATURE, SOME_ORGANISATION, SOME_PRACTICE, SOMEBODY_ELSE
from referrals.intake.paste.lines import Line
from referrals.intake.paste.owners import (
    ELSES,
    FORWARD,
    NAMED,
    NO_PRACTICE_HAS,
    NOBODYS,
    PRACTICES,
    PRACTICES_TOO,
    THEIRS,
    WAYS,
    WRITERS,
)

# A line that begins with one of these goes on with the practice that it names.
OPEN_ORGANISATIONS = frozenset(
    {labels.ORGANISATION, labels.PRACTICE, labels.PRACTICE_CODE, labels.POSTCODE, labels.TELEPHONE, labels.ADDRESS}
    | {labels.LINE, labels.EMAIL, labels.NAME, labels.OTHER, labels.STRANGE, labels.KIN}
)


class Whose:
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

    def line(self, line: Line, *, ahead: str) -> None:
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

    def _is_own(self, line: Line) -> bool:
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
            self._begin(kind, only_ways=place > 0 and kind == labels.KIN and not empty)
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

    def end_of_line(self, line: Line) -> None:
        """A practice named in the middle of a line is done with at its end, but not for a telephone right below."""
        open_still = not self.practice_within and line.labels and line.labels[0][2] in OPEN_ORGANISATIONS
        if self.section == labels.ORGANISATION and line.labels and not open_still:
            self.section = ""
        self.practice_within = False

    def _begin(self, section: str, *, only_ways: bool) -> None:
        self.section, self.only_ways = section, only_ways

    def _is_theirs(self, kind: str) -> bool:
        return bool(self.section) and kind in (WAYS if self.only_ways else THEIRS)


def _is_above_a_practice(line: Line, ahead: str) -> bool:
    """Whether only a practice's name without a label stands below a line of labels."""
    below = ahead[1:].partition("\n")[0]
    return bool(line.labels and SOME_PRACTICE.search(below)) and ":" not in below
