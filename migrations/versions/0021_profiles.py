"""What each service takes and promises, what was answered to its questions, and what it learned from returns."""

import sqlalchemy as sa
from alembic import op

revision = "0021_profiles"
down_revision = "0020_drafts"
branch_labels = None
depends_on = None

APPEND_ONLY = "pre_check_answer"
SQLITE = """create trigger {table}_no_{verb} before {verb} on {table}
begin select raise(abort, '{table} is append-only'); end"""
POSTGRES = """create trigger {table}_no_{verb} before {verb} on {table}
for each statement execute function refuse_change()"""
STATES = ("taking", "urgent_only", "paused")
NUMBERS = (
    *("weekly_places", "first_contact_days", "urgent_contact_days"),
    *("answer_days", "keep_in_touch_days", "draft_days"),
)


def upgrade() -> None:
    _profiles()
    _answers()
    _lessons()


def _profiles() -> None:
    op.create_table(
        "service_profile",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("minimum_age", sa.Integer(), nullable=True),
        sa.Column("maximum_age", sa.Integer(), nullable=True),
        sa.Column("practices", sa.JSON(), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("area_stops", sa.Boolean(name="area_stops"), nullable=False),
        sa.Column("reasons_not_taken", sa.JSON(), nullable=False),
        sa.Column("reason_stops", sa.Boolean(name="reason_stops"), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("state_words", sa.Text(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in NUMBERS),
        sa.Column("urgent_numbers", sa.JSON(), nullable=False),
        sa.Column("public_form", sa.Boolean(name="public_form"), nullable=False),
        sa.Column("pre_checks", sa.JSON(), nullable=False),
        sa.Column("alternatives", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["organisation.id"], name=op.f("fk_service_profile_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_profile")),
        sa.UniqueConstraint("service_id", name=op.f("uq_service_profile_service_id")),
    )


def _answers() -> None:
    op.create_table(
        APPEND_ONLY,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Boolean(name="answer"), nullable=False),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_pre_check_answer_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pre_check_answer")),
        sa.UniqueConstraint("referral_id", "number", name=op.f("uq_pre_check_answer_referral_id_number")),
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    for verb in ("update", "delete") if sqlite else ("update", "delete", "truncate"):
        op.execute((SQLITE if sqlite else POSTGRES).format(table=APPEND_ONLY, verb=verb))


def _lessons() -> None:
    """What a lead answered to a proposal: once for each reason and quarter."""
    op.create_table(
        "lesson",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("taken", sa.Boolean(name="taken"), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["organisation.id"], name=op.f("fk_lesson_service_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user_account.id"], name=op.f("fk_lesson_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
        sa.UniqueConstraint("service_id", "quarter", "reason", name=op.f("uq_lesson_service_id_quarter_reason")),
    )


def downgrade() -> None:
    op.drop_table("lesson")
    op.drop_table(APPEND_ONLY)
    op.drop_table("service_profile")
