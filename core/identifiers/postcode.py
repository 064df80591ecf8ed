"""United Kingdom postcodes, with the ZZ99 codes that the NHS uses where there is none."""

import re

from core.identifiers.not_valid import NotValid
from core.identifiers.typed import plain

ASK = "Enter a full UK postcode, like PO1 2AB"

# The ZZ99 codes and what they stand for were written down from memory: check them against the NHS Data
# Dictionary before they are sent to another system.
NO_FIXED_ABODE = "ZZ99 3VZ"
NOT_KNOWN = "ZZ99 3WZ"
ENGLAND_NOT_OTHERWISE_STATED = "ZZ99 3CZ"

_SHAPE = re.compile(
    r"""
      GIR\ 0AA                               # Girobank, the one that fits no rule
    | (?: [A-PR-UWY][0-9]{1,2}               # M1, B33
        | [A-PR-UWY][A-HK-Y][0-9]{1,2}       # CR2, PO10
        | ZE[0-9]                            # Shetland, the one area under Z
        | [A-PR-UWY][0-9][A-HJKPS-UW]        # W1A
        | [A-PR-UWY][A-HK-Y][0-9][ABEHMNPRV-Y]   # SW1A
      )
      \ [0-9][ABD-HJLNP-UW-Z]{2}             # C I K M O V are never used after the space
    | ZZ99\ [0-9][A-Z]{2}
    """,
    re.VERBOSE,
)


def parse(text: str) -> str:
    """The postcode in capitals with one space, such as `PO1 2AB` (at most 8 characters).

    It has the shape of a postcode, or of an NHS ZZ99 code; whether it is in use, and where, is for the gazetteer
    to say. Spaces, hyphens and full stops are ignored. Raises NotValid.
    """
    letters = re.sub(r"[\s.\-]", "", plain(text, longest=20, ask=ASK)).upper()
    postcode = f"{letters[:-3]} {letters[-3:]}"
    if not _SHAPE.fullmatch(postcode):
        raise NotValid(f"This is not a full UK postcode. {ASK}")
    return postcode


def outward(postcode: str) -> str:
    """The part before the space of a parsed postcode, its district: `PO1` of `PO1 2AB`."""
    return postcode.partition(" ")[0]


def area(postcode: str) -> str:
    """The letters a parsed postcode begins with: `PO` of `PO1 2AB`."""
    return re.match("[A-Z]*", postcode).group()


def is_placeless(postcode: str) -> bool:
    """Whether a parsed postcode is a ZZ99 code, which stands for no place on the map."""
    return postcode.startswith("ZZ99 ")
