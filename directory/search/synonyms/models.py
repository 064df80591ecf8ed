"""The table of synonyms."""

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Versioned


class SynonymGroup(Versioned, Base):
    """Words and phrases that mean the same to whoever searches; each is plain words with single spaces between them."""

    __tablename__ = "synonym_group"

    words: Mapped[list[str]] = mapped_column(JSON)
