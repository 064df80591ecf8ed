"""The search index's prepared rows: one entry a listing, the clock that counts changes, the words that are spelt."""

import sqlalchemy as sa
from alembic import op

revision = "0005_index"
down_revision = "0004_referrals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "listing_entry",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_listing_entry_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_listing_entry")),
        sa.UniqueConstraint("service_id", name=op.f("uq_listing_entry_service_id")),
    )
    op.create_index("ix_listing_entry_stamp", "listing_entry", ["stamp"])
    op.create_table(
        "listing_clock",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tick", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_clock")),
    )
    op.create_table(
        "listing_word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_listing_word")),
    )


def downgrade() -> None:
    op.drop_table("listing_word")
    op.drop_table("listing_clock")
    op.drop_index("ix_listing_entry_stamp", "listing_entry")
    op.drop_table("listing_entry")
