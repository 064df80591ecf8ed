"""Listings: whether a group has room, whether it takes introductions, and reports that are open."""

revision = "0011_standing"
down_revision = "0010_shortlists"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
