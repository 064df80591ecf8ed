"""Postcode areas and outward codes, as a lead types where a service takes people from."""

import re

from core.identifiers import NotValid, postcode

LONGEST = 4_000
MOST = 400
BETWEEN = re.compile(r"[\s,;]+")
# An area is one or two letters (PO); an outward code is an area with its district (PO1, W1A, SW1A).
AREA = re.compile(r"[A-PR-UWYZ][A-HK-Y]?")


def parse(text: str) -> list[str]:
    """The codes in `text`, in capitals and each once, in their order; commas, spaces or lines stand between.

    Raises NotValid, which names the first piece that is neither.
    """
    pieces = [piece.upper() for piece in BETWEEN.split(text.strip()) if piece]
    if len(text) > LONGEST or len(pieces) > MOST:
        raise NotValid(f"Enter at most {MOST} codes")
    for piece in pieces:
        if not is_code(piece):
            raise NotValid(
                f"“{piece[:20]}” is not the first part of a postcode. Enter codes like PO1, or PO for all of it"
            )
    return list(dict.fromkeys(pieces))


def is_code(piece: str) -> bool:
    """Whether it is an area or an outward code; ZZ99, which stands for no place, is neither."""
    return piece != "ZZ99" and bool(AREA.fullmatch(piece) or _is_outward(piece))


def covers(areas, place: str) -> bool:
    """Whether a parsed postcode lies in one of `areas`."""
    return postcode.outward(place) in areas or postcode.area(place) in areas


def _is_outward(piece: str) -> bool:
    try:
        return len(piece) <= 4 and postcode.outward(postcode.parse(f"{piece} 1AA")) == piece
    except NotValid:
        return False
