"""An index that leads to a referrer's last referral, for what they said that they are."""

from alembic import op

revision = "0034_referrers_last"
down_revision = "0033_outcomes"
branch_labels = None
depends_on = None

NAME = "ix_referral_practice_id_referrer_id_submitted_at"


def upgrade() -> None:
    op.create_index(op.f(NAME), "referral", ["practice_id", "referrer_id", "submitted_at"])


def downgrade() -> None:
    op.drop_index(op.f(NAME), table_name="referral")
