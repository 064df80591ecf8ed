"""Reports of problems, listings that staff watch, and notes for their own service."""

revision = "0016_reports"
down_revision = "0015_claims"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
