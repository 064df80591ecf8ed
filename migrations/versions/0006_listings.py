"""Listings: what their forms and their retiring need beyond the first tables."""

revision = "0006_listings"
down_revision = "0005_index"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
