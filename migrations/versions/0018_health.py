"""Tags that groups suggest, and how true the directory was on each day."""

revision = "0018_health"
down_revision = "0017_checks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
