"""When first contact is promised, what became of promises, words while somebody waits, and letters to people."""

import datetime as dt
import uuid

import sqlalchemy as sa
from alembic import op

from core.working_days import add_working_days

revision = "0022_promises"
down_revision = "0021_profiles"
branch_labels = None
depends_on = None

PRIORITY = ("routine", "urgent")
KINDS = (
    *("promise", "new_date", "in_touch", "accepted", "declined", "redirected", "question", "link_worker", "other"),
)  # fmt: skip
WAYS = ("letter", "text", "email")
CAUSES = ("sent", "answered", "resumed", "renewed", "passed", "reopened")
METHODS = ("telephone", "video", "clinic", "home", "community", "text", "email", "letter")
INDEXES = (
    ("service_id", "due_on", "submitted_at", "id"),
    ("service_id", "status", "priority", "submitted_at"),
    ("practice_id", "referrer_id", "status", "status_changed_at"),
    ("practice_id", "status", "status_changed_at"),
    ("service_id", "first_contact_on"),
)
DAYS = ("promised_on", "first_contact_on", "due_on")
# What was promised and shown before promises were kept: first contact within ten working days, everywhere.
WITHIN = 10
WAITING = ("submitted", "returned", "accepted")
OPEN = (*WAITING, "allocated", "active", "on_hold")

REFERRAL = sa.table(
    "referral",
    sa.column("id", sa.Uuid()),
    sa.column("service_id", sa.Uuid()),
    sa.column("status", sa.String()),
    sa.column("submitted_at", sa.DateTime(timezone=True)),
    sa.column("promised_on", sa.Date()),
    sa.column("due_on", sa.Date()),
)
PROMISE = sa.table(
    "referral_promise",
    sa.column("id", sa.Uuid()),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("referral_id", sa.Uuid()),
    sa.column("service_id", sa.Uuid()),
    sa.column("number", sa.Integer()),
    sa.column("promised_on", sa.Date()),
    sa.column("cause", sa.String()),
    sa.column("words", sa.Text()),
    sa.column("made_on", sa.Date()),
    sa.column("made_by_name", sa.String()),
)

SQLITE = """create trigger {table}_no_{verb} before {verb} on {table}
begin select raise(abort, '{table} is append-only'); end"""
POSTGRES = """create trigger {table}_no_{verb} before {verb} on {table}
for each statement execute function refuse_change()"""


def upgrade() -> None:
    _referral()
    _letters()
    _promises()
    _words_while_waiting()
    _fill()
    for columns in INDEXES:
        op.create_index(_index(columns), "referral", list(columns))
    op.create_index("ix_person_date_of_birth", "person", ["date_of_birth"])


def _referral() -> None:
    with op.batch_alter_table("referral") as batch:
        batch.add_column(sa.Column("priority", _word(PRIORITY, "priority"), nullable=False, server_default="routine"))
        for name in DAYS:
            batch.add_column(sa.Column(name, sa.Date(), nullable=True))


def _letters() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _word(KINDS, "letter_kind"), nullable=False),
        sa.Column("way", _word(WAYS, "letter_way"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("formats", sa.JSON(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.String(length=150), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_letter_author_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_letter_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letter_person_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_letter_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_index("ix_letter_referral_id", "letter", ["referral_id"])
    op.create_index("ix_letter_person_id", "letter", ["person_id"])
    _append_only("letter")


def _promises() -> None:
    op.create_table(
        "referral_promise",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("cause", _word(CAUSES, "cause"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by_name", sa.String(length=150), nullable=False),
        sa.Column("service_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_referral_promise_referral_id")),
        sa.ForeignKeyConstraint(["service_id"], ["organisation.id"], name=op.f("fk_referral_promise_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_promise")),
        sa.UniqueConstraint("referral_id", "number", name=op.f("uq_referral_promise_referral_id_number")),
    )
    op.create_index("ix_referral_promise_service_id_promised_on", "referral_promise", ["service_id", "promised_on"])


def _words_while_waiting() -> None:
    op.create_table(
        "word_while_waiting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("had_on", sa.Date(), nullable=False),
        sa.Column("method", _word(METHODS, "method"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("author_name", sa.String(length=150), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_word_while_waiting_author_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_word_while_waiting_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_while_waiting")),
    )
    op.create_index("ix_word_while_waiting_referral_id_had_on", "word_while_waiting", ["referral_id", "had_on"])
    _append_only("word_while_waiting")


def _fill() -> None:
    """The first conversation of each referral, and of those that still wait the day that they were shown."""
    op.execute(
        "update referral set first_contact_on = (select min(date(happened_at)) from conversation "
        "where conversation.referral_id = referral.id and attendance = 'attended' and not exists "
        "(select 1 from conversation as later where later.corrects_id = conversation.id))"
    )
    connection = op.get_bind()
    asked = sa.select(REFERRAL).where(REFERRAL.c.status.in_(OPEN))
    for row in connection.execute(asked).all():
        sent_on = row.submitted_at.date()
        day = add_working_days(sent_on, WITHIN)
        due = day if row.status in WAITING else None
        changed = sa.update(REFERRAL).where(REFERRAL.c.id == row.id).values(promised_on=day, due_on=due)
        connection.execute(changed)
        connection.execute(sa.insert(PROMISE).values(_promise(row, sent_on, day)))


def _promise(row, sent_on: dt.date, day: dt.date) -> dict:
    known = {"id": uuid.uuid4(), "created_at": row.submitted_at, "referral_id": row.id, "service_id": row.service_id}
    return known | {
        "number": 1,
        "promised_on": day,
        "cause": "sent",
        "words": "",
        "made_on": sent_on,
        "made_by_name": "Footbridge",
    }


def downgrade() -> None:
    op.drop_index("ix_person_date_of_birth", "person")
    for columns in reversed(INDEXES):
        op.drop_index(_index(columns), "referral")
    for table in ("word_while_waiting", "referral_promise", "letter"):
        op.drop_table(table)
    with op.batch_alter_table("referral") as batch:
        batch.drop_constraint(op.f("ck_referral_priority"), type_="check")
        for name in reversed(("priority", *DAYS)):
            batch.drop_column(name)


def _index(columns: tuple[str, ...]) -> str:
    return "_".join(("ix_referral", *columns))


def _word(choices: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*choices, name=name, native_enum=False, create_constraint=True, length=40)


def _append_only(table: str) -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for verb in ("update", "delete") if sqlite else ("update", "delete", "truncate"):
        op.execute((SQLITE if sqlite else POSTGRES).format(table=table, verb=verb))
