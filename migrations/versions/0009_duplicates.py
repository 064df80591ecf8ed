"""Duplicates: pairs decided, listings merged, old ids that lead on; tables waiting to be imported."""

import sqlalchemy as sa
from alembic import op

revision = "0009_duplicates"
down_revision = "0008_feeds"
branch_labels = None
depends_on = None

PAIR_STATES = ("open", "apart", "merged", "gone")


def upgrade() -> None:
    _create_waiting_tables()
    _create_old_ids()
    _create_pairs()


def downgrade() -> None:
    op.drop_index("ix_duplicate_pair_state_points", "duplicate_pair")
    op.drop_table("duplicate_pair")
    op.drop_index("ix_listing_alias_service_id", "listing_alias")
    op.drop_table("listing_alias")
    op.drop_index("ix_listing_redirect_service_id", "listing_redirect")
    op.drop_table("listing_redirect")
    op.drop_table("waiting_table")


def _create_waiting_tables() -> None:
    op.create_table(
        "waiting_table",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by_id", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("header", sa.JSON(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("matching", sa.JSON(), nullable=True),
        sa.Column("for_all", sa.JSON(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("working_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["user_account.id"], name=op.f("fk_waiting_table_uploaded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_table")),
    )


def _create_old_ids() -> None:
    op.create_table(
        "listing_redirect",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("old_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("old_id <> service_id", name=op.f("ck_listing_redirect_elsewhere")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_listing_redirect_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_redirect")),
        sa.UniqueConstraint("old_id", name=op.f("uq_listing_redirect_old_id")),
    )
    op.create_index("ix_listing_redirect_service_id", "listing_redirect", ["service_id"])
    op.create_table(
        "listing_alias",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_listing_alias_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_alias")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_listing_alias_source_source_id")),
    )
    op.create_index("ix_listing_alias_service_id", "listing_alias", ["service_id"])


def _create_pairs() -> None:
    op.create_table(
        "duplicate_pair",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_id", sa.Uuid(), nullable=False),
        sa.Column("right_id", sa.Uuid(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*PAIR_STATES, name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["left_id"], ["service.id"], name=op.f("fk_duplicate_pair_left_id")),
        sa.ForeignKeyConstraint(["right_id"], ["service.id"], name=op.f("fk_duplicate_pair_right_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user_account.id"], name=op.f("fk_duplicate_pair_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_pair")),
        sa.UniqueConstraint("left_id", "right_id", name=op.f("uq_duplicate_pair_left_id_right_id")),
    )
    op.create_index("ix_duplicate_pair_state_points", "duplicate_pair", ["state", "points"])
