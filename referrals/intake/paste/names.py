"""A person's name in the orders that clinical systems use."""

import re
from typing import NamedTuple

TITLES = "mr|mrs|miss|ms|mx|dr|prof|professor|rev|revd|sir|dame|lady|lord|master|mstr|fr|sister"
TITLE = re.compile(
    rf"(?:^|(?<=,))\s*(?:{TITLES})\b\.?(?=\s|$)|\(\s*(?:{TITLES})\.?\s*\)|(?<=\w)[, ]+(?:mr|mrs|miss|ms|mx)\.?$",
    re.IGNORECASE,
)
KNOWN_AS = re.compile(
    r"[(\[\"“'‘](?:known as|likes|prefers|aka|pref(?:erred)?\.?:?)?[ ]*([\w'’ -]{2,35})[)\]\"”'’]", re.IGNORECASE
)
PARTICLES = frozenset("van von de der den del della di da do dos du la le bin ibn al el st ter ten mc mac o".split())
WORD = r"[^\W\d_][\w'’.-]{0,40}"
SURNAME_FIRST = re.compile(
    rf"(?P<family>{WORD}(?:[ ]{WORD}){{0,2}}),[ ]?(?P<first>{WORD}(?:[ ]{WORD}){{0,3}})"
    rf"(?P<title>[ ]?\((?:{TITLES})\.?\))?",
    re.IGNORECASE,
)
TITLE_FIRST = re.compile(
    r"(?<![\w.])(?:(?i:mr|mrs|miss|ms|mx|master|mstr))\b\.?[ ]"
    r"(?P<rest>[A-Z][\w'’-]{0,40}(?:[ ][A-Za-z][\w'’.-]{0,40}){1,4})"
)
LOWER_TITLE_FIRST = re.compile(
    rf"(?:mr|mrs|miss|ms|mx|master)\.?[ ](?P<rest>{WORD}(?:[ ]{WORD}){{1,3}})", re.IGNORECASE
)
# What may stand before a name: signs of a list, or a number in its own cell.
BEFORE_A_NAME = re.compile(r"[\s*•>\"-]*(?:\d[\d -]{5,13}[,;][ ]?)?\"?")
SEX_BEHIND = re.compile(r"[ ]*[(\[](?:m|f|male|female)\b[^)\]]*[)\]]?$", re.IGNORECASE)
CAPITALISED = re.compile(r"[^\W\d_a-z][\w'’.-]+(?:[ ][^\W\d_a-z][\w'’.-]+){1,3}")
SUBJECT = re.compile(
    r"\b(?:referral|prescribing|review|urgent|request|assessment|support|results?|appointment|letter|care|health)\b",
    re.IGNORECASE,
)
NO_NAME = re.compile(r"\b(?:unknown|not known|n/?a|none)\b", re.IGNORECASE)


class Name(NamedTuple):
    """A name, with what they like to be called if it says so; `sure` is False where the family name was guessed."""

    first: str
    family: str
    known_as: str = ""
    sure: bool = True


def read(text: str) -> Name | None:
    """The name that is all of `text`, in whichever order; None if that is not two words."""
    text = TITLE.sub(" ", SEX_BEHIND.sub("", text.strip()))
    known = KNOWN_AS.search(text)
    plain = " ".join((text.replace(known[0], " ") if known else text).split()).strip(" ,.;-")
    if re.search(r"[\d@:()\[\]/]", plain) or NO_NAME.search(plain) or len(plain) > 100:
        return None
    halves = _by_comma(plain) or _by_capitals(plain) or _by_place(plain)
    return halves and halves._replace(known_as=proper(known[1].strip()) if known else "")


def _by_comma(plain: str) -> Name | None:
    family, comma, first = plain.partition(",")
    if not comma or not family.strip() or not first.strip(" ,"):
        return None
    return Name(proper(first.strip(" ,")), proper(family.strip()))


def _by_capitals(plain: str) -> Name | None:
    """The words in capitals are the family name, if the others are not."""
    words = plain.split()
    loud = [word for word in words if word.isupper() and len(word.strip(".")) > 1]
    quiet = [word for word in words if word not in loud]
    if not loud or not quiet or words not in ([*loud, *quiet], [*quiet, *loud]):
        return None
    return Name(proper(" ".join(quiet)), proper(" ".join(loud)))


def _by_place(plain: str) -> Name | None:
    words = plain.split()
    if not 2 <= len(words) <= 6:
        return None
    begins = len(words) - 1
    while begins > 1 and words[begins - 1].lower().strip("'’.") in PARTICLES:
        begins -= 1
    sure = begins == 1 and not plain.isupper()
    return Name(proper(" ".join(words[:begins])), proper(" ".join(words[begins:])), sure=sure)


def is_plain(words: str) -> bool:
    """Whether these are two to four words with capitals and without a title, and no subject of a letter."""
    return bool(CAPITALISED.fullmatch(words)) and not TITLE.match(words) and not SUBJECT.search(words)


def proper(name: str) -> str:
    """A name that is all in capitals or all in small letters, as it is written; any other as it stands."""
    name = " ".join(name.split())
    if not (name.isupper() or name.islower()):
        return name
    cased = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
    cased = re.sub(r"(?<=\w)(['’])S\b", r"\1s", cased)
    return re.sub(r"\bMc([a-z])", lambda word: f"Mc{word[1].upper()}", cased)


def unlabelled(text: str, start: int, end: int) -> tuple[Name, int, int] | None:
    """A name that shows by itself what it is, and where it stands.

    It is SURNAME, Forename or surname, forename (Title), or it begins with a title, but not with that of a doctor.
    """
    begins = BEFORE_A_NAME.match(text, start, end).end()
    if found := SURNAME_FIRST.match(text, begins, end):
        if found["title"] or found["family"].replace(" ", "").isupper():
            return Name(proper(found["first"]), proper(found["family"])), found.start(), found.end()
        return None
    if found := TITLE_FIRST.search(text, start, end) or LOWER_TITLE_FIRST.fullmatch(text[begins:end].rstrip()):
        return _titled(found, begins, end)
    return None


def _titled(found: re.Match, begins: int, end: int) -> tuple[Name, int, int] | None:
    words = _until_small(found["rest"])
    name = read(words)
    if name is None:
        return None
    if found.re is LOWER_TITLE_FIRST:
        return name, begins, begins + len(found[0])
    return name, found.start(), found.start("rest") + len(words)


def _until_small(words: str) -> str:
    """The words up to the first that no name has: “Mr John Smith lives in” is Mr John Smith."""
    if words.islower():
        return words
    taken = []
    for word in words.split():
        if word[0].islower() and word.lower() not in PARTICLES:
            break
        taken.append(word)
    return " ".join(taken)
