"""Changes of a listing that wait for an editor, and the one table that says which do."""

import uuid

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Moment, Versioned, word
from directory.upkeep.waiting import rules
from directory.upkeep.waiting.words import Outcome, Part

# There is one table, so it has one id: two people who set it for the first time meet at the same row.
THE_RULES = uuid.UUID("9a4c2a54-0c0e-4d39-8f5e-6d1f0b7e2c14")


class WaitingRules(Versioned, Base):
    """Which parts of a listing wait, as editors set it: {part: whether}; what is not in it is as at first."""

    __tablename__ = "waiting_rules"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=THE_RULES, sort_order=-2)
    waits: Mapped[dict] = mapped_column(JSON)
    set_at: Mapped[Moment | None]
    set_by_name: Mapped[str | None] = mapped_column(String(150))


class WaitingChange(Base):
    """What a group asked for at one time: `wanted` holds {path of the field: [before, after]}.

    `outcomes` holds what became of each path that waits no longer. `base_version` and `organization_id` are the
    listing's when it was asked, `secret_places` the ids of those that were confidential: what is said of them goes when
    nothing waits any more.
    """

    __tablename__ = "waiting_change"
    __table_args__ = (Index("ix_waiting_change_service_id_state", "service_id", "state"),)

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    base_version: Mapped[int]
    organization_id: Mapped[uuid.UUID | None]
    wanted: Mapped[dict] = mapped_column(JSON)
    outcomes: Mapped[dict] = mapped_column(JSON)
    secret_places: Mapped[list] = mapped_column(JSON)
    why: Mapped[str] = mapped_column(Text)
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    by_name: Mapped[str] = mapped_column(String(150))
    by_email: Mapped[str] = mapped_column(String(320))
    state: Mapped[Outcome] = mapped_column(word(Outcome, "state"), default=Outcome.WAITING)
    ended_at: Mapped[Moment | None]
    ended_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    ended_by_name: Mapped[str] = mapped_column(String(150), default="")
    reason: Mapped[str] = mapped_column(Text, default="")

    @property
    def words(self) -> str:
        """Which parts of the listing still wait: "Its name, Who it is for"."""
        parts = {rules.part_among(path, self.open) for path in self.open}
        return ", ".join(part.words for part in Part if part in parts)

    @property
    def open(self) -> dict[str, list]:
        """What of it still waits."""
        return {path: pair for path, pair in self.wanted.items() if path not in self.outcomes}

    def outcome_of(self, key: str) -> Outcome:
        """What became of one group of its differences, see `past.groups`."""
        paths = rules.groups_of(self.wanted, [key])
        return rules.sum_up(self.outcomes.get(path, Outcome.WAITING) for path in paths)
