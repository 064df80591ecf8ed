"""Changes of a listing that wait for an editor, and the table that says which do."""

import sqlalchemy as sa
from alembic import op

revision = "0014_waiting"
down_revision = "0013_asking"
branch_labels = None
depends_on = None

STATES = ("waiting", "accepted", "changed", "partly", "refused", "taken_back", "replaced")


def upgrade() -> None:
    op.create_table(
        "waiting_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waits", sa.JSON(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_by_name", sa.String(length=150), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_rules")),
    )
    op.create_table(
        "waiting_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("outcomes", sa.JSON(), nullable=False),
        sa.Column("secret_places", sa.JSON(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.String(length=150), nullable=False),
        sa.Column("by_email", sa.String(length=320), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_by_name", sa.String(length=150), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_waiting_change_service_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_waiting_change_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["user_account.id"], name=op.f("fk_waiting_change_ended_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_change")),
    )
    op.create_index("ix_waiting_change_service_id_state", "waiting_change", ["service_id", "state"])


def downgrade() -> None:
    op.drop_index("ix_waiting_change_service_id_state", "waiting_change")
    op.drop_table("waiting_change")
    op.drop_table("waiting_rules")
