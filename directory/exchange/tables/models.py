"""Tables that wait to be imported: what was uploaded, how its columns were matched, and what became of its rows."""

import uuid

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Moment, Versioned


class WaitingTable(Versioned, Base):
    """An uploaded table. Its rows (packed JSON) are kept for a day at most, and only until they are imported."""

    __tablename__ = "waiting_table"

    uploaded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    file_name: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(200))
    header: Mapped[list] = mapped_column(JSON)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    row_count: Mapped[int]
    # The name of our column for each of theirs, "" where it is left out; and what is said for every row.
    matching: Mapped[list | None] = mapped_column(JSON)
    for_all: Mapped[dict] = mapped_column(JSON, default=dict)
    # While it is imported: how many rows are done, and when somebody last worked on it.
    rows_done: Mapped[int] = mapped_column(default=0)
    working_at: Mapped[Moment | None]
    done_at: Mapped[Moment | None]
    report: Mapped[dict] = mapped_column(JSON, default=dict)
