"""How often something was tried, counted in the database: the same for every worker, and not undone by a refusal."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import String, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from core import clock
from core.db import Base, Moment, db, own_transaction, take_turns
from core.refusals import TooMany


class Attempt(Base):
    """One try of `scope` by or against the thing whose hash is `who`."""

    __tablename__ = "attempt"

    scope: Mapped[str] = mapped_column(String(40))
    who: Mapped[str] = mapped_column(String(64), index=True)
    made_at: Mapped[Moment] = mapped_column(index=True)


def hold(scope: str, who: str, *, most: int, within: timedelta, words: str) -> None:
    """Raise TooMany if `who` has tried `scope` `most` times within the last `within`.

    In a transaction that writes, whoever else asks the same waits until it ends: what is counted in it (`count_here`)
    is counted one by one, however many come at once. What is counted in a transaction of its own may let a few more by.
    """
    take_turns(f"{scope} {_hash(who)}")
    since = clock.now() - within
    made, oldest = db.session.execute(
        select(func.count(), func.min(Attempt.made_at)).where(
            Attempt.scope == scope, Attempt.who == _hash(who), Attempt.made_at > since
        )
    ).one()
    if made >= most:
        wait = max(1, int(((oldest or clock.now()) + within - clock.now()).total_seconds()))
        raise TooMany(words, retry_after=wait)


def tries(scope: str, who: str, *, since: datetime) -> list[datetime]:
    """When `who` tried `scope` after `since`, latest first."""
    return list(
        db.session.scalars(
            select(Attempt.made_at)
            .where(Attempt.scope == scope, Attempt.who == _hash(who), Attempt.made_at > since)
            .order_by(Attempt.made_at.desc())
        )
    )


def count(scope: str, who: str) -> None:
    """Count one try, in a transaction of its own that survives whatever this request comes to."""
    count_all([(scope, who)])


def count_here(scope: str, who: str) -> None:
    """Count one try in the transaction of what was tried: if that is not kept, nothing is counted."""
    db.session.add(Attempt(scope=scope, who=_hash(who), made_at=clock.now()))


def count_all(tries_made: Iterable[tuple[str, str]]) -> list[uuid.UUID]:
    """Count one try of each `(scope, who)`, in one transaction of their own; returns their ids, for `uncount`."""
    made = [Attempt(id=uuid.uuid4(), scope=scope, who=_hash(who), made_at=clock.now()) for scope, who in tries_made]
    ids = [attempt.id for attempt in made]
    with own_transaction():
        db.session.add_all(made)
    return ids


def uncount(attempt_ids: Iterable[uuid.UUID]) -> None:
    """Take back tries that were not carried out after all, in a transaction of its own."""
    with own_transaction():
        db.session.execute(delete(Attempt).where(Attempt.id.in_(list(attempt_ids))))


def forgive(scope: str, who: str) -> None:
    """Forget the tries of `who`, as after a right password."""
    db.session.query(Attempt).filter(Attempt.scope == scope, Attempt.who == _hash(who)).delete()


def forget_before(moment: datetime) -> int:
    """Delete tries made before `moment`; returns how many."""
    return db.session.query(Attempt).filter(Attempt.made_at < moment).delete()


def _hash(who: str) -> str:
    """An e-mail address or network address is counted without being kept."""
    return hashlib.sha256(who.casefold().encode("utf-8", "surrogatepass")).hexdigest()
