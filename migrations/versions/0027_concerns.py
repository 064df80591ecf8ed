"""An empty step, to be filled in: concerns."""

revision = "0027_concerns"
down_revision = "0026_messages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
