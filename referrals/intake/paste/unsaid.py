"""What looks like one of the person's facts and was not taken: it is said, so that nobody believes that it was."""

import re
from collections.abc import Iterator

from core.identifiers import NotValid, nhs_number
from referrals.intake.paste import dates, labels, numbers, places
from referrals.intake.paste.facts import Context
from referrals.intake.paste.owners import NOBODYS, PRACTICES
from referrals.intake.paste.pieces import Piece

# Behind these labels stands nothing that anybody would look for.
KNOWN = frozenset({labels.OTHER, labels.KIN, labels.ORGANISATION, labels.PRACTICE, labels.PRACTICE_CODE})
# Nobody younger is referred, and younger dates are those of appointments.
YOUNGEST = 16


def seen(context: Context, cut: list[Piece], taken: list[tuple[int, int]]) -> Iterator[tuple[str, str, str]]:
    """The field that it might have filled, what is written, and why it did not."""
    for piece in cut:
        if piece.kind in KNOWN:
            continue
        for field, start, end in _alike(context, piece):
            if not any(begin < end and start < stop for begin, stop in taken):
                yield field, context.text[start:end].strip(), _why(piece, field)


def _why(piece: Piece, field: str) -> str:
    if piece.theirs == PRACTICES and field in {labels.NHS, labels.BORN}:
        return "a practice or another organisation is named beside it"
    if piece.theirs and piece.theirs != NOBODYS:
        return f"it may be {piece.theirs}"
    if piece.practice_near and field in {labels.POSTCODE, labels.TELEPHONE}:
        return f"it may be {PRACTICES}"
    return f"nothing says that it is {'one' if field in {labels.NHS, labels.BORN} else 'the person’s'}"


def _alike(context: Context, piece: Piece) -> Iterator[tuple[str, int, int]]:
    text, start, end = context.text, piece.at, piece.end
    for one in numbers.NHS_LIKE.finditer(text, start, end):
        if piece.kind not in labels.PHONES and _is_nhs_number(one[0], context.demonstration):
            yield labels.NHS, one.start(), one.end()
    for one in places.SHAPE.finditer(text, start, end):
        if places.labelled_postcode(text, one.start(), one.end()):
            yield labels.POSTCODE, one.start(), one.end()
    for one in numbers.telephones(text, start, end):
        if one.value.startswith("0"):
            yield labels.TELEPHONE, one.start, one.end
    yield from _births(context, piece)


def _births(context: Context, piece: Piece) -> Iterator[tuple[str, int, int]]:
    for labelled in (False, True):
        one = dates.first(context.text, piece.at, piece.end, today=context.today, labelled=labelled)
        if one and one.day and (context.today - one.day).days > YOUNGEST * 365:
            yield labels.BORN, one.start, one.end


def _is_nhs_number(written: str, demonstration: bool) -> bool:
    try:
        return bool(nhs_number.parse(re.sub(r"\D", "", written), demonstration))
    except NotValid:
        return False
