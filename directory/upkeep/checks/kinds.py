"""What is asked about each check, and which answers are none: rules without a database."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from core.identifiers import NotValid
from core.refusals import Refused
from directory.listings import registers
from directory.upkeep.checks.words import Kind, Level, Register

# The number of a DBS certificate has twelve digits. It is nobody's business here: refused however it is grouped.
_CERTIFICATE = re.compile(r"(?<![0-9])(?:[0-9][ -]?){11}[0-9](?![0-9])")
CERTIFICATE = "Leave out the certificate number. Who was checked and their certificates stay with the group"
# Nothing of a group is good for longer than this: a date beyond it is a slip of the finger.
LONGEST_YEARS = 10


class Asked(NamedTuple):
    """The dates of a check as they are called, whether it must have an end, and the names of its other facts."""

    since: str
    until: str
    must_end: bool
    facts: tuple[str, ...]
    # What is said of a check that holds, that ends soon and that has ended, before the date.
    holds: str = "to"
    ends: str = "runs out on"
    ended: str = "ran out on"


ASKED = {
    Kind.INSURANCE: Asked("Starts", "Expires", True, ("insurer", "pounds")),
    Kind.DBS: Asked(
        *("Renewed on", "Look again by", True, ("level", "leaders")),
        *("to be looked at again by", "to be looked at again by", "were due to be looked at again by"),
    ),
    Kind.POLICY: Asked(
        *("Reviewed on", "Next review", True, ()),
        *("next review by", "next review by", "was due to be reviewed by"),
    ),
    Kind.LEAD: Asked(
        *("Named on", "Ask again by", False, ("name", "contact", "public")),
        *("to be asked again by", "to be asked again by", "was due to be asked again by"),
    ),
    Kind.REGISTRATION: Asked(
        *("Dated", "Look again by", False, ("register", "number")),
        *("to be looked at again by", "to be looked at again by", "was due to be looked at again by"),
    ),
    Kind.AGREEMENT: Asked("Signed on", "Until", True, ()),
}


def read(
    kind: Kind, *, since: dt.date | None, until: dt.date | None, facts: Mapping[str, Any], today: dt.date
) -> dict[str, Any]:
    """The facts as they are kept, of those that this kind has and no others. Raises Refused beside the field."""
    _check_dates(ASKED[kind], since, until, today)
    given = {name: facts.get(name) for name in ASKED[kind].facts}
    for name, value in given.items():
        refuse_certificate(value, field=name)
    return READERS[kind](given) if kind in READERS else given


def refuse_certificate(text: Any, *, field: str) -> None:
    """Raise Refused for a text that seems to hold the number of a DBS certificate."""
    if isinstance(text, str) and _CERTIFICATE.search(text):
        raise Refused(CERTIFICATE, field=field)


def _check_dates(asked: Asked, since: dt.date | None, until: dt.date | None, today: dt.date) -> None:
    if until is None and asked.must_end:
        raise Refused(f"Enter the date: {asked.until.lower()}", field="until")
    if since and since > today and asked.since != "Starts":
        raise Refused("The date must be today or in the past", field="since")
    if until and until < today:
        raise Refused("This date has passed. Enter the date of what holds now", field="until")
    if until and since and until <= since:
        raise Refused(f"The date must be after “{asked.since.lower()}”", field="until")
    if until and until.year > today.year + LONGEST_YEARS:
        raise Refused(f"The date must be within {LONGEST_YEARS} years", field="until")


def _insurance(given: dict) -> dict:
    _must(given, "insurer", "Enter the name of the insurer")
    _must(given, "pounds", "Enter the sum insured, in pounds")
    return given


def _dbs(given: dict) -> dict:
    _must(given, "level", "Choose the level of the checks")
    _must(given, "leaders", "Enter how many people who lead were checked")
    return given | {"level": Level(given["level"]).value}


def _lead(given: dict) -> dict:
    _must(given, "name", "Enter the name or the role of the safeguarding lead")
    _must(given, "contact", "Enter how to reach the safeguarding lead")
    return given | {"public": bool(given["public"])}


def _registration(given: dict) -> dict:
    _must(given, "register", "Choose what the group is")
    register = Register(given["register"])
    if register.scheme is None:
        return {"register": register.value, "number": None}
    _must(given, "number", "Enter the number that the register gave the group")
    try:
        number = registers.parse(register.scheme, given["number"])
    except NotValid as problem:
        raise Refused(str(problem), field="number") from None
    return {"register": register.value, "number": number}


def _must(given: dict, name: str, words: str) -> None:
    if given[name] in (None, ""):
        raise Refused(words, field=name)


READERS = {
    Kind.INSURANCE: _insurance,
    Kind.DBS: _dbs,
    Kind.LEAD: _lead,
    Kind.REGISTRATION: _registration,
}
