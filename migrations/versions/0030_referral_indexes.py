"""Indexes that keep the referrer's form, the waiting list and a service's pace quick among very many referrals."""

from alembic import op

revision = "0030_referral_indexes"
down_revision = "0029_looks"
branch_labels = None
depends_on = None

# Those that held too little to count from, and those that take their places; the first is new.
NARROW = {
    "ix_referral_service_id_status_priority_submitted_at": ["service_id", "status", "priority", "submitted_at"],
    "ix_referral_service_id_first_contact_on": ["service_id", "first_contact_on"],
}
WIDE = {
    "ix_referral_practice_id_submitted_at": ["practice_id", "submitted_at"],
    "ix_referral_waiting": ["service_id", "status", "first_contact_on", "priority", "submitted_at", "id"],
    "ix_referral_service_id_first_contact_on_priority": ["service_id", "first_contact_on", "priority"],
}


def upgrade() -> None:
    _replace(NARROW, WIDE)


def downgrade() -> None:
    _replace(WIDE, NARROW)


def _replace(old: dict[str, list[str]], new: dict[str, list[str]]) -> None:
    for name, columns in new.items():
        op.create_index(op.f(name), "referral", columns)
    for name in old:
        op.drop_index(op.f(name), table_name="referral")
