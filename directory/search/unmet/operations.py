"""What may be kept of a search that found nothing: that it was made, and what somebody tells of it."""

import datetime as dt
import uuid

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError, OperationalError

from core import clock, limits
from core.db import db, own_transaction
from core.refusals import Refused, TooMany
from directory.search import personal_data
from directory.search.unmet import queries
from directory.search.unmet.asked import Asked, Kept, kept
from directory.search.unmet.models import ToldNeed, UnmetNeed

WITHIN = dt.timedelta(hours=1)
# A surgery's whole staff may share one network address; a robot would not stop there.
MOST_SEARCHES = 60
MOST_TOLD = 20
# Different searches in one month; of a month that has seen more, only those known already are counted on.
MOST_A_MONTH = 5_000


def record_empty(asked: Asked, *, network: str) -> bool:
    """Count a search that found nothing, in a short transaction of its own; says whether it was counted.

    It never raises: a count that is lost harms nobody, a page that is lost does. Nothing is counted for a network
    that has made 60 such searches within the hour, nor once 5,000 different ones are kept of this month.
    """
    facts, month = kept(asked), _month()
    if not (facts.words or facts.filters):
        return False
    try:
        limits.hold("empty search", network, most=MOST_SEARCHES, within=WITHIN, words="")
        with own_transaction():
            counted = _count(month, facts)
            limits.count_here("empty search", network)
    except (TooMany, IntegrityError, OperationalError):
        db.session.rollback()
        return False
    return counted


def _count(month: dt.date, facts: Kept) -> bool:
    same = [getattr(UnmetNeed, name) == value for name, value in facts._asdict().items()]
    more = update(UnmetNeed).where(UnmetNeed.month == month, *same).values(times=UnmetNeed.times + 1)
    if db.session.execute(more).rowcount:
        return True
    if queries.known_in(month) >= MOST_A_MONTH:
        return False
    db.session.execute(insert(UnmetNeed).values(id=uuid.uuid4(), month=month, times=1, **facts._asdict()))
    return True


def tell(actor, asked: Asked, *, need: str, would_help: str, network: str) -> ToldNeed:
    """Keep what somebody tells of a search that found nothing.

    Raises Refused beside the field whose words would tell who somebody is, TooMany after 20 within the hour.
    """
    words = "Much has been told from here within the last hour. Thank you. Try again later."
    limits.hold("tell unmet need", network, most=MOST_TOLD, within=WITHIN, words=words)
    for field, text in (("need", need), ("would_help", would_help)):
        if refusal := personal_data.refusal(text, today=clock.today()):
            raise Refused(refusal, field=field)
    made = ToldNeed(month=_month(), need=need, would_help=would_help, **kept(asked)._asdict())
    db.session.add(made)
    limits.count_here("tell unmet need", network)
    return made


def _month() -> dt.date:
    return clock.today().replace(day=1)
