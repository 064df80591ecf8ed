"""An empty step, to be filled in: public."""

revision = "0025_public"
down_revision = "0024_allocation"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
