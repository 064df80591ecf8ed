"""Checks on groups, and which of them a service asks for."""

revision = "0017_checks"
down_revision = "0016_reports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
