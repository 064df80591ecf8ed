"""Claims of listings, groups that sign themselves up, and how often a page was looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0015_claims"
down_revision = "0014_waiting"
branch_labels = None
depends_on = None

PROOFS = ("mail", "editor")
CLAIMED = ("waiting", "approved", "refused")
SIGNED_UP = ("unproved", "waiting", "approved", "refused")


def upgrade() -> None:
    _claims()
    _sign_ups()
    _looks()


def _claims() -> None:
    op.create_table(
        "listing_claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("proof", _word(PROOFS, "proof"), nullable=False),
        sa.Column("state", _word(CLAIMED, "state"), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_listing_claim_service_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user_account.id"], name=op.f("fk_listing_claim_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_claim")),
    )
    op.create_index("ix_listing_claim_service_id", "listing_claim", ["service_id"])
    op.create_index("ix_listing_claim_state", "listing_claim", ["state"])


def _sign_ups() -> None:
    op.create_table(
        "group_sign_up",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("state", _word(SIGNED_UP, "state"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("times", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=False),
        sa.Column("telephone", sa.String(length=35), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("charity_number", sa.String(length=20), nullable=False),
        sa.Column("contact_name", sa.String(length=150), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("shows_email", sa.Boolean(), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user_account.id"], name=op.f("fk_group_sign_up_decided_by_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_group_sign_up_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_sign_up")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_group_sign_up_token_hash")),
    )
    op.create_index("ix_group_sign_up_state", "group_sign_up", ["state"])
    op.create_index("ix_group_sign_up_service_id", "group_sign_up", ["service_id"])


def _looks() -> None:
    op.create_table(
        "listing_look",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_listing_look_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_look")),
        sa.UniqueConstraint("service_id", "day", name=op.f("uq_listing_look_service_id_day")),
    )
    op.create_index("ix_listing_look_day", "listing_look", ["day"])


def _word(choices: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*choices, name=name, native_enum=False, create_constraint=True, length=40)


def downgrade() -> None:
    for table in ("listing_look", "group_sign_up", "listing_claim"):
        op.drop_table(table)
