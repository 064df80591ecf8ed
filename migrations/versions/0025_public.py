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


def downgrade() -> None:
    """Only while every referral has its clinician: one without would be lost, and the database refuses that."""
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


def _take_back_where_from() -> None:
    with op.batch_alter_table("referral") as batch:
        for name in FROM_ELSEWHERE:
            batch.drop_constraint(op.f(name), type_="check")
        for name in ("source", "referrer_name", "referrer_role", "referrer_organisation", "referrer_contact"):
            batch.drop_column(name)
        batch.alter_column("referrer_id", existing_type=sa.Uuid(), nullable=False)
        batch.alter_column("practice_id", existing_type=sa.Uuid(), nullable=False)
