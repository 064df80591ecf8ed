"""What is asked of the needs that were not met: of which month, and how often each."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select

from core.db import db
from directory.search.unmet.asked import Kept
from directory.search.unmet.models import ToldNeed, UnmetNeed

MOST_SHOWN = 500


def months() -> list[dt.date]:
    """The months of which anything is kept, the latest first."""
    found = {*db.session.scalars(select(UnmetNeed.month).distinct()), *db.session.scalars(select(ToldNeed.month))}
    return sorted(found, reverse=True)


def counted(month: dt.date | None = None) -> Sequence[tuple[Kept, int]]:
    """Each search that found nothing with how often that was, the commonest first; of one month or of all."""
    facts = (UnmetNeed.words, UnmetNeed.filters, UnmetNeed.district)
    times = func.sum(UnmetNeed.times)
    question = select(*facts, times).group_by(*facts).order_by(times.desc(), *facts).limit(MOST_SHOWN)
    if month:
        question = question.where(UnmetNeed.month == month)
    return [(Kept(*row[:3]), int(row[3])) for row in db.session.execute(question)]


def told(month: dt.date | None = None) -> list[ToldNeed]:
    """What people wrote, the latest month first."""
    question = select(ToldNeed).order_by(ToldNeed.month.desc(), ToldNeed.words, ToldNeed.id).limit(MOST_SHOWN)
    return list(db.session.scalars(question.where(ToldNeed.month == month) if month else question))


def known_in(month: dt.date) -> int:
    """How many different searches of this month are kept."""
    return db.session.scalar(select(func.count()).where(UnmetNeed.month == month))
