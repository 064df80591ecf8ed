"""Shortlists, and searches that found nothing."""

revision = "0010_shortlists"
down_revision = "0009_duplicates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
