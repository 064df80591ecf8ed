"""Claims of listings, groups that sign themselves up, and how often a page was looked at."""

revision = "0015_claims"
down_revision = "0014_waiting"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
