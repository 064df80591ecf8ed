"""An empty step, to be filled in: messages."""

revision = "0026_messages"
down_revision = "0025_public"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
