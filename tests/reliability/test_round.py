"""The nightly round is killed in the middle and run again: every group gets its letter, and none gets two."""

from sqlalchemy import func, select

from core.db import db, transaction
from core.outbox.models import Message
from directory.listings import operations as listings
from directory.upkeep.asking.models import Asking
from directory.upkeep.asking.queries import KIND
from tests.reliability.house import PATIENCE_SECONDS, wait_until

GROUPS = 80


def test_killed_in_the_middle_and_run_again(house):
    with house.inside(), transaction():
        for number in range(GROUPS):
            document = {"name": f"Group {number}", "email": f"group{number}@example.org"}
            listings.add_listing(house.people.directory_editor, document=document)
    first = house.begin("round")
    wait_until("some letters are written", lambda: _letters(house))
    first.kill()
    first.wait(PATIENCE_SECONDS)
    written = _letters(house)
    assert 0 < len(written) < GROUPS, "it was killed too late to prove anything"
    assert _asked(house) == len(written), "what is written down as asked has its letter"
    assert house.begin("round").wait(PATIENCE_SECONDS) == 0
    assert sorted(_letters(house)) == sorted(f"group{number}@example.org" for number in range(GROUPS))


def _letters(house) -> list[str]:
    with house.inside():
        return list(db.session.scalars(select(Message.recipient).where(Message.kind == KIND)))


def _asked(house) -> int:
    with house.inside():
        return db.session.scalar(select(func.count()).where(Asking.asked_at.is_not(None)))
