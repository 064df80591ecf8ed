"""An empty step, to be filled in: profiles."""

revision = "0021_profiles"
down_revision = "0020_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
