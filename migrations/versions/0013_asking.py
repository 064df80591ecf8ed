"""Asking groups whether their listing is right: the links, and what became of asking."""

revision = "0013_asking"
down_revision = "0012_mail"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
