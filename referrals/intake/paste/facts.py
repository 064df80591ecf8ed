"""The facts in one piece of pasted text: what its label promises, and what shows by itself what it is."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from core.identifiers.postcode import NO_FIXED_ABODE
from referrals.intake.paste import dates, labels, names, numbers, places
from referrals.intake.paste.labels import SOME_ORGANISATION, SOMEBODY_ELSE, THE_WRITER
from referrals.intake.paste.owners import ELSES, PRACTICES, WRITERS
from referrals.intake.paste.pieces import Piece

LABELLED, BARE = 2, 1
CELL_END = re.compile(r"\t|  |\||;|\n|$")
GENDERS = re.compile(r"\s*(?P<word>male|female|man|woman|m|f|non-?binary|indeterminate|other)\b", re.IGNORECASE)
GENDER_WORDS = {"m": "male", "man": "male", "f": "female", "woman": "female", "nonbinary": "non-binary"}
NOT_SAID = re.compile(
    r"[\s\-–.]*(?:not (?:known|stated|recorded|given)|unknown|n/?a|none|nil)?[\s\-–.]*", re.IGNORECASE
)
NO_ABODE = re.compile(r"\b(?:no fixed abode|nfa|no fixed address|homeless)\b", re.IGNORECASE)
# What may stand beside a date where nothing says “born”.
BESIDE_A_BIRTH = re.compile(r"(?:^|[\s(,;\"])(?:m|f|male|female)(?:$|[\s),;\"])", re.IGNORECASE)
YOUNGEST_BARE = 5
# All that stands beside it in its cell is nothing.
ALONE_BEFORE, ALONE_BEHIND = re.compile(r"(?:^|[,;])\W*$"), re.compile(r"[^\w,;]*(?:$|[,;])")
PRACTICES_HAVE = frozenset({labels.TELEPHONE, labels.EMAIL, labels.POSTCODE})


class Context(NamedTuple):
    """The whole text, and by what rules it is read; `one_date`: its only date may be a birth date."""

    text: str
    demonstration: bool
    today: dt.date
    one_date: bool


class Found(NamedTuple):
    """An answer to one field and where it stood, label and all; without a value where `doubt` says why not."""

    field: str
    value: Any
    start: int
    end: int
    level: int = LABELLED
    doubt: str = ""


def has_one_date(text: str) -> bool:
    """Whether a text has one date only and says that somebody is male or female."""
    return bool(BESIDE_A_BIRTH.search(text)) and len(dates.DATE.findall(text)) == 1


def of(context: Context, piece: Piece) -> Iterator[Found]:
    """Everything that one piece says of the person."""
    if piece.theirs:
        return
    own = list(READERS.get(piece.kind, _nothing)(context, piece))
    yield from own
    # A label whose fact is not there says that what stands behind it is something else.
    if piece.kind in UNLABELLED or (own and piece.kind in OPEN):
        start = max([piece.at, *(one.end for one in own)])
        bare = _bare(context, start, piece.end, all_from=piece.at)
        yield from (_headed(context, piece, one) for one in bare if not _may_be_the_practices(piece, one))


def _may_be_the_practices(piece: Piece, one: Found) -> bool:
    return piece.practice_near and one.field in PRACTICES_HAVE


def _headed(context: Context, piece: Piece, one: Found) -> Found:
    """What stands right behind “Re:” goes with it."""
    right_behind = piece.kind == labels.PERSONAL and not context.text[piece.at : one.start].strip()
    return one._replace(start=piece.start) if right_behind else one


def _nothing(_context: Context, _piece: Piece) -> Iterator[Found]:
    return iter(())


def _nhs(context: Context, piece: Piece) -> Iterator[Found]:
    demonstration = context.demonstration
    if found := numbers.labelled_nhs_number(context.text, piece.at, piece.end, demonstration=demonstration):
        yield Found(labels.NHS, found.value, piece.start, found.end, doubt=found.doubt)


def _born(context: Context, piece: Piece) -> Iterator[Found]:
    if found := dates.first(context.text, piece.at, piece.end, today=context.today, labelled=True):
        doubt = f"The date of birth was not filled in: {found.doubt}" if found.doubt else ""
        yield Found(labels.BORN, found.day, piece.start, found.end, doubt=doubt)


def _age(context: Context, piece: Piece) -> Iterator[Found]:
    if found := re.compile(r"\s{0,3}(\d{1,3})(?:\s?(?:years?|yrs?|y)(?: old)?)?\b(?![/.-]\d)", re.IGNORECASE).match(
        context.text, piece.at, piece.end
    ):
        yield Found(labels.AGE, found[1], piece.start, found.end())


def _telephone(context: Context, piece: Piece) -> Iterator[Found]:
    """Every number behind the label, unless the words beside it say whose it is instead."""
    numbers_here = numbers.telephones(context.text, piece.at, piece.end)
    if whose := _whose_instead(context.text[piece.at : piece.end]):
        written = [context.text[one.start : one.end] for one in numbers_here] or [context.text[piece.at : piece.end]]
        doubt = f"“{written[0].strip()[:40]}” may be {whose}, and was not filled in"
        yield Found(labels.TELEPHONE, "", piece.start, piece.at, doubt=doubt)
        return
    start = piece.start
    for one in numbers_here:
        yield Found(labels.TELEPHONE, one.value, start, one.end)
        start = one.start


def _whose_instead(words: str) -> str:
    others = ((SOMEBODY_ELSE, ELSES), (SOME_ORGANISATION, PRACTICES), (THE_WRITER, WRITERS))
    return next((whose for pattern, whose in others if pattern.search(words)), "")


def _email(context: Context, piece: Piece) -> Iterator[Found]:
    if SOMEBODY_ELSE.search(context.text, piece.at, piece.end):
        return
    for one in numbers.emails(context.text, piece.at, piece.end)[:1]:
        yield Found(labels.EMAIL, one.value, piece.start, one.end)


def _postcode(context: Context, piece: Piece) -> Iterator[Found]:
    if found := places.labelled_postcode(context.text, piece.at, piece.end):
        yield Found(labels.POSTCODE, found.postcode, piece.start, found.end, doubt=found.doubt)


def _address(context: Context, piece: Piece) -> Iterator[Found]:
    """The lines up to the postcode, or to whatever comes that no address has."""
    text = context.text
    codes = places.postcodes(text, piece.at, piece.end)
    if unsure := places.unsure(text, piece.at, codes[0].start if codes else piece.end):
        words = f"“{text[unsure.start : unsure.end]}” was not filled in as the postcode: more words follow it"
        yield Found(labels.POSTCODE, "", piece.start, unsure.end, doubt=words)
        return
    end = min([one.start for one in _no_address(text, piece.at, piece.end)], default=piece.end)
    end = min([end, *(one.start for one in codes[:1])])
    if NO_ABODE.search(text, piece.at, end):
        yield Found(labels.POSTCODE, NO_FIXED_ABODE, piece.start, end)
    elif lines := places.lines(text[piece.at : end]):
        yield Found(labels.ADDRESS, lines, piece.start, end)
    for one in codes:
        yield Found(labels.POSTCODE, one.postcode, one.start, one.end)


def _line(context: Context, piece: Piece) -> Iterator[Found]:
    """One more line of an address; what else stands there is read as behind “Address”."""
    for one in _address(context, piece):
        yield one._replace(field=labels.LINE) if one.field == labels.ADDRESS else one


def _no_address(text: str, start: int, end: int) -> Iterator[numbers.Number]:
    yield from numbers.telephones(text, start, end)
    yield from numbers.emails(text, start, end)
    if date := dates.DATE.search(text, start, end):
        yield numbers.Number("", date.start(), date.end())


def _subject(context: Context, piece: Piece) -> Iterator[Found]:
    """The name in “Re: Amina Osman, DOB …”: without a title, what follows shows that it is one."""
    words = context.text[piece.at : piece.end].strip(" ,;–-")
    behind = labels.LABEL.match(context.text, piece.end)
    if behind is None or labels.kind_of(behind["words"]) not in {labels.BORN, labels.NHS}:
        return
    if names.is_plain(words) and not _names_others(words, 0, len(words)) and (name := names.read(words)):
        yield Found(labels.NAME, name, piece.start, piece.end, BARE)


def _gender(context: Context, piece: Piece) -> Iterator[Found]:
    if found := GENDERS.match(context.text, piece.at, piece.end):
        word = found["word"].lower()
        yield Found(labels.GENDER, GENDER_WORDS.get(word.replace("-", ""), word), piece.start, found.end())


def _cell(context: Context, piece: Piece) -> tuple[str, int]:
    """What stands in the cell behind a label, and where it ends."""
    start = piece.at + len(context.text[piece.at : piece.end]) - len(context.text[piece.at : piece.end].lstrip())
    end = CELL_END.search(context.text, start, piece.end).start()
    return context.text[start:end].strip(" ,;|."), end


def _words(field: str) -> Callable[[Context, Piece], Iterator[Found]]:
    """A reader of some words, as they stand."""

    def read(context: Context, piece: Piece) -> Iterator[Found]:
        words, end = _cell(context, piece)
        if not NOT_SAID.fullmatch(words) and len(words) <= 80:
            yield Found(field, words, piece.start, end)

    return read


def _name_part(field: str) -> Callable[[Context, Piece], Iterator[Found]]:
    """A reader of one part of a name."""

    def read(context: Context, piece: Piece) -> Iterator[Found]:
        words, end = _cell(context, piece)
        part = names.TITLE.sub(" ", words) if field == labels.FIRST else words
        if part.strip() and not NOT_SAID.fullmatch(part) and not re.search(r"[\d@:,]", part) and len(part) <= 60:
            yield Found(field, names.proper(part.strip()), piece.start, end)

    return read


def _name(context: Context, piece: Piece) -> Iterator[Found]:
    words, end = _cell(context, piece)
    if stop := re.search(r"[ ,(]*\d", words):
        words, end = words[: stop.start()], end - len(words) + stop.start()
    if name := names.read(words):
        yield Found(labels.NAME, name, piece.start, end)


def _title(context: Context, piece: Piece) -> Iterator[Found]:
    if found := re.compile(rf"\s*(?:{names.TITLES})\b\.?", re.IGNORECASE).match(context.text, piece.at, piece.end):
        yield Found(labels.TITLE, found[0].strip(), piece.start, found.end())


def _practice(context: Context, piece: Piece) -> Iterator[Found]:
    words, end = _cell(context, piece)
    code = numbers.practice_code(context.text, piece.at, end)
    name = re.split(r"[,(\[]|\b[A-Z]\d{5}\b", words)[0].strip(" -–:")
    no_practice = re.search(r"\d{3}|@", name) or NOT_SAID.fullmatch(name) or names.TITLE.match(name)
    if name and not no_practice:
        yield Found(labels.PRACTICE, name, piece.start, end)
    if code:
        yield Found(labels.PRACTICE_CODE, code.value, code.start, code.end)


def _practice_code(context: Context, piece: Piece) -> Iterator[Found]:
    if code := numbers.practice_code(context.text, piece.at, piece.end):
        yield Found(labels.PRACTICE_CODE, code.value, piece.start, code.end)


def _bare(context: Context, start: int, end: int, *, all_from: int) -> Iterator[Found]:
    """What shows by itself what it is, in text that nothing labels and that names nobody else.

    `all_from`: where what was read before it in the same piece begins.
    """
    text = context.text
    if not text[start:end].strip() or _names_others(text, start, end):
        return
    for number in numbers.bare_nhs_numbers(text, start, end, demonstration=context.demonstration):
        yield Found(labels.NHS, number.value, number.start, number.end, BARE, number.doubt)
    for place in places.postcodes(text, start, end):
        yield Found(labels.POSTCODE, place.postcode, place.start, place.end, BARE)
    if NO_ABODE.search(text, start, end):
        yield Found(labels.POSTCODE, NO_FIXED_ABODE, start, start, BARE)
    if named := names.unlabelled(text, start, end):
        yield Found(labels.NAME, *named, BARE)
    if not THE_WRITER.search(text, all_from, end):
        yield from _bare_ways(text, start, end)
    yield from _bare_birth(context, start, end)


def _names_others(text: str, start: int, end: int) -> bool:
    return bool(SOMEBODY_ELSE.search(text, start, end) or SOME_ORGANISATION.search(text, start, end))


def _bare_ways(text: str, start: int, end: int) -> Iterator[Found]:
    for one in numbers.emails(text, start, end):
        yield Found(labels.EMAIL, one.value, one.start, one.end, BARE)
    for one in numbers.telephones(text, start, end):
        if one.value.startswith("0"):
            yield Found(labels.TELEPHONE, one.value, one.start, one.end, BARE)


def _bare_birth(context: Context, start: int, end: int) -> Iterator[Found]:
    """A date beside the age that follows from it; or the only one, in its own cell, if somebody is male or female."""
    found = dates.first(context.text, start, end, today=context.today, labelled=False)
    if found is None or found.day is None:
        return
    alone = ALONE_BEFORE.search(context.text[start : found.start]) and ALONE_BEHIND.match(context.text, found.end, end)
    old = (context.today - found.day).days > YOUNGEST_BARE * 365
    if found.aged or (alone and old and context.one_date):
        yield Found(labels.BORN, found.day, found.start, found.end, BARE)


# Digits that are no number of a house.
NO_HOUSE = re.compile(rf"{dates.DATE.pattern}|\d{{5,}}", re.IGNORECASE | re.VERBOSE)


def before_postcode(
    context: Context, cut: list[Piece], at: int, taken: list[tuple[int, int]]
) -> tuple[list[str], list[tuple[int, int]]]:
    """The lines of an address that lead to the bare postcode at `at`, and where they stand."""
    place = next((number for number, piece in enumerate(cut) if piece.start <= at < piece.end), None)
    if place is None:
        return [], []
    before = [*(end for _, end in taken), *(one.end() for one in NO_HOUSE.finditer(context.text, cut[place].at, at))]
    start = max([cut[place].at, *(end for end in before if end <= at)])
    spans = _street_in(context.text, start, at) or _lines_above(context.text, cut, place, taken)
    return places.lines("\n".join(context.text[begin:end] for begin, end in spans)), spans


def _street_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = places.BEGINS_A_STREET.search(text, start, end)
    return [(found.start(), end)] if found else []


def _lines_above(text: str, cut: list[Piece], place: int, taken) -> list[tuple[int, int]]:
    """Whole lines above, neither labelled nor taken for anything else, back to the one with the number of the house."""
    spans: list[tuple[int, int]] = []
    for piece in reversed(cut[max(0, place - places.MOST_LINES) : place]):
        used = any(start < piece.end and piece.start < end for start, end in taken)
        if piece.kind or piece.theirs or used or re.search(r"@|\d{5}", text[piece.at : piece.end]):
            break
        spans.insert(0, (piece.at, piece.end))
        if places.BEGINS_A_STREET.match(text[piece.at : piece.end].strip()):
            return spans
    return []


READERS: dict[str, Callable[[Context, Piece], Iterator[Found]]] = {
    labels.NHS: _nhs,
    labels.BORN: _born,
    labels.AGE: _age,
    labels.MOBILE: _telephone,
    labels.HOME: _telephone,
    labels.TELEPHONE: _telephone,
    labels.EMAIL: _email,
    labels.POSTCODE: _postcode,
    labels.ADDRESS: _address,
    labels.LINE: _line,
    labels.GENDER: _gender,
    labels.ETHNICITY: _words(labels.ETHNICITY),
    labels.NAME: _name,
    labels.PERSONAL: _subject,
    labels.FIRST: _name_part(labels.FIRST),
    labels.FAMILY: _name_part(labels.FAMILY),
    labels.KNOWN_AS: _name_part(labels.KNOWN_AS),
    labels.TITLE: _title,
    labels.PRACTICE: _practice,
    labels.PRACTICE_CODE: _practice_code,
}
UNLABELLED = frozenset({"", labels.PERSONAL})
# Behind what these promise, more may stand that shows by itself what it is.
OPEN = frozenset(READERS) - {labels.PRACTICE, labels.PRACTICE_CODE, labels.ETHNICITY}
