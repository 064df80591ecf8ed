"""Drafts of referrals and what clinical systems hand over for one, sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0020_drafts"
down_revision = "0019_person"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "referral_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_referral_draft_user_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_referral_draft_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_draft")),
    )
    op.create_table(
        "referral_prefill",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_referral_prefill_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_prefill")),
    )
    op.create_index("ix_referral_prefill_ends_at", "referral_prefill", ["ends_at"])
    op.create_index("ix_referral_draft_user_id", "referral_draft", ["user_id"])
    op.create_index("ix_referral_draft_ends_at", "referral_draft", ["ends_at"])


def downgrade() -> None:
    op.drop_table("referral_prefill")
    op.drop_table("referral_draft")
