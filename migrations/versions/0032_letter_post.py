"""Letters and text messages that somebody has to send, and what became of each."""

import sqlalchemy as sa
from alembic import op

revision = "0032_letter_post"
down_revision = "0031_events_of_the_round"
branch_labels = None
depends_on = None

OUTCOME = sa.Enum("sent", "dropped", name="post_outcome", native_enum=False, length=40, create_constraint=True)
# What was written before anybody could say so counts as gone; the letter's own id serves as the row's.
GONE = """insert into letter_post
(id, created_at, letter_id, organisation_id, outcome, settled_at, author_id, author_name)
select id, created_at, id, organisation_id, 'sent', created_at, author_id, author_name
from letter where way <> 'email'"""


def upgrade() -> None:
    op.create_table(
        "letter_post",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", OUTCOME, nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.String(length=150), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_post_letter_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_letter_post_organisation_id")),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_letter_post_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_post")),
        sa.UniqueConstraint("letter_id", name=op.f("uq_letter_post_letter_id")),
    )
    op.execute(GONE)
    op.create_index(op.f("ix_letter_post_organisation_id_outcome"), "letter_post", ["organisation_id", "outcome"])


def downgrade() -> None:
    op.drop_table("letter_post")
