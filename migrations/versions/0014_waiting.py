"""Changes of a listing that wait for an editor, and the table that says which do."""

revision = "0014_waiting"
down_revision = "0013_asking"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
