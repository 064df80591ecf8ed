"""How the link workers of the demonstration work: hours, skills, languages, and one who goes on leave soon."""

import datetime as dt

from accounts.models import User
from core import clock
from core.db import db
from demonstration import shelves
from referrals.allocation import operations
from referrals.allocation.words import Gender
from referrals.words import Reason

BEFORE = 300  # days ago it was written down
POSTS = {
    "rahman": {
        "weekly_hours": 37.5,
        "languages": ["Bengali"],
        "skills": [Reason.MONEY, Reason.HOUSING],
        "gender": Gender.WOMAN,
    },
    "whitlock": {"weekly_hours": 30, "skills": [Reason.PHYSICAL_ACTIVITY, Reason.WORK], "gender": Gender.MAN},
    "adeyemi": {"weekly_hours": 22.5, "skills": [Reason.LONELINESS, Reason.BEREAVEMENT], "gender": Gender.WOMAN},
    "reid": {"weekly_hours": 37.5, "skills": [Reason.MENTAL_WELLBEING], "languages": ["Polish"], "most": 45},
}
# Leave of two weeks: who, and in how many days it begins.
LEAVE, DAYS = ("adeyemi", 12), 13


def tell(staff: dict, today: dt.date) -> None:
    """Each writes down how they work, and the lead notes a leave."""
    with clock.at(shelves.morning(today - dt.timedelta(days=BEFORE))):
        for key, facts in POSTS.items():
            operations.keep_post(staff[key]["harbours"], _user(staff, key), **facts)
    key, ahead = LEAVE
    first = today + dt.timedelta(days=ahead)
    with clock.at(shelves.morning(today - dt.timedelta(days=1))):
        days = {"begins_on": first, "ends_on": first + dt.timedelta(days=DAYS)}
        operations.add_leave(staff["keane"]["harbours"], _user(staff, key), **days)


def _user(staff: dict, key: str) -> User:
    return db.session.get(User, staff[key]["harbours"].id)
