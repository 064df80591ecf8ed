"""Listings: whether a group has room, whether it takes introductions, and reports that are open."""

import sqlalchemy as sa
from alembic import op

revision = "0011_standing"
down_revision = "0010_shortlists"
branch_labels = None
depends_on = None

ROOM = ("capacity", "waitlist", "no-capacity", "additional-assessment-required")
ACTS = ("added", "changed", "confirmed", "retired", "reopened")
NEW_ACTS = ("room", "paused", "resumed", "limited")

SQLITE = """create trigger {table}_no_{verb} before {verb} on {table}
begin select raise(abort, '{table} is append-only'); end"""
POSTGRES = """create trigger {table}_no_{verb} before {verb} on {table}
for each statement execute function refuse_change()"""


def upgrade() -> None:
    op.create_table(
        "listing_standing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column(
            "room",
            sa.Enum(*ROOM, name="room", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("wait_weeks", sa.Integer(), nullable=True),
        sa.Column("room_until", sa.Date(), nullable=True),
        sa.Column("room_said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("weekly_limit", sa.Integer(), nullable=True),
        sa.Column("open_reports", sa.Integer(), nullable=False),
        sa.CheckConstraint("(room is null) = (room_until is null)", name=op.f("ck_listing_standing_room_has_a_date")),
        sa.CheckConstraint("wait_weeks > 0", name=op.f("ck_listing_standing_some_weeks")),
        sa.CheckConstraint("weekly_limit > 0", name=op.f("ck_listing_standing_some_introductions")),
        sa.CheckConstraint("open_reports >= 0", name=op.f("ck_listing_standing_counted_reports")),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_listing_standing_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_standing")),
        sa.UniqueConstraint("service_id", name=op.f("uq_listing_standing_service_id")),
    )
    _allow((*ACTS, *NEW_ACTS))
    _make_entries_anew()


def downgrade() -> None:
    _allow(ACTS)
    op.drop_table("listing_standing")


def _allow(acts: tuple[str, ...]) -> None:
    """Let a listing's history know these acts and no others; what is told of others goes."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    _let_go(sqlite)
    change = sa.table("listing_change", sa.column("act", sa.String))
    op.execute(sa.delete(change).where(change.c.act.not_in(acts)))
    with op.batch_alter_table("listing_change") as batch:
        if not sqlite:  # SQLite's copy of the table is made without it
            batch.drop_constraint(op.f("ck_listing_change_act"), type_="check")
        batch.create_check_constraint(op.f("ck_listing_change_act"), f"act IN ({', '.join(map(repr, acts))})")
    _hold(sqlite)


def _let_go(sqlite: bool) -> None:
    for verb in ("update", "delete") if sqlite else ("update", "delete", "truncate"):
        op.execute(f"drop trigger listing_change_no_{verb}{'' if sqlite else ' on listing_change'}")


def _hold(sqlite: bool) -> None:
    """Let the database itself refuse to change or delete a row, whoever asks."""
    for verb in ("update", "delete") if sqlite else ("update", "delete", "truncate"):
        op.execute((SQLITE if sqlite else POSTGRES).format(table="listing_change", verb=verb))


def _make_entries_anew() -> None:
    """The entries of before say nothing of trust: without a clock `flask directory rebuild-index` makes them again."""
    op.execute("delete from listing_clock")
