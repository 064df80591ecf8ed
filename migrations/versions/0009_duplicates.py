"""Duplicates: pairs decided, listings merged, old ids that lead on; tables waiting to be imported."""

revision = "0009_duplicates"
down_revision = "0008_feeds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
