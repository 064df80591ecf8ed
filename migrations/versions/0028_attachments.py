"""An empty step, to be filled in: attachments."""

revision = "0028_attachments"
down_revision = "0027_concerns"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
