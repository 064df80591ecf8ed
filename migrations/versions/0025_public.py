"""Where a referral comes from, also when it comes from somebody without an account."""

import sqlalchemy as sa
from alembic import op

revision = "0025_public"
down_revision = "0024_allocation"
branch_labels = None
depends_on = None

SOURCES = (
    "clinician", "self", "family", "housing", "social_care", "police", "fire", "job_centre", "voluntary", "other",
)  # fmt: skip
STATES = ("unproven", "waiting", "taken_in", "answered")
PROOFS = ("email", "text", "call")
SOURCE = sa.String(length=40)
FROM_ELSEWHERE = {
    "ck_referral_source": f"source IN ({', '.join(map(repr, SOURCES))})",
    "ck_referral_account_of_clinician": (
        "source <> 'clinician' OR (referrer_id IS NOT NULL AND practice_id IS NOT NULL)"
    ),
}
FROM_THE_ACCOUNT = """update referral set
    referrer_name = (select name from user_account where user_account.id = referral.referrer_id),
    referrer_organisation = (select name from organisation where organisation.id = referral.practice_id),
    referrer_contact = (select email from user_account where user_account.id = referral.referrer_id)"""


def upgrade() -> None:
    _say_where_from()
    _make_room_for_requests()


def downgrade() -> None:
    """Only while every referral has its clinician: one without would be lost, and the database refuses that."""
    op.drop_table("enquiry")
    _take_back_where_from()


def _say_where_from() -> None:
    with op.batch_alter_table("referral") as batch:
        batch.add_column(sa.Column("source", SOURCE, nullable=False, server_default="clinician"))
        batch.add_column(sa.Column("referrer_name", sa.String(length=150), nullable=False, server_default=""))
        batch.add_column(sa.Column("referrer_role", sa.String(length=100), nullable=True))
        batch.add_column(sa.Column("referrer_organisation", sa.String(length=150), nullable=True))
        batch.add_column(sa.Column("referrer_contact", sa.String(length=320), nullable=True))
        batch.alter_column("referrer_id", existing_type=sa.Uuid(), nullable=True)
        batch.alter_column("practice_id", existing_type=sa.Uuid(), nullable=True)
        for name, rule in FROM_ELSEWHERE.items():
            batch.create_check_constraint(op.f(name), rule)
    op.execute(FROM_THE_ACCOUNT)
    with op.batch_alter_table("referral") as batch:
        batch.alter_column("source", existing_type=SOURCE, existing_nullable=False, server_default=None)
        batch.alter_column("referrer_name", existing_type=sa.String(150), existing_nullable=False, server_default=None)


def _make_room_for_requests() -> None:
    op.create_table(
        "enquiry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        _word("state", STATES),
        _word("source", SOURCES),
        sa.Column("asker_name", sa.String(length=150), nullable=False),
        sa.Column("asker_role", sa.String(length=100), nullable=True),
        sa.Column("asker_organisation", sa.String(length=150), nullable=True),
        sa.Column("asker_email", sa.String(length=320), nullable=True),
        sa.Column("asker_telephone", sa.String(length=35), nullable=True),
        sa.Column("first_name", sa.String(length=35), nullable=False),
        sa.Column("family_name", sa.String(length=35), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=False),
        sa.Column("postcode", sa.String(length=8), nullable=False),
        sa.Column("telephone", sa.String(length=35), nullable=True),
        sa.Column("may_leave_message", sa.Boolean(name="may_leave_message"), nullable=False),
        sa.Column("may_text", sa.Boolean(name="may_text"), nullable=False),
        sa.Column("safe_contact", sa.Text(), nullable=True),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("access_needs", sa.JSON(), nullable=False),
        sa.Column("access_details", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=60), nullable=True),
        sa.Column("needs_interpreter", sa.Boolean(name="needs_interpreter"), nullable=False),
        sa.Column("urgent_signs", sa.JSON(), nullable=False),
        sa.Column("wording", sa.String(length=20), nullable=False),
        _word("proof", PROOFS),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("code_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.Column("codes_sent", sa.Integer(), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Uuid(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_enquiry_referral_id")),
        sa.ForeignKeyConstraint(["service_id"], ["organisation.id"], name=op.f("fk_enquiry_service_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["user_account.id"], name=op.f("fk_enquiry_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
        sa.UniqueConstraint("reference", name=op.f("uq_enquiry_reference")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_enquiry_token_hash")),
    )
    op.create_index("ix_enquiry_service_id_state_created_at", "enquiry", ["service_id", "state", "created_at"])
    op.create_index("ix_enquiry_referral_id", "enquiry", ["referral_id"])


def _word(name: str, codes: tuple[str, ...]) -> sa.Column:
    return sa.Column(
        name, sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=40), nullable=False
    )


def _take_back_where_from() -> None:
    with op.batch_alter_table("referral") as batch:
        for name in FROM_ELSEWHERE:
            batch.drop_constraint(op.f(name), type_="check")
        for name in ("source", "referrer_name", "referrer_role", "referrer_organisation", "referrer_contact"):
            batch.drop_column(name)
        batch.alter_column("referrer_id", existing_type=sa.Uuid(), nullable=False)
        batch.alter_column("practice_id", existing_type=sa.Uuid(), nullable=False)
