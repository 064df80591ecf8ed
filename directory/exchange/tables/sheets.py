"""The first sheet of a workbook as rows of text; a program of its own, so that a hostile file stops nothing else.

It reads the workbook from its input and writes {"rows": …} or {"problem": …} as JSON. It stands alone: nothing of
ours is imported, and it runs with little memory and little time.
"""

import datetime as dt
import json
import sys
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

try:
    import resource
except ImportError:  # Windows has no such limits: there only the time is limited, by whoever started this
    resource = None

MEMORY = 768 * 1024 * 1024
SECONDS = 8
DAY = dt.time(0)


def main(most_rows: int, most_columns: int) -> dict:
    """What the workbook on standard input holds; at most one row and one column more than may be."""
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=most_rows + 1)
            if rows:
                return {"rows": [[said(cell) for cell in row[: most_columns + 1]] for row in rows]}
    except CalamineError:
        return {"problem": "It is damaged, protected by a password, or of a kind that we cannot read."}
    return {"problem": "Its sheets are empty."}


def said(cell) -> str:
    """A cell as a person reads it: 18 and not 18.0, a day as 2026-11-25, a time of day as 10:30."""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else str(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == DAY else cell.isoformat(" ", "minutes")
    if isinstance(cell, dt.time):
        return cell.isoformat("minutes")
    if isinstance(cell, dt.timedelta):
        return f"{int(cell.total_seconds()) // 3600:02}:{int(cell.total_seconds()) % 3600 // 60:02}"
    return str(cell)


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
