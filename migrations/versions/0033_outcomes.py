"""What else came of a safeguarding concern, beside the first outcome."""

import sqlalchemy as sa
from alembic import op

revision = "0033_outcomes"
down_revision = "0032_letter_post"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("concern", sa.Column("further_outcomes", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("concern", "further_outcomes")
