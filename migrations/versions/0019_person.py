"""An empty step, to be filled in: person."""

revision = "0019_person"
down_revision = "0018_health"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
