"""Passing a referral to another service, and the rules by which a service's answers are suggested."""

import sqlalchemy as sa
from alembic import op

revision = "0023_triage"
down_revision = "0022_promises"
branch_labels = None
depends_on = None

BEFORE = (
    *("submitted", "returned", "declined", "accepted", "allocated", "active", "on_hold", "closed", "withdrawn"),
    "entered_in_error",
)
STATUSES = (*BEFORE, "redirected")
ANSWERS = ("accept", "ask", "decline", "redirect", "look")

HOLD_SQLITE = """create trigger referral_event_no_{verb} before {verb} on referral_event
begin select raise(abort, 'referral_event is append-only'); end"""
HOLD_POSTGRES = """create trigger referral_event_no_{verb} before {verb} on referral_event
for each statement execute function refuse_change()"""


def upgrade() -> None:
    with op.batch_alter_table("referral") as batch:
        batch.add_column(sa.Column("redirected_from_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_referral_redirected_from_id"), "referral", ["redirected_from_id"], ["id"])
        batch.create_unique_constraint(op.f("uq_referral_redirected_from_id"), ["redirected_from_id"])
    _allow(STATUSES)
    _rules()


def _rules() -> None:
    op.create_table(
        "triage_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(*ANSWERS, name="answer", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("redirect_to_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["redirect_to_id"], ["organisation.id"], name=op.f("fk_triage_rule_redirect_to_id")),
        sa.ForeignKeyConstraint(["service_id"], ["organisation.id"], name=op.f("fk_triage_rule_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_triage_rule")),
    )
    op.create_index("ix_triage_rule_service_id_place", "triage_rule", ["service_id", "place"])


def downgrade() -> None:
    """What was passed on has, for this service, not been accepted."""
    op.drop_table("triage_rule")
    op.execute("update referral set status = 'declined' where status = 'redirected'")
    _let_go()
    op.execute("update referral_event set status = 'declined' where status = 'redirected'")
    _hold()
    _allow(BEFORE)
    with op.batch_alter_table("referral") as batch:
        batch.drop_constraint(op.f("uq_referral_redirected_from_id"), type_="unique")
        batch.drop_constraint(op.f("fk_referral_redirected_from_id"), type_="foreignkey")
        batch.drop_column("redirected_from_id")


def _allow(statuses: tuple[str, ...]) -> None:
    """Let a referral, and each of its events, be in one of these. SQLite makes the tables again."""
    words = ", ".join(f"'{status}'" for status in statuses)
    _let_go()
    for table, name in (("referral", "ck_referral_status"), ("referral_event", "ck_referral_event_event_status")):
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(name), type_="check")
            batch.create_check_constraint(op.f(name), f"status in ({words})")
    _hold()


def _verbs() -> tuple[str, ...]:
    return ("update", "delete") if _sqlite() else ("update", "delete", "truncate")


def _let_go() -> None:
    for verb in _verbs():
        op.execute(f"drop trigger referral_event_no_{verb}{'' if _sqlite() else ' on referral_event'}")


def _hold() -> None:
    """Let the database itself refuse to change or delete an event, whoever asks."""
    for verb in _verbs():
        op.execute((HOLD_SQLITE if _sqlite() else HOLD_POSTGRES).format(verb=verb))


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
