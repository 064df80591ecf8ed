"""Referrals: people, requests and their risks, agreements and events; conversations; connections with groups."""

import sqlalchemy as sa
from alembic import op

revision = "0004_referrals"
down_revision = "0003_directory"
branch_labels = None
depends_on = None

APPEND_ONLY = ("risk", "referral_event", "conversation", "connection_event")

SQLITE = """create trigger {table}_no_{verb} before {verb} on {table}
begin select raise(abort, '{table} is append-only'); end"""
POSTGRES = """create trigger {table}_no_{verb} before {verb} on {table}
for each statement execute function refuse_change()"""


def make_append_only(table: str) -> None:
    """Let the database itself refuse to change or delete a row, whoever asks."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for verb in ("update", "delete") if sqlite else ("update", "delete", "truncate"):
        op.execute((SQLITE if sqlite else POSTGRES).format(table=table, verb=verb))


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_name", sa.String(length=35), nullable=False),
        sa.Column("family_name", sa.String(length=35), nullable=False),
        sa.Column("preferred_name", sa.String(length=70), nullable=True),
        sa.Column("date_of_birth", sa.Date(), nullable=False),
        sa.Column("nhs_number", sa.String(length=10), nullable=True),
        sa.Column(
            "no_nhs_number",
            sa.Enum(
                "not_known",
                "overseas",
                "devolved",
                name="no_nhs_number",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("telephone", sa.String(length=35), nullable=True),
        sa.Column("other_contact", sa.String(length=255), nullable=True),
        sa.Column("email", sa.String(length=255), nullable=True),
        sa.Column("postcode", sa.String(length=8), nullable=False),
        sa.Column("may_leave_message", sa.Boolean(name="may_leave_message"), nullable=False),
        sa.Column("may_text", sa.Boolean(name="may_text"), nullable=False),
        sa.Column("safe_contact", sa.Text(), nullable=True),
        sa.Column("access_needs", sa.JSON(), nullable=False),
        sa.Column("access_details", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=60), nullable=True),
        sa.Column("needs_interpreter", sa.Boolean(name="needs_interpreter"), nullable=False),
        sa.CheckConstraint(
            "(nhs_number is null) <> (no_nhs_number is null)", name=op.f("ck_person_nhs_number_or_why_none")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index("ix_person_nhs_number", "person", ["nhs_number"])
    op.create_table(
        "referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("referrer_id", sa.Uuid(), nullable=False),
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("link_worker_id", sa.Uuid(), nullable=True),
        sa.Column(
            "main_reason",
            sa.Enum(
                "loneliness",
                "mental_wellbeing",
                "long_term_condition",
                "physical_activity",
                "money",
                "housing",
                "food_or_fuel",
                "work",
                "carer",
                "bereavement",
                "relationships",
                "domestic_abuse",
                "substances",
                "digital",
                "transport",
                "daily_living",
                "neurodiversity",
                "memory",
                "immigration",
                "legal",
                "frequent_attendance",
                "other",
                name="main_reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("urgent_signs", sa.JSON(), nullable=False),
        sa.Column("urgency_checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tell_gp", sa.Boolean(name="tell_gp"), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "submitted",
                "returned",
                "declined",
                "accepted",
                "allocated",
                "active",
                "on_hold",
                "closed",
                "withdrawn",
                "entered_in_error",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("status_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("next_step_on", sa.Date(), nullable=True),
        sa.Column(
            "not_accepted",
            sa.Enum(
                "out_of_area",
                "under_age",
                "clinical_or_urgent",
                "safeguarding",
                "duplicate",
                "insufficient",
                "other_service",
                "person_declined",
                "no_capacity",
                name="not_accepted",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "closure",
            sa.Enum(
                "goals_met",
                "partly_met",
                "connected",
                "self_managing",
                "disengaged",
                "unable_to_contact",
                "declined",
                "escalated",
                "moved",
                "died",
                "admitted",
                "nothing_suitable",
                "unsafe",
                name="closure",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("actions_for_referrer", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["link_worker_id"], ["user_account.id"], name=op.f("fk_referral_link_worker_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_referral_person_id")),
        sa.ForeignKeyConstraint(["practice_id"], ["organisation.id"], name=op.f("fk_referral_practice_id")),
        sa.ForeignKeyConstraint(["referrer_id"], ["user_account.id"], name=op.f("fk_referral_referrer_id")),
        sa.ForeignKeyConstraint(["service_id"], ["organisation.id"], name=op.f("fk_referral_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("reference", name=op.f("uq_referral_reference")),
    )
    op.create_index("ix_referral_link_worker_id", "referral", ["link_worker_id"])
    op.create_index("ix_referral_next_step_on", "referral", ["next_step_on"])
    op.create_index("ix_referral_person_id", "referral", ["person_id"])
    op.create_index("ix_referral_practice_id", "referral", ["practice_id"])
    op.create_index("ix_referral_referrer_id", "referral", ["referrer_id"])
    op.create_index("ix_referral_service_id", "referral", ["service_id"])
    op.create_index("ix_referral_status", "referral", ["status"])
    op.create_index("ix_referral_submitted_at", "referral", ["submitted_at"])
    op.create_table(
        "agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column(
            "given_by",
            sa.Enum(
                "person",
                "attorney",
                "best_interests",
                name="given_by",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("given_by_name", sa.String(length=70), nullable=True),
        sa.Column(
            "given_how",
            sa.Enum(
                "spoken", "telephone", "written", name="given_how", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("taken_by_id", sa.Uuid(), nullable=False),
        sa.Column("wording", sa.String(length=20), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_agreement_referral_id")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["user_account.id"], name=op.f("fk_agreement_taken_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index("ix_agreement_referral_id", "agreement", ["referral_id"])
    op.create_table(
        "conversation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "telephone",
                "video",
                "clinic",
                "home",
                "community",
                "text",
                "email",
                "letter",
                name="method",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "attendance",
            sa.Enum(
                "attended",
                "did_not_attend",
                "cancelled_by_person",
                "cancelled_by_service",
                "not_reached",
                name="attendance",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("who_was_there", sa.String(length=200), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("what_matters", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("next_step_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_conversation_author_id")),
        sa.ForeignKeyConstraint(["corrects_id"], ["conversation.id"], name=op.f("fk_conversation_corrects_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_conversation_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_conversation_corrects_id")),
    )
    op.create_index("ix_conversation_happened_at", "conversation", ["happened_at"])
    op.create_index("ix_conversation_referral_id", "conversation", ["referral_id"])
    op.create_table(
        "referral_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "submitted",
                "returned",
                "declined",
                "accepted",
                "allocated",
                "active",
                "on_hold",
                "closed",
                "withdrawn",
                "entered_in_error",
                name="event_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("actor_name", sa.String(length=150), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user_account.id"], name=op.f("fk_referral_event_actor_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_referral_event_organisation_id")
        ),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_referral_event_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_event")),
        sa.UniqueConstraint("referral_id", "number", name=op.f("uq_referral_event_referral_id_number")),
    )
    op.create_index("ix_referral_event_referral_id", "referral_event", ["referral_id"])
    op.create_table(
        "risk",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "none_known",
                "falls",
                "self_harm",
                "self_neglect",
                "from_others",
                "to_others",
                "substances",
                "home",
                "health",
                "other",
                name="risk_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_risk_author_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_risk_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk")),
    )
    op.create_index("ix_risk_referral_id", "risk", ["referral_id"])
    op.create_table(
        "connection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "introduction", "signpost", name="connection_kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "started",
                "attending",
                "ended",
                "did_not_start",
                "signposted",
                name="connection_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "did_not_start",
            sa.Enum(
                "no_group",
                "full",
                "too_far",
                "cost",
                "timing",
                "not_accessible",
                "language",
                "criteria",
                "digital",
                "not_ready",
                "quality",
                name="did_not_start",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'signpost') = (agreement_id is null)", name=op.f("ck_connection_introduction_has_agreement")
        ),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_connection_agreement_id")),
        sa.ForeignKeyConstraint(["listing_id"], ["service.id"], name=op.f("fk_connection_listing_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["user_account.id"], name=op.f("fk_connection_made_by_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_connection_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connection")),
    )
    op.create_index("ix_connection_listing_id", "connection", ["listing_id"])
    op.create_index("ix_connection_referral_id", "connection", ["referral_id"])
    op.create_table(
        "connection_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("connection_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "started",
                "attending",
                "ended",
                "did_not_start",
                "signposted",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "no_group",
                "full",
                "too_far",
                "cost",
                "timing",
                "not_accessible",
                "language",
                "criteria",
                "digital",
                "not_ready",
                "quality",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("actor_name", sa.String(length=150), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user_account.id"], name=op.f("fk_connection_event_actor_id")),
        sa.ForeignKeyConstraint(["connection_id"], ["connection.id"], name=op.f("fk_connection_event_connection_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connection_event")),
    )
    op.create_index("ix_connection_event_connection_id", "connection_event", ["connection_id"])
    for table in APPEND_ONLY:
        make_append_only(table)


def downgrade() -> None:
    op.drop_table("connection_event")
    op.drop_table("connection")
    op.drop_table("risk")
    op.drop_table("referral_event")
    op.drop_table("conversation")
    op.drop_table("agreement")
    op.drop_table("referral")
    op.drop_table("person")
