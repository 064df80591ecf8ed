"""An empty step, to be filled in: promises."""

revision = "0022_promises"
down_revision = "0021_profiles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
