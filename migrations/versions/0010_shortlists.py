"""Shared shortlists and how often listings were handed over, and searches that found nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0010_shortlists"
down_revision = "0009_duplicates"
branch_labels = None
depends_on = None

HOW = ("ordinary", "large_print", "plain_text", "link", "email")


def upgrade() -> None:
    _shortlists()
    _signposting()
    _needs()


def _shortlists() -> None:
    op.create_table(
        "shortlist",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["created_by_id"], ["user_account.id"], name=op.f("fk_shortlist_created_by_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_shortlist_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_shortlist_token_hash")),
    )
    op.create_index("ix_shortlist_created_by_id", "shortlist", ["created_by_id"])
    op.create_table(
        "shortlist_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shortlist_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shortlist_id"], ["shortlist.id"], name=op.f("fk_shortlist_item_shortlist_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_shortlist_item_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_item")),
        sa.UniqueConstraint("shortlist_id", "service_id", name=op.f("uq_shortlist_item_shortlist_id_service_id")),
    )
    op.create_index("ix_shortlist_item_service_id", "shortlist_item", ["service_id"])


def _signposting() -> None:
    op.create_table(
        "signposting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column(
            "how",
            sa.Enum(*HOW, name="how", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_signposting_service_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_signposting_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signposting")),
        sa.UniqueConstraint("key", "service_id", name=op.f("uq_signposting_key_service_id")),
    )
    op.create_index("ix_signposting_service_id", "signposting", ["service_id"])


def _needs() -> None:
    op.create_table(
        "unmet_need",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=100), nullable=False),
        sa.Column("filters", sa.String(length=400), nullable=False),
        sa.Column("district", sa.String(length=60), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmet_need")),
        sa.UniqueConstraint(
            "month", "words", "filters", "district", name=op.f("uq_unmet_need_month_words_filters_district")
        ),
    )
    op.create_table(
        "told_need",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=100), nullable=False),
        sa.Column("filters", sa.String(length=400), nullable=False),
        sa.Column("district", sa.String(length=60), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("would_help", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_need")),
    )
    op.create_index("ix_told_need_month", "told_need", ["month"])


def downgrade() -> None:
    for table in ("told_need", "unmet_need", "signposting", "shortlist_item", "shortlist"):
        op.drop_table(table)
