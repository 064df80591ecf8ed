"""An empty step, to be filled in: drafts."""

revision = "0020_drafts"
down_revision = "0019_person"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
