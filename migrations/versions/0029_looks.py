"""On which days somebody looked through a service's queue."""

import sqlalchemy as sa
from alembic import op

revision = "0029_looks"
down_revision = "0028_attachments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "queue_look",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_by_name", sa.String(length=150), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["service_id"], ["organisation.id"], name=op.f("fk_queue_look_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_look")),
        sa.UniqueConstraint("service_id", "day", name=op.f("uq_queue_look_service_id_day")),
    )


def downgrade() -> None:
    op.drop_table("queue_look")
