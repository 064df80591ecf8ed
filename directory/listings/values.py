"""How one field's value stands in a document (plain JSON) and in a row (Python's own kinds)."""

import datetime as dt
import math
import uuid
from enum import StrEnum
from typing import Any

from directory.listings.shape import Kind


def written(kind: type[StrEnum] | Kind, value: Any) -> Any:
    """The value of a column as the document has it; nothing, an empty text and a plain "no" are None: left out."""
    if value is None or value == "" or value is False:
        return None
    return WRITERS.get(kind, _same)(value)


def read(kind: type[StrEnum] | Kind, value: Any) -> Any:
    """The value of a document's field as the column wants it. Raises ValueError if it cannot stand there."""
    if value is None or value == "":
        return None
    if not isinstance(kind, Kind):
        return kind(value)
    return READERS.get(kind, _text)(value)


def _same(value):
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("is no text")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("is no number")
    return float(value)


def _whole(value: Any) -> int:
    number = _number(value)
    if number != int(number) or abs(number) >= 2**31:
        raise ValueError("is no whole number")
    return int(number)


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("is neither true nor false")
    return value


def _moment(value: Any) -> dt.datetime:
    moment = dt.datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError("has no time zone")
    return moment.astimezone(dt.UTC)


def shown_number(value: float) -> int | float:
    """18 for 18.0: JSON knows no difference, people do."""
    return int(value) if float(value).is_integer() else value


def shown_time(value: dt.time) -> str:
    """10:00, or 10:00:30 where somebody counts seconds."""
    return value.isoformat("seconds" if value.second else "minutes")


WRITERS = {
    Kind.NUMBER: shown_number,
    Kind.DATE: dt.date.isoformat,
    Kind.TIME: shown_time,
    Kind.MOMENT: lambda value: value.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    Kind.ID: str,
}
READERS = {
    Kind.NUMBER: _number,
    Kind.WHOLE: _whole,
    Kind.DATE: lambda value: dt.date.fromisoformat(_text(value)),
    Kind.TIME: lambda value: dt.time.fromisoformat(_text(value)).replace(microsecond=0, tzinfo=None),
    Kind.MOMENT: _moment,
    Kind.ID: lambda value: uuid.UUID(str(value)),
    Kind.YES_NO: _yes_no,
}
