"""An empty step, to be filled in: allocation."""

revision = "0024_allocation"
down_revision = "0023_triage"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
