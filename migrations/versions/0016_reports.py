"""Reports of problems, listings that staff watch, and notes for their own service."""

import sqlalchemy as sa
from alembic import op

revision = "0016_reports"
down_revision = "0015_claims"
branch_labels = None
depends_on = None

REASON = ("number_dead", "moved", "closed", "full", "wrong_time", "other")
ANSWER = ("changed", "not_so")
OUTCOME = ("changed", "right", "retired", "unknown")


def upgrade() -> None:
    _reports()
    _watches()
    _notes()


def _reports() -> None:
    op.create_table(
        "problem_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("reason", _word(REASON, "reason"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("group_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("editors_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", _word(ANSWER, "answer"), nullable=True),
        sa.Column("answer_words", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", _word(OUTCOME, "outcome"), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Uuid(), nullable=True),
        sa.Column("settled_by_name", sa.String(length=150), nullable=True),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_problem_report_answered")),
        sa.CheckConstraint("(outcome IS NULL) = (settled_at IS NULL)", name=op.f("ck_problem_report_settled")),
        sa.CheckConstraint("times > 0", name=op.f("ck_problem_report_counted")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_problem_report_service_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["user_account.id"], name=op.f("fk_problem_report_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_report")),
    )
    op.create_index("ix_problem_report_service_id_settled_at", "problem_report", ["service_id", "settled_at"])
    op.create_index("ix_problem_report_settled_at", "problem_report", ["settled_at"])
    op.create_table(
        "problem_report_promise",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["problem_report.id"],
            name=op.f("fk_problem_report_promise_report_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_report_promise")),
        sa.UniqueConstraint("report_id", "email", name=op.f("uq_problem_report_promise_report_id_email")),
    )


def _watches() -> None:
    op.create_table(
        "listing_watch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_listing_watch_service_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_listing_watch_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_watch")),
        sa.UniqueConstraint("user_id", "service_id", name=op.f("uq_listing_watch_user_id_service_id")),
    )
    op.create_index("ix_listing_watch_service_id", "listing_watch", ["service_id"])


def _notes() -> None:
    op.create_table(
        "listing_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("author_name", sa.String(length=150), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_listing_note_written")),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_listing_note_author_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_listing_note_organisation_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_listing_note_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_note")),
    )
    op.create_index("ix_listing_note_organisation_id_service_id", "listing_note", ["organisation_id", "service_id"])
    op.create_index("ix_listing_note_service_id", "listing_note", ["service_id"])


def _word(codes: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=40)


def downgrade() -> None:
    for table in ("listing_note", "listing_watch", "problem_report_promise", "problem_report"):
        op.drop_table(table)
