"""The outbox: letters with pages, what bounced, and who wants no more mail."""

import sqlalchemy as sa
from alembic import op

revision = "0012_mail"
down_revision = "0011_standing"
branch_labels = None
depends_on = None

BEFORE = ("waiting", "sent", "failed", "discarded")
STATES = (*BEFORE, "bounced")
PURPOSES = ("confirm", "change", "room", "stopped", "no_mail", "claim", "report", "check", "answer")


def upgrade() -> None:
    with op.batch_alter_table("outbox_message") as batch:
        batch.add_column(sa.Column("html", sa.Text(), nullable=True))
        batch.add_column(sa.Column("stop", sa.String(length=500), nullable=True))
        batch.add_column(sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True))
    _allow(STATES)
    op.create_index("ix_outbox_message_bounced_at", "outbox_message", ["bounced_at"])
    op.create_table(
        "mail_stop",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_stop")),
        sa.UniqueConstraint("who", name=op.f("uq_mail_stop_who")),
    )
    _create_links()
    _create_endings()


def downgrade() -> None:
    op.drop_table("group_ending")
    op.drop_table("group_link")
    op.drop_table("mail_stop")
    op.drop_index("ix_outbox_message_bounced_at", "outbox_message")
    op.execute("update outbox_message set state = 'failed' where state = 'bounced'")
    _allow(BEFORE)
    with op.batch_alter_table("outbox_message") as batch:
        for column in ("bounced_at", "stop", "html"):
            batch.drop_column(column)


def _allow(states: tuple[str, ...]) -> None:
    """Let a message be in one of these states; SQLite makes the table again, and a check is not carried over."""
    words = ", ".join(f"'{state}'" for state in states)
    with op.batch_alter_table("outbox_message") as batch:
        if op.get_bind().dialect.name == "postgresql":
            batch.drop_constraint(op.f("ck_outbox_message_state"), type_="check")
        batch.create_check_constraint(op.f("ck_outbox_message_state"), f"state in ({words})")


def _create_links() -> None:
    op.create_table(
        "group_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(*PURPOSES, name="purpose", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_group_link_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_group_link_token_hash")),
    )
    op.create_index("ix_group_link_service_id_purpose", "group_link", ["service_id", "purpose"])
    op.create_index("ix_group_link_expires_at", "group_link", ["expires_at"])


def _create_endings() -> None:
    op.create_table(
        "group_ending",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("who_now", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_group_ending_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_ending")),
    )
    op.create_index("ix_group_ending_service_id", "group_ending", ["service_id"])
