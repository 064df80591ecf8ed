"""That a letter or a text message, which no program sends, has gone."""

import sqlalchemy as sa
from alembic import op

revision = "0032_letter_sent"
down_revision = "0031_events_of_the_round"
branch_labels = None
depends_on = None


# What was written before anybody could say so counts as gone; the letter's own id serves as the row's.
GONE = """insert into letter_sent (id, created_at, letter_id, author_id, author_name)
select id, created_at, id, author_id, author_name from letter where way <> 'email'"""


def upgrade() -> None:
    op.create_table(
        "letter_sent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.String(length=150), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_sent_letter_id")),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_letter_sent_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_sent")),
        sa.UniqueConstraint("letter_id", name=op.f("uq_letter_sent_letter_id")),
    )
    op.execute(GONE)
    op.create_index(op.f("ix_letter_organisation_id"), "letter", ["organisation_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_letter_organisation_id"), "letter")
    op.drop_table("letter_sent")
