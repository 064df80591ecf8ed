"""Checks on groups, and which of them a service asks for."""

import sqlalchemy as sa
from alembic import op

revision = "0017_checks"
down_revision = "0016_reports"
branch_labels = None
depends_on = None

SQLITE = """create trigger {table}_no_{verb} before {verb} on {table}
begin select raise(abort, '{table} is append-only'); end"""
POSTGRES = """create trigger {table}_no_{verb} before {verb} on {table}
for each statement execute function refuse_change()"""

KINDS = ("insurance", "dbs", "safeguarding-policy", "safeguarding-lead", "registration", "data-agreement")
ACTS = ("offered", "seen", "not_accepted", "ended")


def make_append_only(table: str) -> None:
    """Let the database itself refuse to change or delete a row, whoever asks."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for verb in ("update", "delete") if sqlite else ("update", "delete", "truncate"):
        op.execute((SQLITE if sqlite else POSTGRES).format(table=table, verb=verb))


def _word(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "group_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _word(KINDS, "kind"), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("act", _word(ACTS, "act"), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("what_was_seen", sa.Text(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_group_check_by_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_group_check_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_check")),
        sa.UniqueConstraint("organization_id", "kind", "turn", name=op.f("uq_group_check_organization_id_kind_turn")),
    )
    make_append_only("group_check")
    op.create_table(
        "check_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("needed", sa.JSON(), nullable=False),
        sa.Column("needed_at_home", sa.JSON(), nullable=False),
        sa.Column("warn_only", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_check_rule_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_rule")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_check_rule_organisation_id")),
    )
    op.create_table(
        "check_asked",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_check_asked_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_asked")),
        sa.UniqueConstraint("organization_id", "asked_on", name=op.f("uq_check_asked_organization_id_asked_on")),
    )


def downgrade() -> None:
    for table in ("check_asked", "check_rule", "group_check"):
        op.drop_table(table)
