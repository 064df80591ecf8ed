"""The search index's prepared rows: one entry a listing, the clock that counts changes, the words that are spelt."""

import sqlalchemy as sa
from alembic import op

revision = "0005_index"
down_revision = "0004_referrals"
branch_labels = None
depends_on = None

POSTGRES_HEAD = (
    "drop trigger listing_fts_put on listing_text",
    "drop function listing_fts_put()",
    "alter table listing_fts add column name_words tsvector",
    "alter table listing_fts add column head_words tsvector",
    """create function listing_fts_put() returns trigger language plpgsql as $$
        declare
            name_words tsvector := to_tsvector('listing_fts_words', listing_fts_plain(new.name));
            organisation tsvector := to_tsvector('listing_fts_words', listing_fts_plain(new.organisation));
            tags tsvector := to_tsvector('listing_fts_words', listing_fts_plain(new.tags));
            rest tsvector := to_tsvector('listing_fts_words', listing_fts_plain(new.place || ' ' || new.description));
        begin
            insert into listing_fts (number, document, name_words, head_words) values (new.number,
                setweight(name_words, 'A') || setweight(organisation, 'B') || setweight(tags, 'C')
                    || setweight(rest, 'D'),
                name_words, name_words || organisation || tags)
            on conflict (number) do update set document = excluded.document, name_words = excluded.name_words,
                head_words = excluded.head_words;
            return null;
        end $$""",
    """create trigger listing_fts_put after insert or update on listing_text
        for each row execute function listing_fts_put()""",
    "create index ix_listing_fts_name_words on listing_fts using gin (name_words)",
    "create index ix_listing_fts_head_words on listing_fts using gin (head_words)",
)
# As 0003_directory made it.
POSTGRES_NO_HEAD = (
    "drop trigger listing_fts_put on listing_text",
    "drop function listing_fts_put()",
    "alter table listing_fts drop column name_words",
    "alter table listing_fts drop column head_words",
    """create function listing_fts_put() returns trigger language plpgsql as $$ begin
        insert into listing_fts (number, document) values (new.number,
            setweight(to_tsvector('listing_fts_words', listing_fts_plain(new.name)), 'A') ||
            setweight(to_tsvector('listing_fts_words', listing_fts_plain(new.organisation)), 'B') ||
            setweight(to_tsvector('listing_fts_words', listing_fts_plain(new.tags)), 'C') ||
            setweight(to_tsvector('listing_fts_words', listing_fts_plain(new.place || ' ' || new.description)), 'D'))
        on conflict (number) do update set document = excluded.document;
        return null;
    end $$""",
    """create trigger listing_fts_put after insert or update on listing_text
        for each row execute function listing_fts_put()""",
)


def _on_postgres(statements: tuple[str, ...]) -> None:
    """What PostgreSQL needs so as to look in names alone; SQLite's index knows its columns."""
    for statement in statements if op.get_bind().dialect.name == "postgresql" else ():
        op.execute(statement)


def upgrade() -> None:
    op.create_table(
        "listing_entry",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_listing_entry_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_listing_entry")),
        sa.UniqueConstraint("service_id", name=op.f("uq_listing_entry_service_id")),
    )
    op.create_index("ix_listing_entry_stamp", "listing_entry", ["stamp"])
    op.create_table(
        "listing_clock",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tick", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_clock")),
    )
    op.create_table(
        "listing_word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_listing_word")),
    )
    # A listing's words now stand under the number of its entry: `flask directory rebuild-index` writes both.
    op.execute("delete from listing_text")
    _on_postgres(POSTGRES_HEAD)


def downgrade() -> None:
    _on_postgres(POSTGRES_NO_HEAD)
    op.drop_table("listing_word")
    op.drop_table("listing_clock")
    op.drop_index("ix_listing_entry_stamp", "listing_entry")
    op.drop_table("listing_entry")
