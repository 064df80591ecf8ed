"""How each link worker works, when they are away, and whom a person wishes to be with."""

import sqlalchemy as sa
from alembic import op

revision = "0024_allocation"
down_revision = "0023_triage"
branch_labels = None
depends_on = None

GENDERS = ("woman", "man", "non_binary")


def upgrade() -> None:
    _posts()
    _leave()
    _wishes()


def _posts() -> None:
    op.create_table(
        "post",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("weekly_hours", sa.Float(), nullable=False),
        sa.Column("base_postcode", sa.String(length=8), nullable=True),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("practices", sa.JSON(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("gender", _gender("gender"), nullable=True),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.CheckConstraint("weekly_hours > 0", name=op.f("ck_post_hours")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_post_user_id")),
        sa.ForeignKeyConstraint(["service_id"], ["organisation.id"], name=op.f("fk_post_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("user_id", "service_id", name=op.f("uq_post_user_id_service_id")),
    )
    op.create_index("ix_post_service_id", "post", ["service_id"])


def _leave() -> None:
    op.create_table(
        "leave",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("begins_on <= ends_on", name=op.f("ck_leave_in_order")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_leave_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    op.create_index("ix_leave_post_id", "leave", ["post_id"])


def _wishes() -> None:
    op.create_table(
        "link_worker_wish",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("gender", _gender("wished_gender"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_link_worker_wish_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_worker_wish")),
        sa.UniqueConstraint("person_id", name=op.f("uq_link_worker_wish_person_id")),
    )


def _gender(name: str) -> sa.Enum:
    return sa.Enum(*GENDERS, name=name, native_enum=False, create_constraint=True, length=40)


def downgrade() -> None:
    op.drop_table("link_worker_wish")
    op.drop_table("leave")
    op.drop_table("post")
