"""Feeds: where listings come from, what was fetched, where each field came from, conflicts."""

revision = "0008_feeds"
down_revision = "0007_taxonomies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
