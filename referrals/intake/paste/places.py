"""Postcodes and lines of an address in a text."""

import re
from typing import NamedTuple

from core.identifiers import NotValid, postcode

SHAPE = re.compile(r"(?<![\w/-])([A-Z]{1,2}\d[A-Z\d]?)[ ]{0,2}(\d[A-Z]{2})(?![\w@])", re.IGNORECASE)
# Also where a machine read 0 for O, or the other way round; only behind a label.
MISREAD = re.compile(r"(?<![\w/-])([A-Z0-9]{2,4})[ ]?([\dOIl][A-Z0-9]{2})(?![\w@])", re.IGNORECASE)
AREAS = frozenset(
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G "
    "GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW "
    "OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC "
    "WD WF WN WR WS WV YO ZE ZZ".split()
)
AFTER_A_POSTCODE = re.compile(
    r"[ .]?(?:$|(?<=\.)\s|[^\w\s./&@’'-]|[\n\t]|  |[ ]?(?:UK|England|United Kingdom)\b|[ ]?\(?(?:\+44|0)\d)"
)
LETTERS, DIGITS = str.maketrans("01258", "OIZSB"), str.maketrans("OIZSBL", "012581")
BEGINS_A_STREET = re.compile(
    r"(?<![\w/.-])(?:(?:flat|apartment|apt|unit|room|the)\b|\d{1,4}[A-Z]?(?:[/–-]\d{1,4}[A-Z]?)?(?=,?[ ][A-Z]))",
    re.IGNORECASE,
)
MOST_LINES = 5


class Place(NamedTuple):
    """A postcode that was read, and where; `doubt` says what to look at."""

    postcode: str
    start: int
    end: int
    doubt: str = ""


def postcodes(text: str, start: int, end: int) -> list[Place]:
    """The postcodes between two places, each where its part of the text ends: “E1 2ND FLOOR” has none."""
    found = []
    for match in SHAPE.finditer(text, start, end):
        value = _parsed(match[0])
        if value and AFTER_A_POSTCODE.match(text, match.end(), end):
            found.append(Place(value, match.start(), match.end()))
    return found


def unsure(text: str, start: int, end: int) -> Place | None:
    """The first that may be a postcode, but that words follow."""
    for match in SHAPE.finditer(text, start, end):
        if (value := _parsed(match[0])) and not AFTER_A_POSTCODE.match(text, match.end()):
            return Place(value, match.start(), match.end())
    return None


def labelled_postcode(text: str, start: int, end: int) -> Place | None:
    """What stands behind “Postcode”, also where a machine took a letter for a digit."""
    if (match := SHAPE.search(text, start, end)) and (value := _parsed(match[0])):
        return Place(value, match.start(), match.end())
    for match in MISREAD.finditer(text, start, end):
        if value := _mended(match[1].upper(), match[2].upper()):
            return Place(value, match.start(), match.end(), f"“{match[0]}” was read as the postcode {value}. Check it")
    return None


def _parsed(written: str) -> str:
    """The postcode, if it has the shape of one and its area exists."""
    try:
        value = postcode.parse(written)
    except NotValid:
        return ""
    known = postcode.area(value) in AREAS and not re.match("[A-Z]{1,2}0[0-9]", value)
    return value if known else ""


def _mended(outward: str, inward: str) -> str:
    """The one postcode that these letters and digits can stand for; empty if there is none or more than one."""
    inward = inward[0].translate(DIGITS) + inward[1:].translate(LETTERS)
    tries = {
        _parsed(f"{outward[:letters].translate(LETTERS)}{outward[letters:].translate(DIGITS)} {inward}")
        for letters in (1, 2)
    } - {""}
    return tries.pop() if len(tries) == 1 else ""


def lines(written: str) -> list[str]:
    """The lines of an address without its postcode, at most five."""
    without = SHAPE.sub(" ", written) if postcodes(written, 0, len(written)) else written
    parts = [" ".join(part.split()).strip(' ."') for part in re.split(r"[,\n\t;|]|  ", without)]
    parts = [part for part in parts if part and part.lower() not in {"uk", "england", "united kingdom"}]
    return [*parts[: MOST_LINES - 1], ", ".join(parts[MOST_LINES - 1 :])] if len(parts) > MOST_LINES else parts
