"""An empty step, to be filled in: triage."""

revision = "0023_triage"
down_revision = "0022_promises"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
