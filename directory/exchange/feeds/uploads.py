"""The file of a feed that an editor sent, kept until the next sync has read it."""

import os
import shutil
import uuid
from pathlib import Path
from typing import IO

from core.settings import setting


def waiting(feed_id: uuid.UUID) -> Path | None:
    """The file that waits to be read, if one does."""
    path = _path(feed_id)
    return path if path.exists() else None


def keep(feed_id: uuid.UUID, content: IO[bytes]) -> None:
    """Keep the file instead of one that waits already."""
    path = _path(feed_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    coming = path.with_suffix(f".{uuid.uuid4().hex}")
    content.seek(0)
    with coming.open("wb") as file:
        shutil.copyfileobj(content, file)
    os.replace(coming, path)


def forget(feed_id: uuid.UUID) -> None:
    """The file was read."""
    _path(feed_id).unlink(missing_ok=True)


def _path(feed_id: uuid.UUID) -> Path:
    return Path(setting("FEED_FOLDER")) / f"{feed_id}.upload"
