"""What looks like one of the person's facts and was not taken: it is said, so that nobody believes that it was."""

import re
from collections.abc import Callable, Iterator

from core.identifiers import NotValid, nhs_number
from referrals.intake.paste import dates, labels, numbers, places
from referrals.intake.paste.facts import Context
from referrals.intake.paste.owners import NOBODYS, PRACTICES
from referrals.intake.paste.pieces import Piece

# Behind these labels stands nothing that anybody would look for.
KNOWN = frozenset({labels.OTHER, labels.KIN, labels.ORGANISATION, labels.PRACTICE, labels.PRACTICE_CODE})
# Nobody younger is referred, and younger dates are those of appointments.
YOUNGEST = 16


def seen(
    context: Context, cut: list[Piece], taken: list[tuple[int, int]], fields: set[str]
) -> Iterator[tuple[str, str, str]]:
    """Of `fields`: the one that it might have filled, what is written, and why it did not."""
    free = bytearray(b"\1") * len(context.text)
    for start, end in taken:
        free[start:end] = bytes(end - start)
    for piece in cut:
        if piece.kind in KNOWN or not fields:
            continue
        for field in sorted(fields):
            for start, end in ALIKE[field](context, piece):
                if all(free[start:end]):
                    yield field, context.text[start:end].strip(), _why(piece, field)


def _why(piece: Piece, field: str) -> str:
    if piece.theirs == PRACTICES and field in {labels.NHS, labels.BORN}:
        return "a practice or another organisation is named beside it"
    if piece.theirs and piece.theirs != NOBODYS:
        return f"it may be {piece.theirs}"
    if piece.practice_near and field in {labels.POSTCODE, labels.TELEPHONE}:
        return f"it may be {PRACTICES}"
    return f"nothing says that it is {'one' if field in {labels.NHS, labels.BORN} else 'the person’s'}"


def _nhs_numbers(context: Context, piece: Piece) -> Iterator[tuple[int, int]]:
    for one in numbers.NHS_LIKE.finditer(context.text, piece.at, piece.end):
        if piece.kind not in labels.PHONES and _is_nhs_number(one[0], context.demonstration):
            yield one.span()


def _is_nhs_number(written: str, demonstration: bool) -> bool:
    try:
        return bool(nhs_number.parse(re.sub(r"\D", "", written), demonstration))
    except NotValid:
        return False


def _postcodes(context: Context, piece: Piece) -> Iterator[tuple[int, int]]:
    for one in places.SHAPE.finditer(context.text, piece.at, piece.end):
        if places.labelled_postcode(context.text, *one.span()):
            yield one.span()


def _telephones(context: Context, piece: Piece) -> Iterator[tuple[int, int]]:
    for one in numbers.telephones(context.text, piece.at, piece.end):
        if one.value.startswith("0"):
            yield one.start, one.end


def _births(context: Context, piece: Piece) -> Iterator[tuple[int, int]]:
    for labelled in (False, True):
        one = dates.first(context.text, piece.at, piece.end, today=context.today, labelled=labelled)
        if one and one.day and (context.today - one.day).days > YOUNGEST * 365:
            yield one.start, one.end


ALIKE: dict[str, Callable[[Context, Piece], Iterator[tuple[int, int]]]] = {
    labels.NHS: _nhs_numbers,
    labels.BORN: _births,
    labels.POSTCODE: _postcodes,
    labels.TELEPHONE: _telephones,
}
