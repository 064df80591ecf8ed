"""Taxonomies kept by editors, synonyms of search, curated collections."""

revision = "0007_taxonomies"
down_revision = "0006_listings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
