"""A home for the fields of a source that Open Referral UK has no place for, so that nothing is lost."""

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, declared_attr, mapped_column


class Extra:
    """Rows that keep what else their source said of them, by the source's own field names."""

    @declared_attr
    def extra(cls) -> Mapped[dict]:
        return mapped_column(JSON, default=dict, sort_order=1)
