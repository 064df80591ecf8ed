"""What somebody without an account types on the public form, and a browser's way through its pages."""

import re

from sqlalchemy import select

from core.db import db
from core.outbox.models import Message

START = {"urgent_signs": "none", "source": "self"}
PERSON = {
    "first_name": "Ivy",
    "family_name": "Quillfeather",
    "date_of_birth-day": "13",
    "date_of_birth-month": "2",
    "date_of_birth-year": "1951",
    "postcode": "PO5 4HG",
    "telephone": "07700 900 321",
    "safe_contact": "Before noon, while her son is out",
}
MATTERS = {
    "need": "I would like to sing again",
    "asker_email": "ivy@asking.example",
    "proof": "email",
    "agreed": "y",
}
SCREENS = (START, PERSON, MATTERS)
# Somebody who asks for someone else.
OFFICER = {
    "asker_name": "Jo Tenant",
    "asker_role": "tenancy officer",
    "asker_organisation": "Portsea Homes",
    "asker_telephone": "01632 960 007",
    "asker_email": "jo@homes.example",
}
HOUSING = ({**START, "source": "housing"}, PERSON, {**MATTERS, **OFFICER})
# Each of these would give somebody away in a message or a log.
PERSONAL = ("Ivy", "Quillfeather", "1951", "900321", "900 321", "PO5 4HG", "noon", "sing", "Tenant", "Portsea")


def fill_in(browser, service_id, screens=SCREENS, *, status=302):
    """Fill in the pages of the public form one after the other and send; the page that comes after the last."""
    page = browser.open(f"/referrals/public/{service_id}")
    for answers in screens[:-1]:
        page = browser.send(page, {"go": "next", **answers}, status=200)
        assert not page.errors(), page.errors()
    return browser.send(page, {"go": "send", **screens[-1]}, status=status)


def code_sent() -> str:
    """The code that was e-mailed last."""
    db.session.rollback()
    latest = select(Message).where(Message.kind == "enquiry.code").order_by(Message.created_at.desc()).limit(1)
    return re.search(r"code is (\d{3} \d{3})", db.session.scalar(latest).text).group(1)
