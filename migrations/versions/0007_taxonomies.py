"""Taxonomies kept by editors, synonyms of search, curated collections."""

import sqlalchemy as sa
from alembic import op

revision = "0007_taxonomies"
down_revision = "0006_listings"
branch_labels = None
depends_on = None

# Two terms of one taxonomy may be called alike, under different parents, until this step is taken back.
CALLED_ALIKE = """
update taxonomy_term set name = name || ' (' || cast(id as varchar(36)) || ')'
where exists (
    select 1 from taxonomy_term other
    where other.taxonomy_id = taxonomy_term.taxonomy_id and other.name = taxonomy_term.name
    and other.id <> taxonomy_term.id
)
"""


def upgrade() -> None:
    with op.batch_alter_table("taxonomy") as table:
        table.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("source", sa.Text(), nullable=True))
        table.add_column(sa.Column("licence", sa.Text(), nullable=True))
        table.add_column(sa.Column("attribution", sa.Text(), nullable=True))
    with op.batch_alter_table("taxonomy_term") as table:
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("merged_into_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(op.f("fk_taxonomy_term_merged_into_id"), "taxonomy_term", ["merged_into_id"], ["id"])
        table.drop_constraint(op.f("uq_taxonomy_term_taxonomy_id_name"), type_="unique")
    op.create_index("ix_taxonomy_term_taxonomy_id_name", "taxonomy_term", ["taxonomy_id", "name"])
    op.create_index("ix_taxonomy_term_merged_into_id", "taxonomy_term", ["merged_into_id"])
    _create_file()
    _create_synonyms()
    _create_collections()


def _create_file() -> None:
    op.create_table(
        "taxonomy_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taxonomy_name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy_file")),
    )


def _create_synonyms() -> None:
    op.create_table(
        "synonym_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synonym_group")),
    )


def _create_collections() -> None:
    op.create_table(
        "collection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection")),
        sa.UniqueConstraint("name", name=op.f("uq_collection_name")),
    )
    op.create_table(
        "collection_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("collection_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_collection_item_collection_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_collection_item_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection_item")),
        sa.UniqueConstraint("collection_id", "service_id", name=op.f("uq_collection_item_collection_id_service_id")),
    )
    op.create_index("ix_collection_item_service_id", "collection_item", ["service_id"])


def downgrade() -> None:
    for table in ("collection_item", "collection", "synonym_group", "taxonomy_file"):
        op.drop_table(table)
    op.drop_index("ix_taxonomy_term_merged_into_id", "taxonomy_term")
    op.drop_index("ix_taxonomy_term_taxonomy_id_name", "taxonomy_term")
    op.execute(CALLED_ALIKE)
    with op.batch_alter_table("taxonomy_term") as table:
        table.drop_constraint(op.f("fk_taxonomy_term_merged_into_id"), type_="foreignkey")
        table.drop_column("merged_into_id")
        table.drop_column("version")
        table.create_unique_constraint(op.f("uq_taxonomy_term_taxonomy_id_name"), ["taxonomy_id", "name"])
    with op.batch_alter_table("taxonomy") as table:
        for column in ("attribution", "licence", "source", "revision"):
            table.drop_column(column)
