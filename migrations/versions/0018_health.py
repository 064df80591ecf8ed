"""Tags that groups suggest, and how true the directory was on each day."""

import sqlalchemy as sa
from alembic import op

revision = "0018_health"
down_revision = "0017_checks"
branch_labels = None
depends_on = None

STATES = ("open", "accepted", "other", "refused")


def upgrade() -> None:
    _suggestions()
    _days()


def _suggestions() -> None:
    op.create_table(
        "topic_suggestion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("suggested_by_id", sa.Uuid(), nullable=True),
        sa.Column("suggested_by_name", sa.String(length=150), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.String(length=150), nullable=True),
        sa.CheckConstraint("(state = 'open') = (decided_at is null)", name=op.f("ck_topic_suggestion_decided")),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_topic_suggestion_service_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["suggested_by_id"], ["user_account.id"], name=op.f("fk_topic_suggestion_suggested_by_id")
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user_account.id"], name=op.f("fk_topic_suggestion_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_suggestion")),
    )
    op.create_index("ix_topic_suggestion_service_id", "topic_suggestion", ["service_id"])
    op.create_index("ix_topic_suggestion_state_created_at", "topic_suggestion", ["state", "created_at"])


def _days() -> None:
    """One row a day: how many listings there were, and how many each measure counted."""
    op.create_table(
        "directory_day",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("listings", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.CheckConstraint("listings >= 0", name=op.f("ck_directory_day_counted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_day")),
        sa.UniqueConstraint("day", name=op.f("uq_directory_day_day")),
    )


def downgrade() -> None:
    op.drop_table("directory_day")
    op.drop_table("topic_suggestion")
