"""What a feed said when it was read last: its records, and the answers that a server need not send again."""

import gzip
import json
import os
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from directory.exchange.feeds.fetching import Answer, Fetcher, NotFetched


class Snapshot:
    """The records of one feed, a line each; a new one is written beside the last good one and takes its place whole."""

    def __init__(self, folder: Path, feed_id: uuid.UUID) -> None:
        self.kept = folder / f"{feed_id}.ndjson.gz"
        self._new = folder / f"{feed_id}.new.ndjson.gz"

    def write(self, records: Iterable[Any]) -> int:
        """Write a new snapshot of `records`; returns how many there are."""
        self._new.parent.mkdir(parents=True, exist_ok=True)
        count = 0
        with gzip.open(self._new, "wt", encoding="utf-8", compresslevel=3) as file:
            for record in records:
                file.write(json.dumps(record) + "\n")
                count += 1
        return count

    def read(self) -> Iterator[Any]:
        """The records of the new snapshot."""
        return _lines(self._new)

    def last_good(self) -> Iterator[Any]:
        """The records of the last good snapshot; none where there was none yet."""
        return _lines(self.kept) if self.kept.exists() else iter(())

    def keep(self) -> None:
        """The new snapshot is good: it takes the place of the last."""
        os.replace(self._new, self.kept)

    def drop(self) -> None:
        """The new snapshot is not good: the last one stays."""
        self._new.unlink(missing_ok=True)


def _lines(path: Path) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


class Answers:
    """The answers of a feed's last good fetch that a server can call unchanged, by address; packed in one file."""

    def __init__(self, fetcher: Fetcher, folder: Path, feed_id: uuid.UUID) -> None:
        self.fetcher = fetcher
        self._index, self._bodies = folder / f"{feed_id}.answers.json", folder / f"{feed_id}.answers"
        self._known = self._read_index()
        self._noted: dict[str, list] = {}
        self._new = self._bodies.with_suffix(".answers.new")

    def _read_index(self) -> dict[str, list]:
        try:
            return json.loads(self._index.read_text())
        except (OSError, ValueError):
            return {}

    def get(self, url: str) -> Answer:
        """The answer of `url`: sent anew or, where nothing changed there, as it was. Raises NotFetched."""
        etag, modified, *where = self._known.get(url, ["", ""])
        answer = self.fetcher.get(url, etag=etag, modified=modified)
        if answer.status == 304:
            body = self._body(*where) if where else b""
            answer = answer._replace(body=body, etag=etag, modified=modified)
        if answer.etag or answer.modified:
            self._note(url, answer)
        return answer

    def _body(self, start: int, length: int) -> bytes:
        try:
            with self._bodies.open("rb") as file:
                file.seek(start)
                return gzip.decompress(file.read(length))
        except (OSError, EOFError) as problem:
            raise NotFetched(f"What was fetched before cannot be read again ({type(problem).__name__}).") from None

    def _note(self, url: str, answer: Answer) -> None:
        self._new.parent.mkdir(parents=True, exist_ok=True)
        packed = gzip.compress(answer.body, compresslevel=3)
        with self._new.open("ab" if self._noted else "wb") as file:
            start = file.tell()
            file.write(packed)
        self._noted[url] = [answer.etag, answer.modified, start, len(packed)]

    def keep(self) -> None:
        """The fetch was good: what it brought is what the server is asked about next time."""
        self._index.unlink(missing_ok=True)
        if self._noted:
            os.replace(self._new, self._bodies)
            self._index.write_text(json.dumps(self._noted))
        self._known, self._noted = self._noted, {}

    def drop(self) -> None:
        """The fetch was not good: the answers of the last good one stay."""
        self._new.unlink(missing_ok=True)
        self._noted = {}
