"""Keys with which clinical systems send referrals, and which message became which referral."""

import sqlalchemy as sa
from alembic import op

revision = "0026_messages"
down_revision = "0025_public"
branch_labels = None
depends_on = None

SQLITE = """create trigger {table}_no_{verb} before {verb} on {table}
begin select raise(abort, '{table} is append-only'); end"""
POSTGRES = """create trigger {table}_no_{verb} before {verb} on {table}
for each statement execute function refuse_change()"""


def upgrade() -> None:
    _keys()
    _messages()


def _keys() -> None:
    op.create_table(
        "api_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_api_key_organisation_id")),
        sa.ForeignKeyConstraint(["membership_id"], ["membership.id"], name=op.f("fk_api_key_membership_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["user_account.id"], name=op.f("fk_api_key_made_by_id")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["user_account.id"], name=op.f("fk_api_key_withdrawn_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_key_token_hash")),
    )
    op.create_index("ix_api_key_organisation_id", "api_key", ["organisation_id"])


def _messages() -> None:
    op.create_table(
        "received_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_received_message_organisation_id")
        ),
        sa.ForeignKeyConstraint(["key_id"], ["api_key.id"], name=op.f("fk_received_message_key_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_received_message_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_message")),
        sa.UniqueConstraint(
            "organisation_id",
            "system",
            "identifier",
            name=op.f("uq_received_message_organisation_id_system_identifier"),
        ),
    )
    op.create_index("ix_received_message_referral_id", "received_message", ["referral_id"])
    sqlite = op.get_bind().dialect.name == "sqlite"
    for verb in ("update", "delete") if sqlite else ("update", "delete", "truncate"):
        op.execute((SQLITE if sqlite else POSTGRES).format(table="received_message", verb=verb))


def downgrade() -> None:
    op.drop_table("received_message")
    op.drop_table("api_key")
