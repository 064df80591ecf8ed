"""Safeguarding concerns, what is written about them, and the lead whom each service names."""

import sqlalchemy as sa
from alembic import op

revision = "0027_concerns"
down_revision = "0026_messages"
branch_labels = None
depends_on = None

KIND = ("adult", "child", "domestic", "self", "others", "other")
OUTCOME = ("council", "police", "emergency", "practice", "looked_into", "mistake")
SQLITE = """create trigger concern_note_no_{verb} before {verb} on concern_note
begin select raise(abort, 'concern_note is append-only'); end"""
POSTGRES = """create trigger concern_note_no_{verb} before {verb} on concern_note
for each statement execute function refuse_change()"""


def upgrade() -> None:
    _concerns()
    _notes()
    _leads()


def _concerns() -> None:
    op.create_table(
        "concern",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _word(KIND, "concern_kind"), nullable=True),
        sa.Column("raised_by_id", sa.Uuid(), nullable=False),
        sa.Column("raised_by_name", sa.String(length=150), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("look_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_by_name", sa.String(length=150), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", _word(OUTCOME, "concern_outcome"), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_name", sa.String(length=150), nullable=True),
        sa.CheckConstraint("(outcome is null) = (settled_at is null)", name=op.f("ck_concern_settled")),
        sa.ForeignKeyConstraint(["raised_by_id"], ["user_account.id"], name=op.f("fk_concern_raised_by_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_concern_referral_id")),
        sa.ForeignKeyConstraint(["service_id"], ["organisation.id"], name=op.f("fk_concern_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
    )
    op.create_index(op.f("ix_concern_referral_id"), "concern", ["referral_id"])
    op.create_index("ix_concern_service_id_settled_at", "concern", ["service_id", "settled_at"])


def _notes() -> None:
    op.create_table(
        "concern_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("concern_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("author_name", sa.String(length=150), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_concern_note_author_id")),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_concern_note_concern_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_note")),
    )
    op.create_index(op.f("ix_concern_note_concern_id"), "concern_note", ["concern_id"])
    sqlite = op.get_bind().dialect.name == "sqlite"
    for verb in ("update", "delete") if sqlite else ("update", "delete", "truncate"):
        op.execute((SQLITE if sqlite else POSTGRES).format(verb=verb))


def _leads() -> None:
    op.create_table(
        "safeguarding_lead",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["user_account.id"], name=op.f("fk_safeguarding_lead_lead_id")),
        sa.ForeignKeyConstraint(["service_id"], ["organisation.id"], name=op.f("fk_safeguarding_lead_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safeguarding_lead")),
        sa.UniqueConstraint("service_id", name=op.f("uq_safeguarding_lead_service_id")),
    )


def _word(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def downgrade() -> None:
    for table in ("safeguarding_lead", "concern_note", "concern"):
        op.drop_table(table)
