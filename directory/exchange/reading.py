"""From a JSON file to its records, one at a time: a list, a page of any version's API, lines, or one service alone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

LARGEST_FILE = 2 * 1024**3
LARGEST_RECORD = 64 * 1024**2
PIECE = 256 * 1024
# How near the end of what is read so far an error must be for more of the file to mend it.
NEAR = 16

# Where the versions put the records of a page: 3.0, 1.0, and what other systems call it.
ENVELOPES = ("contents", "content", "services", "items", "data")
DECODER = json.JSONDecoder(parse_constant=lambda _: None)


class NotReadable(Exception):
    """The file holds no records; the message is one sentence for whoever asked."""


def records(path: Path) -> Iterator[Any]:
    """The records of a JSON file, as they stand in it; NaN and infinities are nothing.

    They come while the file is being read, so a large file needs no more room than its largest record. Raises
    NotReadable, perhaps after some have come.
    """
    try:
        _refuse_huge(path)
        with path.open("rb") as file:
            encoding = json.detect_encoding(file.read(4))  # UTF-8 or UTF-16, with a byte order mark or without
        with path.open(encoding=encoding, newline="") as text:
            yield from _records(text, path.name)
    except OSError as problem:
        raise NotReadable(f"{path.name} cannot be read: {problem.strerror}.") from None


def _refuse_huge(path: Path) -> None:
    size = path.stat().st_size
    if size > LARGEST_FILE:
        largest = f"at most {LARGEST_FILE // 1024**2} MB can be read at once: split it into several files."
        raise NotReadable(f"{path.name} has {size / 1024**2:,.0f} MB, and {largest}")


def _records(file: IO[str], name: str) -> Iterator[Any]:
    text = _Text(file, name)
    try:
        if text.next_is("["):
            yield from text.items()
        elif text.next_is("{"):
            yield from _in_an_object(text, name)
        else:
            text.value()
            raise _nothing(name)
        if text.left():
            raise text.broken()
    except UnicodeDecodeError:
        raise NotReadable(f"{name} is not a text in UTF-8.") from None
    except json.JSONDecodeError as problem:
        raise text.broken(problem.pos) from None
    except (RecursionError, ValueError):
        raise NotReadable(f"{name} is nested too deeply, or has a number too long, to be read.") from None


def _in_an_object(text: "_Text", name: str) -> Iterator[Any]:
    """The list inside a page's envelope; or the object itself, a service, and the others on the lines after it."""
    kept, enveloped = {}, False
    for key in text.names():
        if key in ENVELOPES and text.next_is("["):
            enveloped = True
            yield from text.items()
        else:
            kept[key] = text.value()
    if enveloped:
        return
    if not kept.keys() & {"id", "name"}:
        raise _nothing(name)
    yield kept
    while text.left():
        yield text.value()


def _nothing(name: str) -> NotReadable:
    return NotReadable(f"{name} holds no services: a list of them, a page of an API or one service was expected.")


class _Text:
    """A JSON text that is read piece by piece; `at` is how far into the present piece it is understood."""

    def __init__(self, file: IO[str], name: str) -> None:
        self.file, self.name = file, name
        self.piece, self.at, self.ended = "", 0, False
        self.line, self.column = 1, 1

    def left(self) -> bool:
        """Whether anything but white space is left."""
        while True:
            while self.at < len(self.piece) and self.piece[self.at] in " \t\r\n":
                self.at += 1
            if self.at < len(self.piece):
                return True
            if self.ended:
                return False
            self._more()

    def next_is(self, sign: str) -> bool:
        """Whether `sign` comes next."""
        return self.left() and self.piece[self.at] == sign

    def skip(self, signs: str) -> str:
        """Step over the next sign, which must be one of `signs`."""
        if not self.left() or self.piece[self.at] not in signs:
            raise self.broken()
        self.at += 1
        return self.piece[self.at - 1]

    def value(self) -> Any:
        """The next value, whole; raises json.JSONDecodeError."""
        self.left()
        while True:
            try:
                found, end = DECODER.raw_decode(self.piece, self.at)
                # A number near the end may go on in the next piece: 1 in 1.5, or in 1e+5.
                if end + 3 < len(self.piece) or self.ended:
                    self.at = end
                    return found
            except json.JSONDecodeError as problem:
                cut = problem.msg.startswith("Unterminated") or problem.pos > len(self.piece) - NEAR
                if self.ended or not cut:
                    raise
            self._more()

    def items(self) -> Iterator[Any]:
        """The items of the list that comes next."""
        self.skip("[")
        if self.next_is("]"):
            self.skip("]")
            return
        while True:
            yield self.value()
            if self.skip(",]") == "]":
                return

    def names(self) -> Iterator[str]:
        """The names in the object that comes next; whoever takes one reads its value before the following."""
        self.skip("{")
        if self.next_is("}"):
            self.skip("}")
            return
        while True:
            if not self.next_is('"'):
                raise self.broken()
            name = self.value()
            self.skip(":")
            yield name
            if self.skip(",}") == "}":
                return

    def broken(self, at: int | None = None) -> NotReadable:
        """That something is wrong here, or at the place `at` of the present piece."""
        before = self.piece[: self.at if at is None else at]
        line = self.line + before.count("\n")
        column = len(before) - before.rfind("\n") if "\n" in before else self.column + len(before)
        return NotReadable(f"{self.name} is not good JSON: something is wrong at line {line}, column {column}.")

    def _more(self) -> None:
        done, rest = self.piece[: self.at], self.piece[self.at :]
        if len(rest) > LARGEST_RECORD:
            raise NotReadable(f"{self.name} has a record of more than {LARGEST_RECORD // 1024**2} million characters.")
        self.column = len(done) - done.rfind("\n") if "\n" in done else self.column + len(done)
        self.line += done.count("\n")
        more = self.file.read(max(PIECE, len(rest)))
        self.piece, self.at, self.ended = rest + more, 0, not more
