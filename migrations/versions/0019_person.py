"""What PRSB must have of a person, how they may be reached, who cares for them; who was asked, and safeguarding notes.

What nobody was asked before is not known. SQLite makes a table again to hold a new word to its choices, and no check
is carried over: so that the checks of old are made again here.
"""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0019_person"
down_revision = "0018_health"
branch_labels = None
depends_on = None

GENDERS = ("1", "2", "3", "4", "Z", "X")
ETHNICITIES = (*"ABCDEFGHJKLMNPRSZ", "99")
WAYS = ("telephone", "text", "email", "letter", "voicemail", "visit")
NEW_WORDS = {
    "gender": GENDERS,
    "ethnicity": ETHNICITIES,
    "no_gp_practice": ("not_registered", "not_known"),
    "preferred_way": WAYS,
    "interpreter_gender": ("woman", "man"),
}
OLD_CHECKS = {
    "ck_person_no_nhs_number": "no_nhs_number in ('not_known', 'overseas', 'devolved')",
    "ck_person_nhs_number_or_why_none": "(nhs_number is null) <> (no_nhs_number is null)",
}
NEW_CHECKS = {
    **{f"ck_person_{name}": f"{name} in ({', '.join(map(repr, codes))})" for name, codes in NEW_WORDS.items()},
    "ck_person_gp_practice_or_why_none": "(gp_practice_name is null) <> (no_gp_practice is null)",
}
USED = ("professional", "informal", "none")
OLD_AGREEMENT_CHECKS = {
    "ck_agreement_given_by": "given_by in ('person', 'attorney', 'best_interests')",
    "ck_agreement_given_how": "given_how in ('spoken', 'telephone', 'written')",
}
NEW_AGREEMENT_CHECKS = {"ck_agreement_interpreter_used": f"interpreter_used in ({', '.join(map(repr, USED))})"}
ANSWERS = ("yes", "no", "not_known")
YEAR = dt.timedelta(days=365)

SQLITE = """create trigger {table}_no_{verb} before {verb} on {table}
begin select raise(abort, '{table} is append-only'); end"""
POSTGRES = """create trigger {table}_no_{verb} before {verb} on {table}
for each statement execute function refuse_change()"""


def make_append_only(table: str) -> None:
    """Let the database itself refuse to change or delete a row, whoever asks."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for verb in ("update", "delete") if sqlite else ("update", "delete", "truncate"):
        op.execute((SQLITE if sqlite else POSTGRES).format(table=table, verb=verb))


def _word(name: str, choices: tuple[str, ...]) -> sa.Enum:
    """A column's type; its check is made with the table's others."""
    return sa.Enum(*choices, name=name, native_enum=False, create_constraint=False, length=40)


def _person_columns() -> list[sa.Column]:
    return [
        sa.Column("gender", _word("gender", GENDERS), nullable=False, server_default="X"),
        sa.Column("ethnicity", _word("ethnicity", ETHNICITIES), nullable=False, server_default="99"),
        sa.Column("address", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("gp_practice_name", sa.String(length=150), nullable=True),
        sa.Column("gp_practice_code", sa.String(length=9), nullable=True),
        sa.Column(
            "no_gp_practice",
            _word("no_gp_practice", NEW_WORDS["no_gp_practice"]),
            nullable=True,
            server_default="not_known",
        ),
        sa.Column("contact_when", sa.String(length=200), nullable=True),
        sa.Column("preferred_way", _word("preferred_way", WAYS), nullable=True),
        sa.Column("voicemail_words", sa.String(length=200), nullable=True),
        sa.Column("never_by", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("carer_name", sa.String(length=70), nullable=True),
        sa.Column("carer_relationship", sa.String(length=70), nullable=True),
        sa.Column("carer_telephone", sa.String(length=35), nullable=True),
        sa.Column("contact_carer", sa.Boolean(name="contact_carer"), nullable=False, server_default=sa.false()),
        sa.Column("is_carer", sa.Boolean(name="is_carer"), nullable=False, server_default=sa.false()),
        sa.Column("access_review_on", sa.Date(), nullable=True),
        sa.Column("written_language", sa.String(length=60), nullable=True),
        sa.Column("interpreter_gender", _word("interpreter_gender", NEW_WORDS["interpreter_gender"]), nullable=True),
        sa.Column("not_interpreting", sa.String(length=200), nullable=True),
    ]


def upgrade() -> None:
    columns = _person_columns()
    with op.batch_alter_table("person") as batch:
        for column in columns:
            batch.add_column(column)
        _make(batch, NEW_CHECKS, again=OLD_CHECKS)
    with op.batch_alter_table("person") as batch:
        for column in columns:
            if column.server_default is not None:
                batch.alter_column(column.name, server_default=None)
        _make(batch, {}, again=OLD_CHECKS | NEW_CHECKS)
    _ask_again()
    _referral_and_agreement()
    _safeguarding()


def _make(batch, checks: dict[str, str], *, again: dict[str, str]) -> None:
    """Make these checks, and those that SQLite forgets when it makes the table again."""
    forgotten = again if op.get_bind().dialect.name == "sqlite" else {}
    for name, condition in (forgotten | checks).items():
        batch.create_check_constraint(op.f(name), condition)


def _ask_again() -> None:
    """Access needs that are known are looked at again a year after they were written down."""
    person = sa.table(
        "person",
        sa.column("id", sa.Uuid()),
        sa.column("created_at", sa.DateTime(timezone=True)),
        sa.column("access_needs", sa.JSON()),
        sa.column("access_details", sa.Text()),
        sa.column("access_review_on", sa.Date()),
    )
    rows = op.get_bind().execute(sa.select(person)).all()
    due = [
        {"which": row.id, "on": row.created_at.date() + YEAR} for row in rows if row.access_needs or row.access_details
    ]
    if due:
        change = sa.update(person).where(person.c.id == sa.bindparam("which"))
        op.get_bind().execute(change.values(access_review_on=sa.bindparam("on")), due)


def _referral_and_agreement() -> None:
    for name in ("own_words", "reason_for_social_prescribing", "tell_gp_reason"):
        op.add_column("referral", sa.Column(name, sa.Text(), nullable=True))
    with op.batch_alter_table("agreement") as batch:
        batch.add_column(sa.Column("who_was_there", sa.String(length=200), nullable=True))
        batch.add_column(sa.Column("interpreter_used", _word("interpreter_used", USED), nullable=True))
        batch.add_column(sa.Column("decision_reason", sa.Text(), nullable=True))
        _make(batch, NEW_AGREEMENT_CHECKS, again=OLD_AGREEMENT_CHECKS)


def _safeguarding() -> None:
    op.create_table(
        "safeguarding_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(*ANSWERS, name="answer", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_safeguarding_note_referral_id")),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_safeguarding_note_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safeguarding_note")),
    )
    op.create_index("ix_safeguarding_note_referral_id", "safeguarding_note", ["referral_id"])
    make_append_only("safeguarding_note")


def downgrade() -> None:
    op.drop_table("safeguarding_note")
    with op.batch_alter_table("agreement") as batch:
        _drop(batch, NEW_AGREEMENT_CHECKS)
        for name in ("decision_reason", "interpreter_used", "who_was_there"):
            batch.drop_column(name)
        _make(batch, {}, again=OLD_AGREEMENT_CHECKS)
    for name in ("tell_gp_reason", "reason_for_social_prescribing", "own_words"):
        op.drop_column("referral", name)
    with op.batch_alter_table("person") as batch:
        _drop(batch, NEW_CHECKS)
        for column in reversed(_person_columns()):
            batch.drop_column(column.name)
        _make(batch, {}, again=OLD_CHECKS)


def _drop(batch, checks) -> None:
    for name in checks:
        batch.drop_constraint(op.f(name), type_="check")
