"""Asking groups whether their listing is right: the addresses written to, and what became of asking."""

import sqlalchemy as sa
from alembic import op

revision = "0013_asking"
down_revision = "0012_mail"
branch_labels = None
depends_on = None

TOLD = ("silent", "no_address", "bounced", "no_mail")
ANSWER = ("yes", "changed", "room", "stopped")


def upgrade() -> None:
    op.create_table(
        "asking_mailbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("wrote_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asking_mailbox")),
        sa.UniqueConstraint("email", name=op.f("uq_asking_mailbox_email")),
    )
    op.create_table(
        "listing_asking",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wrote_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", _word("told", TOLD), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", _word("answer", ANSWER), nullable=True),
        sa.Column("yeses", sa.Integer(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_listing_asking_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_asking")),
        sa.UniqueConstraint("service_id", name=op.f("uq_listing_asking_service_id")),
    )


def _word(name: str, choices: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*choices, name=name, native_enum=False, create_constraint=True, length=40)


def downgrade() -> None:
    op.drop_table("listing_asking")
    op.drop_table("asking_mailbox")
