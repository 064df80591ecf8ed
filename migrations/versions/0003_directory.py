"""The directory: whether addresses may be looked up online."""

import sqlalchemy as sa
from alembic import op

revision = "0003_directory"
down_revision = "0002_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "geocoding_switch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "geocoding",
            sa.Enum("off", "online", name="geocoding", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("switched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_online_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_geocoding_switch")),
    )


def downgrade() -> None:
    op.drop_table("geocoding_switch")
