"""Listings: a retired one leads people to another."""

import sqlalchemy as sa
from alembic import op

revision = "0006_listings"
down_revision = "0005_index"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("service") as batch:
        batch.add_column(sa.Column("forwarding_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_service_forwarding_id"), "service", ["forwarding_id"], ["id"])
        batch.create_index(op.f("ix_service_forwarding_id"), ["forwarding_id"])


def downgrade() -> None:
    with op.batch_alter_table("service") as batch:
        batch.drop_index(op.f("ix_service_forwarding_id"))
        batch.drop_constraint(op.f("fk_service_forwarding_id"), type_="foreignkey")
        batch.drop_column("forwarding_id")
