"""What the application itself does to a referral stands in its history: such an event has no actor's id."""

import sqlalchemy as sa
from alembic import op

revision = "0031_events_of_the_round"
down_revision = "0030_referral_indexes"
branch_labels = None
depends_on = None

HOLD_SQLITE = """create trigger referral_event_no_{verb} before {verb} on referral_event
begin select raise(abort, 'referral_event is append-only'); end"""
HOLD_POSTGRES = """create trigger referral_event_no_{verb} before {verb} on referral_event
for each statement execute function refuse_change()"""


def upgrade() -> None:
    _let_go()
    _may_be_nobody(True)
    _hold()


def downgrade() -> None:
    """Before, every event was somebody's: these become whoever's the first was, under the name that they have."""
    _let_go()
    op.execute(
        "update referral_event set actor_id = (select first.actor_id from referral_event first"
        " where first.referral_id = referral_event.referral_id and first.number = 1) where actor_id is null"
    )
    _may_be_nobody(False)
    _hold()


def _may_be_nobody(nullable: bool) -> None:
    with op.batch_alter_table("referral_event") as batch:
        batch.alter_column("actor_id", existing_type=sa.Uuid(), nullable=nullable)


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
