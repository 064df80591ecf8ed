"""The outbox: letters with pages, what bounced, and who wants no more mail."""

revision = "0012_mail"
down_revision = "0011_standing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
