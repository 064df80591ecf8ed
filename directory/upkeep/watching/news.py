"""What became of a listing since somebody was told last, in sentences."""

from collections.abc import Iterable, Iterator

from directory.listings import told
from directory.listings.document import without_secrets
from directory.listings.models import ListingChange
from directory.listings.words import Act, Status

LONGEST = 80  # characters of a value that is repeated in a letter
UNTIL = ", until "


def sentences(changes: Iterable[ListingChange], document: dict) -> list[str]:
    """What these changes, the oldest first, mean to whoever watches the listing that says `document` now.

    Of what happened twice only the last is told. That somebody confirmed it, or gave an answer about room that was
    known, is no news. Of a confidential place only that it changed.
    """
    found: dict[str, str] = {}
    for change in changes:
        for about, sentence in _news(change, document):
            found.pop(about, None)
            found[about] = sentence
    return list(filter(None, found.values()))


def _news(change: ListingChange, document: dict) -> Iterator[tuple[str, str]]:
    """What each sentence is about, so that a later one replaces it, and the sentence."""
    if change.act == Act.CHANGED:
        yield from _changed(without_secrets(change.changes, document))
    elif change.act in _WHOLE:
        about, sentence = _WHOLE[change.act]
        yield about, sentence.format(reason=change.reason).strip()
    elif change.act == Act.ROOM:
        yield "room", _room(*change.changes["room"])
    elif change.act == Act.PAUSED:
        yield "pause", f"It takes no introductions until {change.changes['paused_until'][1]}"


_WHOLE = {
    Act.RETIRED: ("retired", "It was taken out of the directory. {reason}"),
    Act.REOPENED: ("retired", "It is back in the directory"),
    Act.RESUMED: ("pause", "It takes introductions again"),
}


def _changed(changes: dict) -> Iterator[tuple[str, str]]:
    if "status" in changes:
        yield "status", Status(changes["status"][1]).sentence.removesuffix(".")
    for line in told.lines({path: pair for path, pair in changes.items() if path != "status"}):
        yield line.field, _line(line)


def _line(line: told.Line) -> str:
    """ "Session: starts at: 11am instead of 10:30am", and only which part it is where the words are long."""
    if max(len(line.before), len(line.after)) > LONGEST or "\n" in line.before + line.after:
        return f"{line.field}: changed"
    if not line.before:
        return f"{line.field}: now {line.after}"
    return f"{line.field}: {line.after} instead of {line.before}" if line.after else f"{line.field}: no longer said"


def _room(before: str | None, after: str) -> str:
    """ "Room: Full, until 3 December 2026"; nothing where only the date is another."""
    return "" if before and _answer(before) == _answer(after) else f"Room: {after}"


def _answer(words: str) -> str:
    return words.rpartition(UNTIL)[0] or words
