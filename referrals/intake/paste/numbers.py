"""NHS numbers, telephone numbers, e-mail addresses and codes in a text, each told from what only looks like it."""

import re
from itertools import islice
from typing import NamedTuple

from core.identifiers import NotValid, email_address, nhs_number, telephone

# A date may stand right before it, and the number of a house behind it: any other digits would be more of a number.
NHS_LIKE = re.compile(
    r"(?<![\w+./-])(?:(?<!\d[ ])|(?<=[/.-](?:19|20)\d\d[ ]))\d{3}([ -]?)\d{3}\1\d{4}(?![\w/-])"
    r"(?![ ]\d(?!\d{0,3}[A-Za-z]?[ ][A-Z][a-z]))"
)
LABELLED_NHS = re.compile(r"(?<!\w)[\dOoIlSB](?:[ \t.-]{0,2}[\dOoIlSB]){7,14}(?!\w)")
MISREAD = str.maketrans("OoIlSB", "001158")
PHONE = re.compile(
    r"(?<![\w+.])(?:\+|\()?\d(?:[ ().-]{0,2}\d){8,13}(?![\w])(?:[ ]?(?:ext|extension|x)[. ]{0,2}\d{1,6})?"
)
EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w@-])", re.ASCII)
NHS_MAIL = re.compile(r"@(?:[\w-]+\.)*nhs\.(?:net|uk)$|@(?:[\w-]+\.)*gov\.uk$", re.IGNORECASE)
CODE = re.compile(r"(?<![\w])(?:[A-Z]\d{5}|[A-Z]\d[A-Z]\d[A-Z])(?![\w])", re.IGNORECASE)
# Nobody has more telephones in one place; and each takes the library a moment.
MOST = 12
# Behind one of these stands some number, not an NHS number.
SOME_NUMBER = re.compile(r"\b(?:no|nos|number|num|id|ref|code|mrn|account|acc|policy)\W{0,3}$", re.IGNORECASE)
BEFORE_A_NUMBER = re.compile(r"(?:^|[\d)\],;|\t\n]|  |\b(?:m|f|male|female))[ ]?$", re.IGNORECASE)


class Number(NamedTuple):
    """A number or address that was read, and where; empty where `doubt` says why it was not."""

    value: str
    start: int
    end: int
    doubt: str = ""


def labelled_nhs_number(text: str, start: int, end: int, *, demonstration: bool) -> Number | None:
    """What stands behind “NHS number”, also where O was read for 0 or l for 1, since the check digit then decides."""
    found = LABELLED_NHS.search(text, start, end)
    if found is None:
        return None
    written = found[0]
    for length in (len(written), *_breaks(written)):
        digits = re.sub(r"\D", "", written[:length].translate(MISREAD))
        if len(digits) == 10:
            return _nhs(
                digits, found.start(), found.start() + length, demonstration, misread=not _plain(written[:length])
            )
    return Number("", found.start(), found.end(), f"“{written}” is no NHS number: it has not 10 digits")


def _breaks(written: str) -> list[int]:
    """Where a number may end before the next begins: at a space."""
    return [one.start() for one in re.finditer(r"[ \t]", written)]


def _plain(written: str) -> bool:
    return not re.search(r"[A-Za-z]", written)


def _nhs(digits: str, start: int, end: int, demonstration: bool, *, misread: bool) -> Number:
    try:
        number = nhs_number.parse(digits, demonstration)
    except NotValid as problem:
        return Number("", start, end, f"“{digits}” was not taken as the NHS number. {problem}")
    if not demonstration and not _is_english(number):
        return Number("", start, end, f"“{digits}” is not in the range of NHS numbers of England")
    doubt = "A letter stood for a digit in the NHS number. Check it" if misread else ""
    return Number(nhs_number.spaced(number), start, end, doubt)


def _is_english(digits: str) -> bool:
    """England, Wales and the Isle of Man; Scotland has 010 to 311, Northern Ireland 320 to 399."""
    return 400 <= int(digits[:3]) <= 499 or 600 <= int(digits[:3]) <= 799


def bare_nhs_numbers(text: str, start: int, end: int, *, demonstration: bool) -> list[Number]:
    """Numbers without a label that can be nothing else; one that may be a mobile without its 0 is a doubt."""
    found = []
    for match in NHS_LIKE.finditer(text, start, end):
        number = _nhs(
            match[0].replace(" ", "").replace("-", ""), match.start(), match.end(), demonstration, misread=False
        )
        before = text[max(start, match.start() - 30) : match.start()]
        if number.value and not SOME_NUMBER.search(before):
            alone = BEFORE_A_NUMBER.search(before) and not (match[0][0] == "7" and not match[1])
            words = f"“{match[0]}” may be an NHS number or a telephone number: nothing says which"
            found.append(number if alone else Number("", match.start(), match.end(), words))
    return found


def telephones(text: str, start: int, end: int) -> list[Number]:
    """The telephone numbers between two places, as they are read out."""
    found = []
    for match in islice(PHONE.finditer(text, start, end), MOST):
        written = re.sub(r"^\(?\+?44\)?[ ]?\(0\)", "+44", match[0])
        try:
            kept = telephone.parse(written)
        except NotValid:
            continue
        found.append(Number(telephone.spoken(kept), match.start(), match.end()))
    return found


def emails(text: str, start: int, end: int) -> list[Number]:
    """The e-mail addresses between two places, but those of the NHS and of government, which are no person's own."""
    found = []
    for match in islice(EMAIL.finditer(text, start, end), MOST):
        try:
            address = email_address.parse(match[0])
        except NotValid:
            continue
        if not NHS_MAIL.search(address):
            found.append(Number(address, match.start(), match.end()))
    return found


def practice_code(text: str, start: int, end: int) -> Number | None:
    """The first code of the shape that practices have."""
    found = CODE.search(text, start, end)
    return found and Number(found[0].upper(), found.start(), found.end())
