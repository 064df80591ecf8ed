"""The registers that give organisations their numbers, and what such a number looks like."""

import re
from typing import NamedTuple

from core.identifiers import NotValid


class Register(NamedTuple):
    """A register: what it and its numbers are called, and the shape of a number in capitals without spaces."""

    words: str
    number: str
    shape: str
    example: str


# The shapes are those that org-id.guide describes for each code, written down from memory.
# By their org-id.guide codes.
REGISTERS = {
    "GB-CHC": Register("Charity Commission", "Charity number", r"[1-9]\d{5,6}(-\d{1,4})?", "1234567"),
    "GB-COH": Register("Companies House", "Company number", r"\d{8}|[A-Z]{2}\d{6}|[A-Z]{2}\d{5}R", "01234567"),
    "GB-SC": Register("Scottish Charity Regulator", "Scottish charity number", r"SC\d{6}", "SC012345"),
    "GB-NIC": Register("Charity Commission for Northern Ireland", "Northern Irish charity number", r"\d{6}", "101234"),
    "GB-NHS": Register("NHS (ODS code)", "ODS code", r"[A-Z0-9]{3,9}", "A81001"),
}


def parse(scheme: str, text: str) -> str:
    """The number as the register `scheme` writes it; any number of a register that is not known. Raises NotValid."""
    register = REGISTERS.get(scheme)
    if register is None:
        return text.strip()
    number = re.sub(r"\s", "", text).upper()
    if scheme == "GB-COH" and number.isdigit():
        number = number.zfill(8)
    if not re.fullmatch(register.shape, number):
        raise NotValid(f"Enter a {register.number.lower().replace('ods', 'ODS')}, like {register.example}")
    return number
